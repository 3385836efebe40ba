//! What the person has set.

use std::sync::Arc;

use crate::search::limits;
use crate::store::{notifications, settings};
use crate::wire::{Change, NotifyRule, Settings};
use crate::{Engine, Error};

impl Engine {
    /// What is set.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn settings(&self) -> Result<Settings, Error> {
        Ok(settings::get(&mut *self.reader().await?).await?)
    }

    /// Takes over what the person has set. A value out of its range becomes the nearest one in it. Searches under way go on as they
    /// were asked; only how much is asked at once counts for them, too.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn set_settings(&self, wanted: Settings) -> Result<(), Error> {
        let wanted = in_range(wanted);
        let shared = Arc::clone(&self.shared);
        self.write(move |tx| {
            Box::pin(async move {
                let before = settings::get(tx.connection()).await?;
                settings::set(tx.connection(), &wanted).await?;
                if wanted.in_flight != before.in_flight {
                    limits::set_all(tx, &shared).await?;
                }
                if wanted.notify == NotifyRule::Never {
                    notifications::withdraw_all(tx.connection()).await?;
                }
                shared.tell_after(tx, Change::Settings { settings: wanted });
                // It may not be quiet any more.
                shared.ring_after(tx);
                Ok(())
            })
        })
        .await
    }
}

/// The nearest settings in which every value is possible.
fn in_range(wanted: Settings) -> Settings {
    let quiet = wanted.quiet_from.zip(wanted.quiet_until);
    let minute = |minute: u32| minute.min(1_439);
    Settings {
        text_percent: wanted.text_percent.clamp(85, 200),
        quiet_from: quiet.map(|(from, _)| minute(from)),
        quiet_until: quiet.map(|(_, until)| minute(until)),
        copies_limit: wanted.copies_limit.clamp(1, 50),
        slow_seconds: wanted.slow_seconds.clamp(1, 600),
        watch_days: wanted.watch_days.clamp(7, 365),
        keep_seconds: wanted.keep_seconds.min(86_400),
        in_flight: wanted.in_flight.clamp(1, 6),
        list_px: width(wanted.list_px, 240, 520),
        detail_px: width(wanted.detail_px, 300, 640),
        ..wanted
    }
}

/// The width of a pane; 0 stays: as the layout has it.
fn width(px: u32, least: u32, most: u32) -> u32 {
    if px == 0 { 0 } else { px.clamp(least, most) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::wire::{Speech, Theme};

    /// What a new person has.
    pub(crate) fn settings() -> Settings {
        Settings {
            theme: Theme::System,
            text_percent: 100,
            less_motion: false,
            speech: Speech::System,
            enter_sends: true,
            single_keys: true,
            notify: NotifyRule::Unseen,
            quiet_from: None,
            quiet_until: None,
            slow_seconds: 5,
            gathers: true,
            watch_days: 60,
            keeps_running: true,
            closing_told: false,
            copies_limit: crate::COPIES_LIMIT,
            keep_seconds: crate::options::KEEP_SECONDS,
            in_flight: 6,
            list_px: 0,
            detail_px: 0,
        }
    }

    #[test]
    fn what_is_possible_stays() {
        assert_eq!(in_range(settings()), settings());
    }

    #[test]
    fn what_is_not_becomes_the_nearest() {
        let wild = Settings {
            text_percent: 1,
            quiet_from: Some(1_440),
            quiet_until: Some(0),
            copies_limit: 0,
            slow_seconds: 0,
            watch_days: 6,
            keep_seconds: u32::MAX,
            in_flight: 7,
            list_px: 1,
            detail_px: 641,
            ..settings()
        };
        let tame = in_range(wild);
        assert_eq!((tame.text_percent, tame.copies_limit), (85, 1));
        assert_eq!((tame.quiet_from, tame.quiet_until), (Some(1_439), Some(0)));
        assert_eq!((tame.slow_seconds, tame.watch_days), (1, 7));
        assert_eq!((tame.keep_seconds, tame.in_flight), (86_400, 6));
        assert_eq!((tame.list_px, tame.detail_px), (240, 640));
    }

    #[test]
    fn half_a_quiet_time_is_none() {
        let half = Settings {
            quiet_from: Some(5),
            ..settings()
        };
        assert_eq!(in_range(half), settings());
    }
}
