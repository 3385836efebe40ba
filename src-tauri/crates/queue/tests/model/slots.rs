//! The model's slots: what each bears now, by the rules of the README.

use std::collections::BTreeMap;

/// How many jobs without a slot run at once.
const LOCAL: usize = 16;
/// Nobody waits longer because another side asked for it; a longer wait comes from a clock that was set back.
pub(crate) const LONGEST_WAIT_MS: i64 = 600_000;
const BACKGROUND_GAP_MS: i64 = 1_000;

/// One slot.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    in_flight: i64,
    gap_ms: i64,
    next_at_ms: i64,
    background_next_at_ms: i64,
    blocked_until_ms: i64,
    lanes_closed: i64,
    troubled_at_ms: i64,
}

/// As long as nobody has set it.
impl Default for Slot {
    fn default() -> Self {
        Slot {
            in_flight: 1,
            gap_ms: 1_000,
            next_at_ms: 0,
            background_next_at_ms: 0,
            blocked_until_ms: 0,
            lanes_closed: 0,
            troubled_at_ms: 0,
        }
    }
}

impl Slot {
    /// Whether an attempt that began then had not begun before the last trouble. Trouble after now was before the clock was set back.
    fn is_news(&self, started_at_ms: i64, now_ms: i64) -> bool {
        self.troubled_at_ms < started_at_ms || self.troubled_at_ms > now_ms
    }
}

/// A time that is further away than its rule allows was set before the clock was set back: it is over.
fn is_over(at_ms: i64, now_ms: i64, longest_ms: i64) -> bool {
    at_ms <= now_ms || at_ms - now_ms > longest_ms
}

/// All slots that are known; the empty name never is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slots(BTreeMap<&'static str, Slot>);

impl Slots {
    pub(crate) fn set(&mut self, slot: &'static str, in_flight: u32, gap_ms: u64) {
        let known = self.0.entry(slot).or_default();
        known.in_flight = i64::from(in_flight);
        known.gap_ms = i64::try_from(gap_ms).unwrap();
    }

    /// Whether one more may start beside the `running` (of them `background`) ones.
    pub(crate) fn may_start(
        &self,
        slot: &str,
        is_background: bool,
        running: usize,
        background: usize,
        now_ms: i64,
    ) -> bool {
        if slot.is_empty() {
            return running < LOCAL;
        }
        let slot = self.0.get(slot).cloned().unwrap_or_default();
        let lanes = usize::try_from((slot.in_flight - slot.lanes_closed).max(1)).unwrap();
        running < lanes
            && is_over(slot.blocked_until_ms, now_ms, LONGEST_WAIT_MS)
            && is_over(slot.next_at_ms, now_ms, slot.gap_ms)
            && (!is_background
                || (background == 0
                    && is_over(slot.background_next_at_ms, now_ms, BACKGROUND_GAP_MS)))
    }

    /// One has started; says whether lanes are closed.
    pub(crate) fn started(&mut self, slot: &'static str, is_background: bool, now_ms: i64) -> bool {
        if slot.is_empty() {
            return false;
        }
        let gap_ms = self.0.get(slot).map_or(1_000, |slot| slot.gap_ms);
        if !is_background && gap_ms == 0 {
            return self.0[slot].lanes_closed > 0;
        }
        let known = self.0.entry(slot).or_default();
        known.next_at_ms = now_ms + gap_ms;
        if is_background {
            known.background_next_at_ms = now_ms + BACKGROUND_GAP_MS;
        }
        known.lanes_closed > 0
    }

    /// The other side asked to wait.
    pub(crate) fn block(&mut self, slot: &'static str, wait_ms: i64, now_ms: i64) {
        if slot.is_empty() {
            return;
        }
        let slot = self.0.entry(slot).or_default();
        let until_ms = now_ms + wait_ms.min(LONGEST_WAIT_MS);
        slot.blocked_until_ms = if is_over(slot.blocked_until_ms, now_ms, LONGEST_WAIT_MS) {
            until_ms
        } else {
            slot.blocked_until_ms.max(until_ms)
        };
    }

    /// Trouble closes half of the lanes, once for all that were under way.
    pub(crate) fn trouble(&mut self, slot: &str, started_at_ms: i64, now_ms: i64) {
        if let Some(slot) = self.0.get_mut(slot)
            && slot.is_news(started_at_ms, now_ms)
        {
            let open = (slot.in_flight - slot.lanes_closed).max(0);
            slot.lanes_closed = (slot.in_flight - 1).min(slot.lanes_closed + (open + 1) / 2);
            slot.troubled_at_ms = now_ms;
        }
    }

    /// A success opens one again.
    pub(crate) fn success(&mut self, slot: &str, started_at_ms: i64, now_ms: i64) {
        if let Some(slot) = self.0.get_mut(slot)
            && slot.lanes_closed > 0
            && slot.is_news(started_at_ms, now_ms)
        {
            slot.lanes_closed -= 1;
        }
    }
}
