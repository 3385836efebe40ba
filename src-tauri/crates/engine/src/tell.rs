//! The engine's outside for what is told beside the window: what to show next, what was shown, what is new.

use std::time::Duration;

use crate::id::{MessageId, SearchId};
use crate::local_time::wall_time;
use crate::notification::{
    ALERT_WINDOW_MS, Alert, END_WINDOW_MS, News, Notification, OLD_MS, Turn, Unseen, gather,
    is_past,
};
use crate::store::{notifications, settings};
use crate::{Engine, Error};

/// Quiet hours are looked at again at least so often: summer time, or a journey, may move their end.
const LOOK_AGAIN_MS: i64 = 15 * 60_000;

/// So many of the things that happened last are named.
const LATEST: u32 = 5;

impl Engine {
    /// What is to be shown now; waits until there is something, until the quiet hours are over, and until what comes close together is
    /// there. To be marked by [`Engine::notification_shown`], or it comes again.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn next_notifications(&self) -> Result<Vec<Notification>, Error> {
        loop {
            // Registered before the look, so that none rung in between is missed.
            let rung = self.shared.bell.notified();
            let now_ms = self.shared.clock.now_ms();
            match self.turn(now_ms).await? {
                Turn::Nothing => rung.await,
                Turn::Now(found) => return Ok(found),
                Turn::Later(at_ms) => {
                    let length_ms = u64::try_from(at_ms.saturating_sub(now_ms)).unwrap_or(0);
                    let clock = &self.shared.clock;
                    tokio::select! {
                        // What happens meanwhile may change what is told, or when.
                        () = rung => {}
                        () = clock.sleep_until(at_ms) => {}
                        // The clock may be set back meanwhile.
                        () = clock.sleep(Duration::from_millis(length_ms)) => {}
                    }
                }
            }
        }
    }

    async fn turn(&self, now_ms: i64) -> Result<Turn<Notification>, Error> {
        let mut reader = self.database.reader().begin().await?;
        let mut ends = notifications::ends(&mut reader).await?;
        ends.retain(|row| !is_past(row, now_ms, END_WINDOW_MS));
        let alerts = notifications::alerts(&mut reader).await?;
        if ends.is_empty() && alerts.is_empty() {
            return Ok(Turn::Nothing);
        }
        let settings = settings::get(&mut reader).await?;
        drop(reader);
        if let Some(until_ms) = self.shared.quiet_until_ms(&settings) {
            return Ok(Turn::Later(
                until_ms.min(now_ms.saturating_add(LOOK_AGAIN_MS)),
            ));
        }
        let window = |ms| settings.gathers.then_some(ms);
        let ends = gather(ends, now_ms, window(END_WINDOW_MS));
        let alerts = gather(alerts, now_ms, window(ALERT_WINDOW_MS));
        let dated = |told: Vec<Alert>| told.into_iter().map(|alert| self.dated(alert));
        let alerts = alerts.map(|told| dated(told).collect::<Vec<_>>());
        let ends = ends.map(Notification::of_ends);
        Ok(ends.and(alerts.map(Notification::of_alerts)))
    }

    /// With its time, if that was not just now.
    fn dated(&self, alert: Alert) -> Alert {
        let now_ms = self.shared.clock.now_ms();
        let is_old = now_ms.saturating_sub(alert.at_ms) >= OLD_MS;
        let written_at = is_old.then(|| wall_time(alert.at_ms, now_ms, &self.shared.utc_offset));
        Alert {
            written_at: written_at.flatten(),
            ..alert
        }
    }

    /// This notification is on the screen.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub async fn notification_shown(&self, notification: &Notification) -> Result<(), Error> {
        let now_ms = self.shared.clock.now_ms();
        let notification = notification.clone();
        self.write(move |tx| {
            Box::pin(async move {
                for ended in notification.ends() {
                    let (id, ended_at_ms) = (ended.search.id, ended.search.finished_at_ms);
                    if let Some(at_ms) = ended_at_ms {
                        notifications::shown(tx.connection(), SearchId(id), at_ms, now_ms).await?;
                    }
                }
                for alert in notification.alerts() {
                    let id = MessageId(alert.target.message_id);
                    notifications::alert_shown(tx.connection(), id, now_ms).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// What ended or came while nobody looked, and what happened last. A [`crate::wire::Change::Room`] says that it may be different.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn unseen(&self) -> Result<Unseen, Error> {
        let mut reader = self.database.reader().begin().await?;
        let ends = notifications::unseen_ends(&mut reader).await?;
        let alerts = notifications::unseen_alerts(&mut reader, None).await?;
        let latest_ends = notifications::latest_ends(&mut reader, LATEST).await?;
        let latest_alerts = notifications::latest_alerts(&mut reader, LATEST).await?;
        let mut latest: Vec<News> = latest_ends.into_iter().map(News::Search).collect();
        let latest_alerts = latest_alerts.into_iter();
        latest.extend(latest_alerts.map(|alert| News::Alert(self.dated(alert))));
        latest.sort_by_key(|news| std::cmp::Reverse(news.at_ms()));
        latest.truncate(LATEST as usize);
        let unseen = match notifications::unseen_end(&mut reader).await? {
            Some(target) => Some(target),
            None => notifications::unseen_alert(&mut reader).await?,
        };
        Ok(Unseen {
            count: ends + alerts,
            latest,
            unseen,
        })
    }
}
