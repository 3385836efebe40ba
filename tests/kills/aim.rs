//! Where in a crawl its kill is meant to fall.

use crate::answer::Answer;
use crate::chance::Chance;
use crate::moment::{Event, Moment};

/// See above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// In the very first start in this folder, which gets no answer.
    FirstStart,
    Start,
    Lists,
    Requests,
    Answers,
    Lines,
    End,
}

/// One for each crawl, again and again.
const AIMS: [Aim; 10] = [
    Aim::FirstStart,
    Aim::Lists,
    Aim::Answers,
    Aim::Requests,
    Aim::End,
    Aim::Start,
    Aim::Answers,
    Aim::Lists,
    Aim::Lines,
    Aim::End,
];

impl Aim {
    /// The one of this crawl.
    pub(crate) fn of(number: usize) -> Self {
        AIMS[number % AIMS.len()]
    }

    /// A moment there, in a crawl that is answered so.
    pub(crate) fn moment(self, answer: &Answer, chance: &mut Chance) -> Moment {
        let event = match self {
            Self::FirstStart | Self::Start => return Moment::at_start(chance),
            Self::Lists if chance.of(0..=1) == 0 => Event::Request(chance.small(1..=3)),
            Self::Lists => Event::Answer(chance.small(1..=3)),
            Self::Requests => Event::Request(chance.small(1..=answer.requests)),
            Self::Answers => Event::Answer(chance.small(1..=answer.requests)),
            Self::Lines => Event::Line(chance.small(1..=answer.lines)),
            Self::End => Event::Answer(answer.requests - chance.small(0..=2)),
        };
        match (chance.of(0..=1), self) {
            (0, _) => Moment::at_commit(event, chance),
            (_, Self::End) => Moment::late(event, chance),
            _ => Moment::soon(event, chance),
        }
    }
}
