//! The notifications on the screen, as far as this process has put them there.

use std::collections::HashSet;

use engine::Notification;
use engine::wire::Change;

/// Those further back are left to the desktop.
const KEPT: usize = 64;

/// The number by which the plugin knows a notification: that of the oldest thing it tells of, so that one that is told again
/// together with others takes its own place. It holds 32 bits only; alerts are below zero.
pub(super) fn id(notification: &Notification) -> i32 {
    ids(notification).first().copied().unwrap_or(0)
}

/// The numbers of everything it tells of, each by itself.
fn ids(notification: &Notification) -> Vec<i32> {
    let short = |id: i64| i32::try_from(id % i64::from(i32::MAX)).unwrap_or(0);
    let ends = notification.ends().iter();
    let ends = ends.map(|ended| short(ended.search.id));
    let alerts = notification.alerts().iter();
    ends.chain(alerts.map(|alert| -1 - short(alert.target.message_id)))
        .collect()
}

#[derive(Default)]
pub(super) struct Bubbles(Vec<Bubble>);

struct Bubble {
    id: i32,
    /// Of everything it tells of.
    ids: Vec<i32>,
    /// Where something is that it tells of and nobody has seen. Empty: it told of what was in view, and stays.
    unseen_rooms: HashSet<i64>,
}

impl Bubbles {
    /// This one is on the screen.
    pub(super) fn add(&mut self, notification: &Notification) {
        let ends = notification.ends().iter().filter(|ended| !ended.is_seen);
        let alerts = notification.alerts().iter();
        let rooms = ends.map(|ended| ended.target.room_id);
        let rooms = rooms.chain(alerts.map(|alert| alert.target.room_id));
        self.0.push(Bubble {
            id: id(notification),
            ids: ids(notification),
            unseen_rooms: rooms.collect(),
        });
        if self.0.len() > KEPT {
            self.0.remove(0);
        }
    }

    /// Those whose place this one takes: what tells of the same. They are forgotten.
    pub(super) fn replaced_by(&mut self, notification: &Notification) -> Vec<i32> {
        let ids = ids(notification);
        self.forget(|bubble| bubble.ids.iter().any(|id| ids.contains(id)))
    }

    /// Those that tell nothing new any more after this change. They are forgotten.
    pub(super) fn hear(&mut self, change: &Change) -> Vec<i32> {
        let room_id = match change {
            Change::Room { room } if room.unseen_count == 0 => room.id,
            Change::Cleared { room_id, .. } => *room_id,
            _ => return Vec::new(),
        };
        self.forget(|bubble| bubble.unseen_rooms.remove(&room_id) && bubble.unseen_rooms.is_empty())
    }

    fn forget(&mut self, mut is_over: impl FnMut(&mut Bubble) -> bool) -> Vec<i32> {
        let over = self.0.extract_if(.., |bubble| is_over(bubble));
        over.map(|bubble| bubble.id).collect()
    }
}
