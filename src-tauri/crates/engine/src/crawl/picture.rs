//! One picture: no cookie, no more than it may weigh, and never from another host than it was asked of.

use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use queue::Clock;
use reqwest::Client;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use url::Url;

use super::fetch::{Limits, accept, body, of_request, redirect};
use super::names::Names;
use super::resolver::{PublicOnly, is_one_of, proxies};
use super::{FetchError, client};
use crate::network::Network;

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
    /// Names that lead anywhere, and only to a proxy.
    proxies: Vec<String>,
    answer: Duration,
}

impl Pictures {
    /// Names are looked up in this network; none leads into it, since a page may name any host.
    pub(crate) fn new(limits: Limits, network: Arc<dyn Network>) -> Result<Self, reqwest::Error> {
        let kinds = HeaderValue::from_static("image/webp,image/png,image/jpeg,image/gif");
        let headers = HeaderMap::from_iter([(ACCEPT, kinds)]);
        let answer = limits.answer.min(MAX_ANSWER);
        // What the client looks at for itself.
        let proxies = proxies(&Matcher::from_system());
        let names = Arc::new(PublicOnly {
            names: Names(network),
            proxies: proxies.clone(),
        });
        let builder = || {
            client::builder()
                .default_headers(headers.clone())
                .referer(false)
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(limits.connect.min(MAX_ANSWER))
                .timeout(answer)
        };
        Ok(Self {
            client: builder().dns_resolver(names).build()?,
            local: builder().no_proxy().build()?,
            proxies,
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
        if is_one_of(&self.proxies, url.host_str().unwrap_or_default()) {
            let message = "a proxy is asked for others' pictures only".to_owned();
            return Err(FetchError::Blocked(message));
        }
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

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::net::{IpAddr, Ipv4Addr, TcpListener};

    use queue::SystemClock;

    use super::super::resolver::tests::Fixed;
    use super::*;

    #[tokio::test]
    async fn a_proxy_is_no_place_of_pictures() {
        let limits = Limits {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(5),
        };
        let here = Fixed(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        let mut pictures = Pictures::new(limits, Arc::new(here)).unwrap();
        pictures.proxies = vec!["proxy.example".to_owned()];
        let url = Url::parse("http://PROXY.example/1.jpg").unwrap();
        let asked = pictures.fetch(&url, |_| true, &SystemClock).await;
        assert!(matches!(asked, Err(FetchError::Blocked(_))), "{asked:?}");
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_asked() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let limits = Limits {
            connect: Duration::from_secs(5),
            answer: Duration::from_secs(5),
        };
        let here = Fixed(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        let pictures = Pictures::new(limits, Arc::new(here)).unwrap();
        let port = listener.local_addr().unwrap().port();
        for scheme in ["https", "http"] {
            let url = Url::parse(&format!("{scheme}://image.example:{port}/1.jpg")).unwrap();
            let asked = pictures.fetch(&url, |_| true, &SystemClock).await;
            let refused = asked.unwrap_err();
            assert!(matches!(refused, FetchError::Network(_)), "{refused:?}");
            let why = "image.example has no public address";
            assert!(refused.to_string().ends_with(why), "{refused}");
        }
        let nobody = listener.accept().unwrap_err();
        assert_eq!(nobody.kind(), ErrorKind::WouldBlock, "nothing connected");
    }
}
