//! What may start in a slot now: pure arithmetic over its limits, what runs in it, and the time.

use serde::Deserialize;

use crate::backoff::MAX_SNOOZED_MS;

/// How many local jobs (without a slot) run at once: they wait for the disk and the processor only.
const LOCAL_AT_ONCE: i64 = 16;

/// So many or more: counting on would not change what is done.
const SEVERAL: i64 = 2;

/// A slot in which something waits.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct WaitingSlot {
    pub(crate) slot: String,
    pub(crate) in_flight: i64,
    pub(crate) gap_ms: i64,
    pub(crate) background_in_flight: i64,
    pub(crate) background_gap_ms: i64,
    pub(crate) next_at_ms: i64,
    pub(crate) background_next_at_ms: i64,
    pub(crate) blocked_until_at_ms: i64,
    pub(crate) lanes_closed: i64,
    /// How many jobs wait that a person waits for, and how many of the background; two are [`SEVERAL`].
    pub(crate) persons_wait: i64,
    pub(crate) background_waits: i64,
}

/// How many jobs of a slot run.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Busy {
    pub(crate) all: i64,
    pub(crate) background: i64,
}

/// What may be done in a slot now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Start up to so many.
    Start { background: bool, count: i64 },
    /// Nothing before this time; `None`: nothing before something else happens.
    Wait { until_ms: Option<i64> },
}

impl WaitingSlot {
    pub(crate) fn plan(&self, busy: Busy, now_ms: i64) -> Plan {
        if self.slot.is_empty() {
            return self.plan_local(busy);
        }
        let free = (self.in_flight - self.lanes_closed).max(1) - busy.all;
        if free <= 0 || self.persons_wait + self.background_waits <= 0 {
            return Plan::Wait { until_ms: None };
        }
        let from_ms = sane(self.blocked_until_at_ms, now_ms, MAX_SNOOZED_MS).max(sane(
            self.next_at_ms,
            now_ms,
            self.gap_ms,
        ));
        if self.persons_wait > 0 {
            let lanes = if self.gap_ms > 0 { 1 } else { free };
            return start(
                from_ms,
                now_ms,
                false,
                no_more_than(self.persons_wait, lanes),
            );
        }
        let free = free.min(self.background_in_flight - busy.background);
        if free <= 0 {
            return Plan::Wait { until_ms: None };
        }
        let from_ms = from_ms.max(sane(
            self.background_next_at_ms,
            now_ms,
            self.background_gap_ms,
        ));
        let has_gap = self.background_gap_ms.max(self.gap_ms) > 0;
        let lanes = if has_gap { 1 } else { free };
        start(
            from_ms,
            now_ms,
            true,
            no_more_than(self.background_waits, lanes),
        )
    }

    fn plan_local(&self, busy: Busy) -> Plan {
        let background = self.persons_wait <= 0;
        let waits = if background {
            self.background_waits
        } else {
            self.persons_wait
        };
        match no_more_than(waits, LOCAL_AT_ONCE - busy.all) {
            ..=0 => Plan::Wait { until_ms: None },
            count => Plan::Start { background, count },
        }
    }

    /// What the start of jobs changes: when the next may follow, and, if the last of them was among these, that no more wait.
    pub(crate) fn started(&mut self, background: bool, count: i64, asked: i64, now_ms: i64) {
        if count > 0 {
            self.next_at_ms = now_ms.saturating_add(self.gap_ms);
            if background {
                self.background_next_at_ms = now_ms.saturating_add(self.background_gap_ms);
            }
        }
        let waits = if background {
            &mut self.background_waits
        } else {
            &mut self.persons_wait
        };
        if count < asked || *waits < SEVERAL {
            *waits = 0;
        }
    }
}

/// How many of those that wait may take these lanes.
fn no_more_than(waits: i64, lanes: i64) -> i64 {
    if waits < SEVERAL {
        lanes.min(waits)
    } else {
        lanes
    }
}

/// A time further away than the rule that made it allows comes from before the wall clock was set back: it is over.
fn sane(at_ms: i64, now_ms: i64, longest_ms: i64) -> i64 {
    if at_ms.saturating_sub(now_ms) > longest_ms {
        i64::MIN
    } else {
        at_ms
    }
}

fn start(from_ms: i64, now_ms: i64, background: bool, count: i64) -> Plan {
    if from_ms > now_ms {
        Plan::Wait {
            until_ms: Some(from_ms),
        }
    } else {
        Plan::Start { background, count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_000_000;

    fn slot() -> WaitingSlot {
        WaitingSlot {
            slot: "sejong".into(),
            in_flight: 6,
            gap_ms: 0,
            background_in_flight: 1,
            background_gap_ms: 1_000,
            next_at_ms: 0,
            background_next_at_ms: 0,
            blocked_until_at_ms: 0,
            lanes_closed: 0,
            persons_wait: SEVERAL,
            background_waits: 0,
        }
    }

    fn busy(all: i64, background: i64) -> Busy {
        Busy { all, background }
    }

    fn background() -> WaitingSlot {
        WaitingSlot {
            persons_wait: 0,
            background_waits: SEVERAL,
            ..slot()
        }
    }

    #[test]
    fn fills_the_free_lanes_and_no_more() {
        assert_eq!(
            slot().plan(busy(0, 0), NOW),
            Plan::Start {
                background: false,
                count: 6
            }
        );
        assert_eq!(
            slot().plan(busy(4, 1), NOW),
            Plan::Start {
                background: false,
                count: 2
            }
        );
        assert_eq!(slot().plan(busy(6, 0), NOW), Plan::Wait { until_ms: None });
    }

    #[test]
    fn asks_for_one_if_only_one_waits_and_knows_that_none_is_left() {
        let mut one = WaitingSlot {
            persons_wait: 1,
            ..slot()
        };
        assert_eq!(
            one.plan(busy(0, 0), NOW),
            Plan::Start {
                background: false,
                count: 1
            }
        );
        one.started(false, 1, 1, NOW);
        assert_eq!(one.plan(busy(1, 0), NOW), Plan::Wait { until_ms: None });
    }

    #[test]
    fn closed_lanes_are_not_used_but_one_always_is() {
        assert_eq!(
            WaitingSlot {
                lanes_closed: 3,
                ..slot()
            }
            .plan(busy(1, 0), NOW),
            Plan::Start {
                background: false,
                count: 2
            }
        );
        assert_eq!(
            WaitingSlot {
                lanes_closed: 9,
                ..slot()
            }
            .plan(busy(0, 0), NOW),
            Plan::Start {
                background: false,
                count: 1
            }
        );
    }

    #[test]
    fn with_a_gap_one_at_a_time_starts() {
        let mut slot = WaitingSlot {
            gap_ms: 250,
            ..slot()
        };
        assert_eq!(
            slot.plan(busy(0, 0), NOW),
            Plan::Start {
                background: false,
                count: 1
            }
        );
        slot.started(false, 1, 1, NOW);
        assert_eq!(
            slot.plan(busy(1, 0), NOW),
            Plan::Wait {
                until_ms: Some(NOW + 250)
            }
        );
        assert_eq!(
            slot.plan(busy(1, 0), NOW + 250),
            Plan::Start {
                background: false,
                count: 1
            }
        );
    }

    #[test]
    fn a_blocked_slot_waits_for_everyone() {
        let until = Plan::Wait {
            until_ms: Some(NOW + 5_000),
        };
        assert_eq!(
            WaitingSlot {
                blocked_until_at_ms: NOW + 5_000,
                ..slot()
            }
            .plan(busy(0, 0), NOW),
            until
        );
        assert_eq!(
            WaitingSlot {
                blocked_until_at_ms: NOW + 5_000,
                ..background()
            }
            .plan(busy(0, 0), NOW),
            until
        );
    }

    #[test]
    fn background_work_is_alone_and_apart() {
        assert_eq!(
            background().plan(busy(2, 0), NOW),
            Plan::Start {
                background: true,
                count: 1
            }
        );
        assert_eq!(
            background().plan(busy(1, 1), NOW),
            Plan::Wait { until_ms: None }
        );
        let recent = WaitingSlot {
            background_next_at_ms: NOW + 700,
            ..background()
        };
        assert_eq!(
            recent.plan(busy(0, 0), NOW),
            Plan::Wait {
                until_ms: Some(NOW + 700)
            }
        );
    }

    #[test]
    fn background_work_lets_a_person_go_first() {
        let both = WaitingSlot {
            background_waits: SEVERAL,
            ..slot()
        };
        assert_eq!(
            both.plan(busy(0, 0), NOW),
            Plan::Start {
                background: false,
                count: 6
            }
        );
    }

    #[test]
    fn times_from_before_the_clock_was_set_back_are_over() {
        let odd = WaitingSlot {
            next_at_ms: NOW + 86_400_000,
            blocked_until_at_ms: NOW + 86_400_000,
            gap_ms: 250,
            ..slot()
        };
        assert_eq!(
            odd.plan(busy(0, 0), NOW),
            Plan::Start {
                background: false,
                count: 1
            }
        );
    }

    #[test]
    fn local_work_has_no_limits_but_the_machine() {
        let local = WaitingSlot {
            slot: String::new(),
            blocked_until_at_ms: NOW + 5,
            ..slot()
        };
        assert_eq!(
            local.plan(busy(10, 0), NOW),
            Plan::Start {
                background: false,
                count: 6
            }
        );
    }
}
