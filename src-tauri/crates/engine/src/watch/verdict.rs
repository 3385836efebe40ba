//! What copies that were read mean for whoever watches them: pure, over the copies as they were and as they are.

use chrono::NaiveDate;

use super::pace::Return;
use crate::wire::{Copy, Status, WatchEvent};

/// The copies in the watched place.
#[derive(Debug)]
pub(crate) struct Shelf<'c>(Vec<&'c Copy>);

impl<'c> Shelf<'c> {
    /// Those of these copies that are there; without a place all of them. One endpoint of a library may name branches where another
    /// one names rooms alone.
    pub(crate) fn at(copies: &'c [Copy], place: Option<&str>) -> Self {
        let is_at = |copy: &Copy, place: &str| {
            [&copy.branch, &copy.location]
                .map(|part| part.trim())
                .contains(&place)
        };
        let is_there = |copy: &&Copy| place.is_none_or(|place| is_at(copy, place.trim()));
        Self(copies.iter().filter(is_there).collect())
    }

    /// No copy is there.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing of it is ever lent: to wait for it is to wait in vain.
    pub(crate) fn is_never_lent(&self) -> bool {
        !self.is_empty() && self.0.iter().all(|copy| copy.status == Status::NotForLoan)
    }

    /// The first that can be borrowed now. A status that nobody knows is not taken for one.
    pub(crate) fn available(&self) -> Option<&'c Copy> {
        let mut copies = self.0.iter().copied();
        copies.find(|copy| copy.status == Status::Available)
    }

    /// The copies that may come back.
    pub(crate) fn returns(&self) -> Vec<Return> {
        let returning = self.0.iter().filter(|copy| may_come_back(copy.status));
        returning.map(|copy| day(copy.due.as_deref()?)).collect()
    }

    /// The earliest day one of them is due.
    pub(crate) fn due(&self) -> Option<String> {
        let returning = self.0.iter().filter(|copy| may_come_back(copy.status));
        let dues = returning.filter_map(|copy| copy.due.as_deref());
        dues.filter(|due| day(due).is_some())
            .min()
            .map(str::to_owned)
    }

    fn is_reserved(&self) -> bool {
        self.0.iter().any(|copy| copy.status == Status::Reserved)
    }

    /// Whether this shelf looks the same as another one, as far as anybody can tell.
    pub(crate) fn is_like(&self, other: &Shelf<'_>) -> bool {
        let looks = |shelf: &Shelf<'_>| {
            let mut looks: Vec<_> = shelf
                .0
                .iter()
                .map(|copy| {
                    (
                        copy.registration_number.clone(),
                        copy.raw_status.clone(),
                        copy.raw_due.clone(),
                    )
                })
                .collect();
            looks.sort_unstable();
            looks
        };
        looks(self) == looks(other)
    }
}

/// Whether these copies name every one of these places. A page that does not may be one that has other words for them.
pub(crate) fn name_all(copies: &[Copy], places: &[String]) -> bool {
    let is_named = |place: &String| !Shelf::at(copies, Some(place)).is_empty();
    places.iter().all(is_named)
}

/// After so many looks in a row without a copy that may come back there is none: one alone may have met a page that was not whole.
const SURELY: u32 = 2;

/// The number of looks in a row without a copy that may come back, after one more. What somebody else reads is no look of its own.
pub(crate) fn missing_count(after: &Shelf<'_>, count: u32, is_look: bool) -> u32 {
    if after.is_never_lent() {
        count.max(SURELY)
    } else if after.returns().is_empty() {
        count.saturating_add(u32::from(is_look))
    } else {
        0
    }
}

/// What is to be told, in its order. `before` is none where nobody had read the copies; `missing` are the [`missing_count`]s before and
/// after. A copy that can be borrowed is all the news there is.
pub(crate) fn events(
    before: Option<&Shelf<'_>>,
    after: &Shelf<'_>,
    missing: (u32, u32),
) -> Vec<WatchEvent> {
    if after.available().is_some() {
        return vec![WatchEvent::Available];
    }
    let mut events = Vec::new();
    if let Some(before) = before {
        if !before.is_reserved() && after.is_reserved() {
            events.push(WatchEvent::Reserved);
        }
        if let (Some(was), Some(is)) = (before.due(), after.due())
            && was != is
        {
            events.push(WatchEvent::DueMoved);
        }
    }
    match (missing.0 >= SURELY, missing.1 >= SURELY) {
        (false, true) if after.is_never_lent() => events.push(WatchEvent::NotLent),
        (false, true) => events.push(WatchEvent::Gone),
        (true, false) => events.push(WatchEvent::Back),
        _ => {}
    }
    events
}

fn may_come_back(status: Status) -> bool {
    match status {
        Status::OnLoan
        | Status::Reserved
        | Status::InProcess
        | Status::Unknown
        | Status::Available => true,
        Status::NotForLoan | Status::Missing | Status::Withdrawn => false,
    }
}

fn day(due: &str) -> Return {
    NaiveDate::parse_from_str(due, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(branch: &str, location: &str, status: Status, due: Option<&str>) -> Copy {
        Copy {
            registration_number: "000000000001".to_owned(),
            branch: branch.to_owned(),
            location: location.to_owned(),
            call_number: "813.7 한12ㅅ".to_owned(),
            status,
            raw_status: format!("{status:?}"),
            due: due.map(str::to_owned),
            raw_due: due.unwrap_or_default().to_owned(),
        }
    }

    fn one(status: Status, due: Option<&str>) -> Vec<Copy> {
        vec![copy("", "제2자료실(6층)", status, due)]
    }

    fn told(before: &[Copy], after: &[Copy]) -> Vec<WatchEvent> {
        let before = Shelf::at(before, None);
        events(Some(&before), &Shelf::at(after, None), (0, 0))
    }

    #[test]
    fn only_the_watched_place_counts() {
        let copies = [
            copy("중앙도서관", "제2자료실(6층)", Status::OnLoan, None),
            copy("과학기술분관", "제2자료실(6층)", Status::Available, None),
            copy("", "과학자료실(1층)", Status::Available, None),
        ];
        let is_available = |place| Shelf::at(&copies, place).available().is_some();
        assert!(is_available(None));
        assert!(is_available(Some("과학기술분관")));
        assert!(is_available(Some("과학자료실(1층)")), "named by its room");
        assert!(!is_available(Some("중앙도서관")));
        assert!(
            is_available(Some("제2자료실(6층)")),
            "a room of a branch that was not named when it was chosen"
        );
        assert!(!is_available(Some("어디에도 없음")));
    }

    #[test]
    fn what_can_be_borrowed_is_told_whatever_was_before_and_nothing_else_with_it() {
        let after = one(Status::Available, None);
        assert_eq!(
            events(None, &Shelf::at(&after, None), (2, 0)),
            [WatchEvent::Available]
        );
        let before = one(Status::OnLoan, Some("2027-01-15"));
        assert_eq!(told(&before, &after), [WatchEvent::Available]);
    }

    #[test]
    fn no_other_status_can_be_borrowed() {
        for status in [
            Status::OnLoan,
            Status::Reserved,
            Status::NotForLoan,
            Status::InProcess,
            Status::Missing,
            Status::Withdrawn,
            Status::Unknown,
        ] {
            let copies = one(status, None);
            assert!(Shelf::at(&copies, None).available().is_none(), "{status:?}");
            assert!(events(None, &Shelf::at(&copies, None), (0, 0)).is_empty());
        }
    }

    #[test]
    fn a_moved_day_and_a_reservation_are_told_once() {
        let lent = one(Status::OnLoan, Some("2027-01-15"));
        let renewed = one(Status::OnLoan, Some("2027-01-29"));
        let wanted = one(Status::Reserved, Some("2027-01-15"));
        let unknown = one(Status::Unknown, None);
        let lost = one(Status::Missing, None);
        for (before, after, news) in [
            (&lent, &renewed, vec![WatchEvent::DueMoved]),
            (&lent, &wanted, vec![WatchEvent::Reserved]),
            (
                &renewed,
                &wanted,
                vec![WatchEvent::Reserved, WatchEvent::DueMoved],
            ),
            (&lent, &unknown, vec![]),
            (&lent, &lost, vec![]),
            (&lent, &Vec::new(), vec![]),
            (&lost, &lent, vec![]),
        ] {
            assert_eq!(told(before, after), news, "{after:?}");
            assert!(told(after, after).is_empty(), "{after:?} is no news");
        }
    }

    /// What is told when these are seen one after the other.
    fn history(seen: &[&[Copy]]) -> Vec<WatchEvent> {
        let (mut count, mut told) = (0, Vec::new());
        for copies in seen {
            let shelf = Shelf::at(copies, None);
            let next = missing_count(&shelf, count, true);
            told.extend(events(None, &shelf, (count, next)));
            count = next;
        }
        told
    }

    #[test]
    fn the_loss_of_the_last_copy_is_told_after_two_looks_and_so_is_its_return() {
        let lent: &[Copy] = &one(Status::OnLoan, Some("2027-01-15"));
        let lost: &[Copy] = &one(Status::Missing, None);
        for missing in [lost, &[]] {
            assert_eq!(history(&[lent, missing, lent, missing]), []);
            let told = history(&[lent, missing, missing, missing, lent, lent]);
            assert_eq!(told, [WatchEvent::Gone, WatchEvent::Back]);
        }
        let shelf = Shelf::at(lost, None);
        assert_eq!(missing_count(&shelf, 1, false), 1, "a person looked");
    }

    #[test]
    fn what_is_never_lent_is_said_at_once() {
        let here: &[Copy] = &one(Status::NotForLoan, None);
        assert_eq!(history(&[here, here]), [WatchEvent::NotLent]);
        let mixed = [one(Status::NotForLoan, None), one(Status::Missing, None)].concat();
        assert_eq!(history(&[&mixed, &mixed]), [WatchEvent::Gone]);
    }

    #[test]
    fn the_earliest_day_of_what_may_come_back_is_the_due_day() {
        let mut copies = one(Status::OnLoan, Some("2027-01-29"));
        copies.extend(one(Status::OnLoan, Some("2027-01-15")));
        copies.extend(one(Status::Missing, Some("2027-01-01")));
        copies.extend(one(Status::OnLoan, Some("soon")));
        let shelf = Shelf::at(&copies, None);
        assert_eq!(shelf.due().as_deref(), Some("2027-01-15"));
        assert_eq!(shelf.returns().len(), 3, "one of them without a day");
    }

    #[test]
    fn a_shelf_changes_with_every_word_of_the_library() {
        let lent = one(Status::OnLoan, Some("2027-01-15"));
        let renewed = one(Status::OnLoan, Some("2027-01-29"));
        let like = |a: &[Copy], b: &[Copy]| Shelf::at(a, None).is_like(&Shelf::at(b, None));
        assert!(like(&lent, &lent));
        assert!(!like(&lent, &renewed));
        assert!(!like(&lent, &[]));
    }
}
