//! The notifications on the screen, as far as this process has put them there.

use std::collections::HashSet;
use std::time::Duration;

use engine::Notification;
use engine::wire::{Change, Room, Target};
use tokio::time::Instant;

/// Those further back are left to the desktop.
const KEPT: usize = 64;

/// The plugin hands a notification to a task of its own, and takes none back that this has not sent yet: one that goes is taken back once
/// more after this time.
const SENDING: Duration = Duration::from_secs(1);

/// What a notification tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum What {
    Search(i64),
    Alert(i64),
}

/// One thing told.
struct Told {
    what: What,
    at_ms: i64,
    target: Target,
    is_seen: bool,
}

fn told(notification: &Notification) -> Vec<Told> {
    let ends = notification.ends().iter().map(|ended| Told {
        what: What::Search(ended.search.id),
        at_ms: ended.search.finished_at_ms.unwrap_or(0),
        target: ended.target,
        is_seen: ended.is_seen,
    });
    // An alert is taken back as soon as its room is seen, whatever it was before.
    let alerts = notification.alerts().iter().map(|alert| Told {
        what: What::Alert(alert.target.message_id),
        at_ms: alert.at_ms,
        target: alert.target,
        is_seen: false,
    });
    ends.chain(alerts).collect()
}

/// What the plugin knows a notification by holds 32 bits only; alerts are below zero.
fn short(what: What) -> i32 {
    let short = |id: i64| i32::try_from(id % i64::from(i32::MAX)).unwrap_or(0);
    match what {
        What::Search(id) => short(id),
        What::Alert(id) => -1 - short(id),
    }
}

#[derive(Default)]
pub(super) struct Bubbles {
    shown: Vec<Bubble>,
    /// What is on the screen and could not be marked as shown, and when it happened.
    unmarked: HashSet<(What, i64)>,
    /// Those that were taken back a moment ago, and when to do it once more.
    gone: Vec<(i32, Instant)>,
}

struct Bubble {
    id: i32,
    /// Everything it tells of.
    whats: Vec<What>,
    /// What of it nobody has seen. Empty: it told of what was in view, and stays.
    unseen: Vec<(What, Target)>,
    /// The line that a click on it opens: the newest.
    leads_to: Option<i64>,
}

impl Bubble {
    /// What leads to these is seen. True: that was the last of it.
    fn loses(&mut self, is_seen: impl Fn(&Target) -> bool) -> bool {
        let count = self.unseen.len();
        self.unseen.retain(|(_, target)| !is_seen(target));
        self.unseen.is_empty() && count > 0
    }
}

impl Bubbles {
    /// The number by which the plugin knows it: that of the oldest thing it tells of, so that one that is told again together with
    /// others takes its own place; the next free one while another notification stays there.
    pub(super) fn id(&self, notification: &Notification) -> i32 {
        let oldest = told(notification).first().map(|told| short(told.what));
        let mut id = oldest.unwrap_or(0);
        while self.shown.iter().any(|bubble| bubble.id == id) {
            id = id.wrapping_add(1);
        }
        id
    }

    /// This one is on the screen, with this number, and not marked yet.
    pub(super) fn add(&mut self, notification: &Notification, id: i32) {
        let told = told(notification);
        let happened = told.iter().map(|told| (told.what, told.at_ms));
        self.unmarked.extend(happened);
        let unseen = told.iter().filter(|told| !told.is_seen);
        self.shown.push(Bubble {
            id,
            whats: told.iter().map(|told| told.what).collect(),
            unseen: unseen.map(|told| (told.what, told.target)).collect(),
            leads_to: told.last().map(|told| told.target.message_id),
        });
        if self.shown.len() > KEPT {
            self.shown.remove(0);
        }
    }

    /// Everything in it was shown; only marking it failed.
    pub(super) fn is_unmarked(&self, notification: &Notification) -> bool {
        let mut told = told(notification).into_iter();
        told.all(|told| self.unmarked.contains(&(told.what, told.at_ms)))
    }

    /// It comes no more.
    pub(super) fn mark(&mut self, notification: &Notification) {
        for told in told(notification) {
            self.unmarked.remove(&(told.what, told.at_ms));
        }
    }

    /// Those whose place this one takes: it tells of the same, and of all that nobody has seen in them. They are forgotten.
    pub(super) fn replaced_by(&mut self, notification: &Notification, now: Instant) -> Vec<i32> {
        let told = told(notification);
        let is_told = |what: What| told.iter().any(|told| told.what == what);
        self.forget(now, |bubble| {
            bubble.unseen.retain(|(what, _)| !is_told(*what));
            bubble.unseen.is_empty() && bubble.whats.iter().any(|what| is_told(*what))
        })
    }

    /// Those that tell nothing new any more after this change, or lead nowhere. They are forgotten.
    pub(super) fn hear(&mut self, change: &Change, now: Instant) -> Vec<i32> {
        let (room_id, deleted) = match change {
            Change::Room { room } if room.unseen_count == 0 => (Some(room.id), None),
            Change::Cleared { room_id, .. } => (Some(*room_id), None),
            Change::Deleted {
                message_id, room, ..
            } => (
                (room.unseen_count == 0).then_some(room.id),
                Some(*message_id),
            ),
            _ => return Vec::new(),
        };
        let is_over =
            |target: &Target| Some(target.room_id) == room_id || Some(target.message_id) == deleted;
        self.forget(now, |bubble| {
            let is_told = bubble.loses(is_over);
            is_told || deleted.is_some() && bubble.leads_to == deleted
        })
    }

    /// The same after changes that nobody heard; these are all rooms. They are forgotten.
    pub(super) fn look_at(&mut self, rooms: &[Room], now: Instant) -> Vec<i32> {
        let has_news = |target: &Target| {
            let mut rooms = rooms.iter();
            rooms.any(|room| room.id == target.room_id && room.unseen_count > 0)
        };
        self.forget(now, |bubble| bubble.loses(|target| !has_news(target)))
    }

    /// When the next one is to be taken back once more.
    pub(super) fn next_again(&self) -> Option<Instant> {
        self.gone.iter().map(|(_, at)| *at).min()
    }

    /// Those whose time for that has come, unless another one has their number by now.
    pub(super) fn take_again(&mut self, now: Instant) -> Vec<i32> {
        let due = self.gone.extract_if(.., |(_, at)| *at <= now);
        let mut ids: Vec<i32> = due.map(|(id, _)| id).collect();
        ids.retain(|id| self.shown.iter().all(|bubble| bubble.id != *id));
        ids
    }

    fn forget(&mut self, now: Instant, mut is_over: impl FnMut(&mut Bubble) -> bool) -> Vec<i32> {
        let over = self.shown.extract_if(.., |bubble| is_over(bubble));
        let ids: Vec<i32> = over.map(|bubble| bubble.id).collect();
        self.gone.extend(ids.iter().map(|id| (*id, now + SENDING)));
        ids
    }
}

#[cfg(test)]
mod tests {
    use engine::Alert;
    use engine::wire::{WatchEvent, WatchNews};

    use super::*;

    fn alert(room_id: i64, message_id: i64, at_ms: i64) -> Alert {
        let news = WatchNews {
            watch_id: 1,
            library_id: "sejong".to_owned(),
            cid: "1".to_owned(),
            title: "구토".to_owned(),
            place: None,
            event: WatchEvent::Available,
            location: String::new(),
            call_number: String::new(),
            due: None,
        };
        let target = Target {
            room_id,
            message_id,
        };
        Alert {
            news,
            target,
            at_ms,
            written_at: None,
            is_seen: false,
        }
    }

    fn digest(alerts: &[(i64, i64, i64)]) -> Notification {
        let alerts = alerts.iter();
        Notification::Alerts(
            alerts
                .map(|(room, message, at_ms)| alert(*room, *message, *at_ms))
                .collect(),
        )
    }

    fn shown(bubbles: &mut Bubbles, notification: &Notification) -> i32 {
        let id = bubbles.id(notification);
        bubbles.add(notification, id);
        id
    }

    fn cleared(room_id: i64) -> Change {
        Change::Cleared {
            room_id,
            room: None,
        }
    }

    fn now() -> Instant {
        Instant::now()
    }

    fn room(id: i64, unseen_count: u32) -> Room {
        Room {
            id,
            library_id: "sejong".to_owned(),
            last_message: None,
            last_search: None,
            unseen_count,
            active_at_ms: 0,
            draft: String::new(),
            is_pinned: false,
            is_muted: false,
            place: None,
        }
    }

    #[test]
    fn one_that_goes_is_taken_back_once_more_unless_its_number_is_taken() {
        let (mut bubbles, start) = (Bubbles::default(), now());
        let gone = shown(&mut bubbles, &digest(&[(1, 10, 5)]));
        assert_eq!(bubbles.hear(&cleared(1), start), [gone]);
        assert_eq!(bubbles.next_again(), Some(start + SENDING));
        assert!(bubbles.take_again(start).is_empty(), "not yet");
        assert_eq!(bubbles.take_again(start + SENDING), [gone]);
        assert_eq!(bubbles.next_again(), None, "and that is all");

        let first = shown(&mut bubbles, &digest(&[(1, 10, 5)]));
        let both = digest(&[(1, 10, 5), (2, 20, 6)]);
        assert_eq!(bubbles.replaced_by(&both, start), [first]);
        assert_eq!(shown(&mut bubbles, &both), first);
        assert!(bubbles.take_again(start + SENDING).is_empty());
    }

    #[test]
    fn after_missed_changes_only_what_is_unseen_stays() {
        let mut bubbles = Bubbles::default();
        let both = shown(&mut bubbles, &digest(&[(1, 10, 5), (2, 20, 6)]));
        let rooms = [room(1, 0), room(2, 1)];
        assert!(bubbles.look_at(&rooms, now()).is_empty());
        assert_eq!(
            bubbles.look_at(&rooms[..1], now()),
            [both],
            "a room is gone"
        );
    }

    #[test]
    fn one_that_tells_more_takes_the_place_of_the_first() {
        let mut bubbles = Bubbles::default();
        let first = shown(&mut bubbles, &digest(&[(1, 10, 5)]));
        let both = digest(&[(1, 10, 5), (2, 20, 6)]);
        assert_eq!(bubbles.replaced_by(&both, now()), [first]);
        assert_eq!(bubbles.id(&both), first);
    }

    #[test]
    fn one_that_tells_less_leaves_what_nobody_has_seen() {
        let mut bubbles = Bubbles::default();
        let both = shown(&mut bubbles, &digest(&[(1, 10, 5), (2, 20, 6)]));
        let again = digest(&[(1, 10, 9)]);
        assert!(bubbles.replaced_by(&again, now()).is_empty());
        let again = shown(&mut bubbles, &again);
        assert_ne!(again, both, "each can be taken back by itself");
        assert_eq!(bubbles.hear(&cleared(2), now()), [both]);
        assert_eq!(bubbles.hear(&cleared(1), now()), [again]);
    }

    #[test]
    fn what_is_seen_need_not_be_told_again() {
        let mut bubbles = Bubbles::default();
        let both = shown(&mut bubbles, &digest(&[(1, 10, 5), (2, 20, 6)]));
        assert!(
            bubbles.hear(&cleared(2), now()).is_empty(),
            "the other is not"
        );
        assert_eq!(bubbles.replaced_by(&digest(&[(1, 10, 9)]), now()), [both]);
    }

    #[test]
    fn only_marking_is_repeated_until_something_new_happened() {
        let mut bubbles = Bubbles::default();
        let first = digest(&[(1, 10, 5)]);
        assert!(!bubbles.is_unmarked(&first));
        shown(&mut bubbles, &first);
        assert!(bubbles.is_unmarked(&first));
        assert!(!bubbles.is_unmarked(&digest(&[(1, 10, 9)])), "once more");
        assert!(!bubbles.is_unmarked(&digest(&[(1, 10, 5), (2, 20, 6)])));
        bubbles.mark(&first);
        assert!(!bubbles.is_unmarked(&first));
    }
}
