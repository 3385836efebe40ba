//! 모든 도서관: a friend like the libraries, in whose room all of them are asked at once. It is no library: it has no catalogue, no
//! limits and no jobs, and whoever looks for its like among the libraries finds none.

use std::borrow::Borrow;

use catalog::{Library, Standing};

use crate::{alerts, wire};

/// What stands in the place of a library's id.
pub const EVERYONE: &str = "everyone";

/// Those that are asked: the friends. The practice library's copies are made up and would stand beside true ones, so it is asked
/// only where there is no friend; a library that nobody has checked never is.
pub fn asked<L: Borrow<Library>>(libraries: &[L]) -> Vec<&L> {
    let of = |standing| {
        let all = libraries.iter();
        all.filter(move |library| (*library).borrow().standing == standing)
            .collect::<Vec<_>>()
    };
    let friends = of(Standing::Friend);
    if friends.is_empty() {
        of(Standing::Practice)
    } else {
        friends
    }
}

/// Puts it among the libraries, behind those that can be talked to, and behind it the room of alerts.
pub(crate) fn join(mut libraries: Vec<wire::Library>) -> Vec<wire::Library> {
    let is_unconfirmed = |library: &wire::Library| library.standing == wire::Standing::Unconfirmed;
    let place = libraries.iter().position(is_unconfirmed);
    let place = place.unwrap_or(libraries.len());
    libraries.splice(place..place, [view(), alerts::view()]);
    libraries
}

/// How it is shown.
pub(crate) fn view() -> wire::Library {
    wire::Library {
        id: EVERYONE.to_owned(),
        name: "모든 도서관".to_owned(),
        name_en: "All libraries".to_owned(),
        short_name: "모두".to_owned(),
        color: "#4B5563".to_owned(),
        standing: wire::Standing::Everyone,
        home_url: None,
        answered_at_ms: None,
        unanswered: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::ALERTS;

    fn library(id: &str, standing: Standing) -> Library {
        let mut library = catalog::libraries().unwrap().remove(0);
        id.clone_into(&mut library.id);
        library.standing = standing;
        library
    }

    fn ids(libraries: &[Library]) -> Vec<&str> {
        let asked = asked(libraries).into_iter();
        asked.map(|library| library.id.as_str()).collect()
    }

    #[test]
    fn friends_are_asked_and_the_practice_library_only_without_one() {
        let all = [
            library("first", Standing::Friend),
            library("practice", Standing::Practice),
            library("second", Standing::Friend),
            library("unknown", Standing::Unconfirmed),
        ];
        assert_eq!(ids(&all), ["first", "second"]);
        assert_eq!(ids(&all[1..2]), ["practice"]);
        assert!(ids(&all[3..]).is_empty(), "nobody has checked it");
    }

    #[test]
    fn it_stands_between_friends_and_those_nobody_has_checked() {
        let known = catalog::libraries().unwrap();
        let names = |libraries: Vec<wire::Library>| -> Vec<String> {
            libraries.into_iter().map(|library| library.id).collect()
        };
        let shown: Vec<wire::Library> = known.iter().map(wire::Library::from).collect();
        let joined = names(join(shown.clone()));
        assert_eq!(joined[..5], ["sejong", "practice", EVERYONE, ALERTS, "ut"]);
        assert_eq!(joined.len(), known.len() + 2);
        assert_eq!(
            names(join(shown[..1].to_vec())),
            ["sejong", EVERYONE, ALERTS]
        );
        assert!(
            known
                .iter()
                .all(|library| ![EVERYONE, ALERTS].contains(&library.id.as_str())),
            "no library is called so"
        );
    }

    /// How bright a colour is, as WCAG 2 has it.
    fn luminance(color: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn white_can_be_read_on_its_picture() {
        for view in [view(), alerts::view()] {
            let contrast = 1.05 / (luminance(&view.color) + 0.05);
            assert!(contrast >= 4.5, "{}: {contrast}", view.id);
        }
    }
}
