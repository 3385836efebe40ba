//! Covers: pictures beside the books. They are decoration: each is asked for once, only where the hit's own list says, after
//! everything that answers a question; one that does not come is left out (ADR 7).

mod hosts;
mod picture;
mod place;

use std::sync::Arc;
use std::time::Duration;

use catalog::Catalogue;

use self::hosts::{Host, Hosts};
pub use self::picture::MediaType;
use self::place::Place;
use crate::crawl::{FetchError, Limits, Pictures, Traffic};
use crate::id::HitId;
use crate::network::Network;
use crate::store::covers::{self as kept, Known};
use crate::store::sources;
use crate::{Engine, Error};

const DAY_MS: i64 = 86_400_000;

/// A cover nobody looked at for so long is forgotten.
const UNUSED_MS: i64 = 90 * DAY_MS;

/// What all covers may weigh together.
const MOST_BYTES: i64 = 64 * 1024 * 1024;

/// Least time between two covers of a host that is not on this machine.
const GAP: Duration = Duration::from_millis(150);

/// A picture that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is, by its own first bytes.
    pub media_type: MediaType,
}

/// It cannot be said whether there is a cover; nothing of that is remembered.
struct NotNow;

/// What covers are fetched with.
pub(crate) struct Covers {
    pictures: Pictures,
    traffic: Traffic,
    hosts: Hosts,
}

impl Covers {
    pub(crate) fn new(
        limits: Limits,
        traffic: Traffic,
        network: Arc<dyn Network>,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            pictures: Pictures::new(limits, network)?,
            traffic,
            hosts: Hosts::new(),
        })
    }
}

impl Engine {
    /// The cover of a hit: the kept one, or the one its list named, which is fetched now and may take a while. None if there is none
    /// that can be shown, or none for now.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub async fn cover(&self, id: HitId) -> Result<Option<Cover>, Error> {
        let Some((catalogue, place)) = self.cover_place(id).await? else {
            return Ok(None);
        };
        if let Some(known) = self.known_cover(&place.key).await? {
            return Ok(known);
        }
        let host = place.url.host_str().unwrap_or_default();
        let mut turn = self.covers.hosts.turn(host).await;
        // Whoever had the turn before may have brought it.
        if let Some(known) = self.known_cover(&place.key).await? {
            return Ok(known);
        }
        // What was deleted meanwhile is not asked for.
        if self.cover_place(id).await?.is_none() {
            return Ok(None);
        }
        // While everything is paused nothing is sent, and nothing of that is remembered.
        let rests = self.covers.traffic.rests(host, self.now_ms());
        if rests || self.paused_since_ms().await?.is_some() {
            return Ok(None);
        }
        match self.fetch_cover(&catalogue, &place, &mut turn).await {
            Ok(cover) => {
                self.keep_cover(id, &place.key, cover.clone()).await;
                Ok(cover)
            }
            Err(NotNow) => Ok(None),
        }
    }

    async fn cover_place(&self, id: HitId) -> Result<Option<(Catalogue, Place)>, Error> {
        let mut reader = self.reader().await?;
        let Some((source_id, named)) = kept::named(&mut reader, id).await? else {
            return Ok(None);
        };
        let source = sources::get(&mut reader, source_id).await?;
        let Some(catalogue) = source.and_then(|source| self.shared.catalogue(&source)) else {
            return Ok(None);
        };
        let place = place::place(&catalogue, source_id, &named);
        Ok(place.map(|place| (catalogue, place)))
    }

    /// The cover under this key, or that there is none for today; nothing if it is to be fetched.
    async fn known_cover(&self, key: &str) -> Result<Option<Option<Cover>>, Error> {
        let now_ms = self.now_ms();
        let known = kept::get(&mut *self.reader().await?, key).await?;
        match known {
            Some(Known::Kept(cover, used_at_ms)) => {
                // To the day is enough, and spares a write for each look.
                if now_ms - used_at_ms > DAY_MS {
                    self.note_cover_use(key.to_owned(), now_ms).await;
                }
                Ok(Some(Some(cover)))
            }
            Some(Known::Failed(at_ms)) if (0..DAY_MS).contains(&(now_ms - at_ms)) => Ok(Some(None)),
            _ => Ok(None),
        }
    }

    /// The cover, or that it is none.
    async fn fetch_cover(
        &self,
        catalogue: &Catalogue,
        place: &Place,
        turn: &mut Host,
    ) -> Result<Option<Cover>, NotNow> {
        let clock = self.shared.clock.as_ref();
        let gap = match catalog::is_loopback(&place.url) {
            true => Duration::ZERO,
            false => GAP.max(Duration::from_millis(catalogue.library().gap_ms)),
        };
        let free_at_ms = turn.free_at_ms(self.now_ms(), gap);
        clock.sleep_until(free_at_ms).await;
        let host = place.url.host_str().unwrap_or_default();
        let _lane = self.covers.hosts.lane().await;
        let _on_the_way = self.covers.traffic.picture(host).await;
        // That took a while: it may be paused now, or a page was told to wait.
        let rests = self.covers.traffic.rests(host, self.now_ms());
        if rests || !matches!(self.paused_since_ms().await, Ok(None)) {
            return Err(NotNow);
        }
        let allows = |url: &url::Url| place::allows(catalogue, url);
        let fetched = self.covers.pictures.fetch(&place.url, allows, clock).await;
        turn.asked(self.now_ms());
        match fetched {
            Ok(bytes) => {
                Ok(picture::media_type(&bytes).map(|media_type| Cover { bytes, media_type }))
            }
            Err(FetchError::Wait { after, .. }) => Err(self.leave_alone(host, after)),
            // A café that wants its terms accepted first is a TLS error, too.
            Err(FetchError::Network(_) | FetchError::Timeout | FetchError::Tls(_)) => {
                Err(self.leave_alone(host, None))
            }
            Err(error) => {
                tracing::info!(host, "a cover did not come: {error}");
                Ok(None)
            }
        }
    }

    fn leave_alone(&self, host: &str, length: Option<Duration>) -> NotNow {
        self.covers.traffic.rest(host, self.now_ms(), length);
        NotNow
    }

    /// Remembers what came, and tidies up. A cover that cannot be kept is shown all the same.
    async fn keep_cover(&self, id: HitId, key: &str, cover: Option<Cover>) {
        let (key, now_ms) = (key.to_owned(), self.now_ms());
        let stored = self.write(move |tx| {
            Box::pin(async move {
                // What was deleted meanwhile must not come back by its picture.
                if kept::named(tx.connection(), id).await?.is_none() {
                    return Ok(());
                }
                kept::put(tx.connection(), &key, cover.as_ref(), now_ms).await?;
                kept::prune(tx.connection(), now_ms - UNUSED_MS, MOST_BYTES).await?;
                Ok(())
            })
        });
        if let Err(error) = stored.await {
            tracing::warn!("a cover could not be kept: {error}");
        }
    }

    async fn note_cover_use(&self, key: String, now_ms: i64) {
        let stored = self.write(move |tx| {
            Box::pin(async move { Ok(kept::used(tx.connection(), &key, now_ms).await?) })
        });
        if let Err(error) = stored.await {
            tracing::warn!("the use of a cover could not be noted: {error}");
        }
    }

    fn now_ms(&self) -> i64 {
        self.shared.clock.now_ms()
    }
}
