//! One picture: no cookie, no more than it may weigh, and never from another host than it was asked of.

use std::time::Duration;

use queue::Clock;
use reqwest::Client;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use url::Url;

use super::FetchError;
use super::fetch::{Limits, USER_AGENT, accept, body, of_request, redirect};

/// From http to https and to the file's other name; who needs more means something else.
const MAX_REDIRECTS: u32 = 3;

/// The largest picture that is read to its end; covers of lists have 5 to 50 kB.
const MAX_PICTURE_BYTES: usize = 512 * 1024;

/// The longest that is waited for a picture.
const MAX_ANSWER: Duration = Duration::from_secs(10);

/// The client for pictures. It has no cookies to show: nobody learns that two pictures were asked for by the same person.
pub(crate) struct Pictures {
    client: Client,
    /// For this machine's own addresses: no proxy of the system stands between.
    local: Client,
    answer: Duration,
}

impl Pictures {
    pub(crate) fn new(limits: Limits) -> Result<Self, reqwest::Error> {
        // Fails only if the process has one already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
        let kinds = HeaderValue::from_static("image/webp,image/png,image/jpeg,image/gif");
        let headers = HeaderMap::from_iter([(ACCEPT, kinds)]);
        let answer = limits.answer.min(MAX_ANSWER);
        let builder = || {
            Client::builder()
                .user_agent(USER_AGENT)
                .default_headers(headers.clone())
                .referer(false)
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(limits.connect.min(MAX_ANSWER))
                .timeout(answer)
        };
        Ok(Self {
            client: builder().build()?,
            local: builder().no_proxy().build()?,
            answer,
        })
    }

    /// The bytes at this address. Redirects are followed on the same host, as long as `allows` says so.
    pub(crate) async fn fetch(
        &self,
        url: &Url,
        allows: impl Fn(&Url) -> bool,
        clock: &dyn Clock,
    ) -> Result<Vec<u8>, FetchError> {
        let work = self.follow(url.clone(), allows, clock);
        tokio::time::timeout(self.answer, work)
            .await
            .map_err(|_| FetchError::Timeout)?
    }

    async fn follow(
        &self,
        mut url: Url,
        allows: impl Fn(&Url) -> bool,
        clock: &dyn Clock,
    ) -> Result<Vec<u8>, FetchError> {
        for _ in 0..=MAX_REDIRECTS {
            let client = match catalog::is_loopback(&url) {
                true => &self.local,
                false => &self.client,
            };
            let response = client.get(url.clone()).send().await.map_err(of_request)?;
            let Some(next) = redirect(&url, &response) else {
                return body(accept(response, clock)?, MAX_PICTURE_BYTES).await;
            };
            if next.host() != url.host() || !allows(&next) {
                let message = "it was sent to another host".to_owned();
                return Err(FetchError::Blocked(message));
            }
            url = next;
        }
        Err(FetchError::Blocked(format!(
            "more than {MAX_REDIRECTS} redirects"
        )))
    }
}
