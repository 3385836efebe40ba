//! What copies that were read mean for whoever watches them: pure, over the copies as they were and as they are.

use chrono::NaiveDate;

use super::pace::Return;
use crate::wire::{Copy, Status, WatchEvent};

/// The copies in the watched place.
#[derive(Debug)]
pub(crate) struct Shelf<'c>(Vec<&'c Copy>);

impl<'c> Shelf<'c> {
    /// Those of these copies that are there; without a place all of them.
    pub(crate) fn at(copies: &'c [Copy], place: Option<&str>) -> Self {
        let is_there =
            |copy: &&Copy| place.is_none_or(|place| place_of(copy).trim() == place.trim());
        Self(copies.iter().filter(is_there).collect())
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

/// What is to be told, in its order. `before` is none where nobody had read the copies. A copy that can be borrowed is all the news
/// there is.
pub(crate) fn events(before: Option<&Shelf<'_>>, after: &Shelf<'_>) -> Vec<WatchEvent> {
    if after.available().is_some() {
        return vec![WatchEvent::Available];
    }
    let Some(before) = before else {
        return Vec::new();
    };
    let mut events = Vec::new();
    if !before.is_reserved() && after.is_reserved() {
        events.push(WatchEvent::Reserved);
    }
    if let (Some(was), Some(is)) = (before.due(), after.due())
        && was != is
    {
        events.push(WatchEvent::DueMoved);
    }
    if !before.returns().is_empty() && after.returns().is_empty() {
        events.push(WatchEvent::Gone);
    }
    events
}

/// What the person chose it by: its branch, or where the library names none its room.
fn place_of(copy: &Copy) -> &str {
    if copy.branch.is_empty() {
        &copy.location
    } else {
        &copy.branch
    }
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
        events(Some(&before), &Shelf::at(after, None))
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
        assert!(!is_available(Some("제2자료실(6층)")), "its branch is named");
        assert!(!is_available(Some("어디에도 없음")));
    }

    #[test]
    fn what_can_be_borrowed_is_told_whatever_was_before_and_nothing_else_with_it() {
        let after = one(Status::Available, None);
        assert_eq!(
            events(None, &Shelf::at(&after, None)),
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
            assert!(events(None, &Shelf::at(&copies, None)).is_empty());
        }
    }

    #[test]
    fn a_moved_day_a_reservation_and_the_loss_of_the_last_copy_are_told_once() {
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
            (&lent, &lost, vec![WatchEvent::Gone]),
            (&lent, &Vec::new(), vec![WatchEvent::Gone]),
            (&lost, &lent, vec![]),
        ] {
            assert_eq!(told(before, after), news, "{after:?}");
            assert!(told(after, after).is_empty(), "{after:?} is no news");
        }
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
