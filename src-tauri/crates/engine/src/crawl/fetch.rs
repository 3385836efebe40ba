//! One request, its redirects, and the page it ends in.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use catalog::{Catalogue, Method, Request};
use queue::Clock;
use reqwest::header::{
    ACCEPT_LANGUAGE, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, Response, StatusCode};
use url::Url;

use super::error::Unreached;
use super::names::{Names, NoName};
use super::{FetchError, Traffic, charset, client};
use crate::network::{Fault, Way};

/// As many as browsers of the time of the `.ax` system followed; its cookie gate needs two.
const MAX_REDIRECTS: u32 = 10;

/// The largest page seen is 44 kB for one hit; 100 hits with everything stay far below this.
const MAX_PAGE_BYTES: usize = 8 * 1024 * 1024;

/// How long the outside may keep us waiting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Until a connection stands.
    pub(crate) connect: Duration,
    /// From sending a request to the last byte of its answer.
    pub(crate) answer: Duration,
}

/// A page as it came.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) html: String,
    /// When its last byte was there.
    pub(crate) fetched_at_ms: i64,
}

/// The client for all libraries' sites; its cookie jar keeps every host's cookies apart.
pub(crate) struct Crawler {
    client: Client,
    /// For this machine's own addresses: no proxy of the system stands between.
    local: Client,
    limits: Limits,
    traffic: Traffic,
    way: Arc<Way>,
}

impl Crawler {
    pub(crate) fn new(limits: Limits, way: Arc<Way>) -> Result<Self, reqwest::Error> {
        let mut headers = HeaderMap::new();
        headers.insert(
            ACCEPT_LANGUAGE,
            HeaderValue::from_static("ko-KR,ko;q=0.9,en;q=0.5"),
        );
        let builder = || {
            client::builder()
                .default_headers(headers.clone())
                .cookie_store(true)
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(limits.connect)
                .timeout(limits.answer)
                .tcp_nodelay(true)
                .dns_resolver(Names(Arc::clone(&way.network)))
        };
        Ok(Self {
            client: builder().build()?,
            local: builder().no_proxy().build()?,
            limits,
            traffic: Traffic::default(),
            way,
        })
    }

    /// What is on its way, for what lets pages go first.
    pub(crate) fn traffic(&self) -> Traffic {
        self.traffic.clone()
    }

    fn client_for(&self, url: &Url) -> &Client {
        if catalog::is_loopback(url) {
            &self.local
        } else {
            &self.client
        }
    }

    /// Fetches a page of this library, counting every request sent. Dropping the future ends the request.
    pub(crate) async fn fetch(
        &self,
        catalogue: &Catalogue,
        request: &Request,
        clock: &dyn Clock,
        sent: &AtomicU32,
    ) -> Result<Page, FetchError> {
        let page = self.fetch_once(catalogue, request, clock, sent).await;
        if let Err(FetchError::Wait { after, .. }) = &page {
            let host = request.url.host_str().unwrap_or_default();
            self.traffic.rest(host, clock.now_ms(), *after);
        }
        let is_loopback = catalog::is_loopback(&request.url);
        match page.as_ref().err().and_then(FetchError::fault) {
            None if is_loopback => page,
            None => {
                self.way.answered();
                page
            }
            Some(fault) => match (self.way.judge(fault, is_loopback), page) {
                (Some(after), Err(error)) => Err(FetchError::NoWay {
                    cause: error.to_string(),
                    after,
                }),
                (_, page) => page,
            },
        }
    }

    async fn fetch_once(
        &self,
        catalogue: &Catalogue,
        request: &Request,
        clock: &dyn Clock,
        sent: &AtomicU32,
    ) -> Result<Page, FetchError> {
        let host = request.url.host_str().unwrap_or_default();
        let most = catalogue.library().in_flight;
        let _on_the_way = self.traffic.page(host, most).await;
        let work = self.follow(catalogue, request, clock, sent);
        let response = tokio::time::timeout(self.limits.answer, work)
            .await
            .map_err(|_| FetchError::Timeout)??;
        let header = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(ToOwned::to_owned);
        let bytes = body(response, MAX_PAGE_BYTES).await?;
        let html = charset::decode(&bytes, header.as_deref())?;
        Ok(Page {
            html,
            fetched_at_ms: clock.now_ms(),
        })
    }

    /// Sends, and goes where the site points to as long as that is still the library.
    async fn follow(
        &self,
        catalogue: &Catalogue,
        request: &Request,
        clock: &dyn Clock,
        sent: &AtomicU32,
    ) -> Result<Response, FetchError> {
        let mut url = request.url.clone();
        let mut form = (request.method == Method::Post).then_some(&request.form);
        for _ in 0..=MAX_REDIRECTS {
            if !catalogue.allows(&url) {
                return Err(FetchError::Blocked(
                    "it was sent to another host".to_owned(),
                ));
            }
            let builder = match form {
                Some(form) => self.client_for(&url).post(url.clone()).form(form),
                None => self.client_for(&url).get(url.clone()),
            };
            sent.fetch_add(1, Ordering::Relaxed);
            let response = builder.send().await.map_err(of_request)?;
            let Some(next) = redirect(&url, &response) else {
                return accept(response, clock);
            };
            if !repeats(&response, &url, &next) {
                form = None;
            }
            url = next;
        }
        Err(FetchError::Blocked(format!(
            "more than {MAX_REDIRECTS} redirects"
        )))
    }
}

pub(super) fn redirect(from: &Url, response: &Response) -> Option<Url> {
    if !response.status().is_redirection() {
        return None;
    }
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    from.join(location).ok()
}

/// Whether the request is to be sent again as it was: 307 and 308 say so, and the cookie gate means it (catalogs.md 1.2: the
/// same page, with a parameter more). Every other redirect asks for a page.
fn repeats(response: &Response, from: &Url, to: &Url) -> bool {
    let status = response.status();
    let is_same_page = (from.host(), from.path()) == (to.host(), to.path());
    is_same_page
        || status == StatusCode::TEMPORARY_REDIRECT
        || status == StatusCode::PERMANENT_REDIRECT
}

/// Lets a good answer through and names a bad one by its status.
pub(super) fn accept(response: Response, clock: &dyn Clock) -> Result<Response, FetchError> {
    let status = response.status();
    match status.as_u16() {
        200..=299 => Ok(response),
        401 | 407 => Err(FetchError::LogIn),
        403 | 451 => Err(FetchError::Blocked(format!("status {status}"))),
        429 | 503 => Err(FetchError::Wait {
            status: status.as_u16(),
            after: retry_after(&response, clock),
        }),
        other => Err(FetchError::Upstream(other)),
    }
}

/// `Retry-After`: seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(response: &Response, clock: &dyn Clock) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let since_1970 = date.duration_since(std::time::UNIX_EPOCH).ok()?;
    let now = Duration::from_millis(u64::try_from(clock.now_ms()).ok()?);
    Some(since_1970.saturating_sub(now))
}

pub(super) async fn body(mut response: Response, most_bytes: usize) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(of_request)? {
        if bytes.len() + chunk.len() > most_bytes {
            return Err(FetchError::TooLarge(most_bytes));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Sorts the client's errors by what can be done about them.
pub(super) fn of_request(error: reqwest::Error) -> FetchError {
    if error.is_timeout() {
        return FetchError::Timeout;
    }
    // Its address holds what was asked, which must not reach a log.
    let error = error.without_url();
    let mut source: Option<&dyn std::error::Error> = Some(&error);
    let mut cause = error.to_string();
    let mut fault = Fault::Silence;
    while let Some(inner) = source {
        if let Some(tls) = tls(inner) {
            return FetchError::Tls(tls.to_string());
        }
        fault = fault_of(inner).unwrap_or(fault);
        cause = inner.to_string();
        source = inner.source();
    }
    FetchError::Network(Unreached { fault, cause })
}

/// What an error of the system, or of looking a name up, says about the way.
fn fault_of(error: &(dyn std::error::Error + 'static)) -> Option<Fault> {
    if error.is::<NoName>() {
        return Some(Fault::NoName);
    }
    match error.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::ConnectionRefused => Some(Fault::Refused),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => Some(Fault::NoRoute),
        _ => None,
    }
}

/// What rustls says: it travels inside I/O errors, one in another, which hide it from `source`.
fn tls<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    let wrapped = error.downcast_ref::<std::io::Error>();
    match wrapped.and_then(std::io::Error::get_ref) {
        Some(inner) => tls(inner),
        None => error.downcast_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_words_say_how_far_a_request_came() {
        let cases = [
            (io::ErrorKind::ConnectionRefused, Some(Fault::Refused)),
            (io::ErrorKind::NetworkUnreachable, Some(Fault::NoRoute)),
            (io::ErrorKind::HostUnreachable, Some(Fault::NoRoute)),
            (io::ErrorKind::NetworkDown, Some(Fault::NoRoute)),
            (io::ErrorKind::ConnectionReset, None),
            (io::ErrorKind::UnexpectedEof, None),
        ];
        for (kind, expected) in cases {
            assert_eq!(fault_of(&io::Error::from(kind)), expected, "{kind:?}");
        }
        assert_eq!(fault_of(&std::fmt::Error), None);
    }

    #[tokio::test]
    async fn a_name_that_is_not_found_is_known_through_the_client() {
        struct NoNames;
        impl reqwest::dns::Resolve for NoNames {
            fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
                let host = name.as_str().to_owned();
                let source = io::Error::other("by the test");
                Box::pin(async move { Err(NoName { host, source }.into()) })
            }
        }
        let builder = client::builder().no_proxy().dns_resolver(NoNames);
        let request = builder.build().unwrap().get("http://library.example/");
        let error = of_request(request.send().await.unwrap_err());
        assert_eq!(error.fault(), Some(Fault::NoName));
        assert!(!error.to_string().contains("http"), "{error}");
    }
}
