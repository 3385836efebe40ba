//! How an answer goes over the wire, rightly or wrongly.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use encoding_rs::EUC_KR;
use futures_util::{StreamExt, stream};
use tokio_util::sync::CancellationToken;

use crate::asked::{Asked, GATE_COOKIE};
use crate::line::Line;
use crate::log::InFlight;

const HTML: (header::HeaderName, HeaderValue) = (
    header::CONTENT_TYPE,
    HeaderValue::from_static("text/html; charset=UTF-8"),
);

/// Time for the first half of a body to reach the client before the reset, which would overtake it.
const BEFORE_RESET: Duration = Duration::from_millis(30);

/// A whole page.
pub(crate) fn html(status: StatusCode, page: impl Into<Body>) -> Response {
    (status, [HTML], page.into()).into_response()
}

/// A picture.
pub(crate) fn png(picture: Vec<u8>) -> Response {
    let kind = HeaderValue::from_static("image/png");
    (StatusCode::OK, [(header::CONTENT_TYPE, kind)], picture).into_response()
}

/// A page that asks to come back in `retry_after` seconds.
pub(crate) fn busy(status: StatusCode, page: String, retry_after: u32) -> Response {
    (
        status,
        [HTML, (header::RETRY_AFTER, HeaderValue::from(retry_after))],
        page,
    )
        .into_response()
}

/// 302 to another address.
pub(crate) fn redirect(location: &str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

/// The cookie gate of catalogs.md 1.2: back to the same address with one more parameter, and a cookie for 300 seconds.
pub(crate) fn cookie_gate(asked: &Asked) -> Response {
    const MARK: &str = "__verified_refresh=1";
    let (path, query) = (asked.uri.path(), asked.uri.query().unwrap_or_default());
    let location = match query {
        "" => format!("{path}?{MARK}"),
        query if query.split('&').any(|pair| pair == MARK) => format!("{path}?{query}"),
        query => format!("{path}?{query}&{MARK}"),
    };
    let cookie = format!("{GATE_COOKIE}; Path=/; Max-Age=300; HttpOnly");
    (
        StatusCode::FOUND,
        [(header::LOCATION, location), (header::SET_COOKIE, cookie)],
    )
        .into_response()
}

/// The page in EUC-KR, under a header that says UTF-8. Letters EUC-KR lacks become character references.
pub(crate) fn euc_kr(page: &str) -> Response {
    let (bytes, _, _) = EUC_KR.encode(page);
    html(StatusCode::OK, bytes.into_owned())
}

/// The page with a byte before its last closing tag that no UTF-8 text has.
pub(crate) fn stray_byte(page: String) -> Response {
    let place = page.rfind("</").unwrap_or(page.len());
    let mut bytes = page.into_bytes();
    bytes.insert(place, 0xFF);
    html(StatusCode::OK, bytes)
}

/// The page, then 9 MiB of blanks; how much it will be is not said.
pub(crate) fn too_large(page: impl Into<Bytes>) -> Response {
    const CHUNK: &[u8] = &[b' '; 64 * 1024];
    const CHUNKS: usize = 9 * 16;
    let blanks = std::iter::repeat_n(Bytes::from_static(CHUNK), CHUNKS);
    let chunks = std::iter::once(page.into()).chain(blanks);
    let body = stream::iter(chunks.map(Ok::<Bytes, io::Error>));
    html(StatusCode::OK, Body::from_stream(body))
}

/// The first half of the page, as if that were all.
pub(crate) fn cut(page: String) -> Response {
    html(StatusCode::OK, first_half(&Bytes::from(page)))
}

/// The first half of the promised page, then the end of the connection.
pub(crate) fn reset(line: &Line, page: String) -> Response {
    line.reset_at_end();
    let page = Bytes::from(page);
    let length = HeaderValue::from(page.len());
    let half = stream::once(async move { Ok::<Bytes, io::Error>(first_half(&page)) });
    let end = stream::once(async {
        tokio::time::sleep(BEFORE_RESET).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    (
        StatusCode::OK,
        [HTML, (header::CONTENT_LENGTH, length)],
        Body::from_stream(half.chain(end)),
    )
        .into_response()
}

/// No answer: the connection ends with a reset before its first byte.
pub(crate) fn gone(line: &Line) -> Response {
    line.reset_at_end();
    Body::from_stream(stream::once(async {
        Err::<Bytes, io::Error>(io::Error::from(io::ErrorKind::ConnectionReset))
    }))
    .into_response()
}

/// A page that drips.
pub(crate) struct Drip {
    pub(crate) page: Bytes,
    pub(crate) pause: Duration,
    /// Bytes that drip before the rest comes at once; `None` = the page drips, and blanks after it, for ever.
    pub(crate) bytes: Option<usize>,
    /// In flight until the last byte is handed over.
    pub(crate) flight: InFlight,
    /// Ends the dripping.
    pub(crate) stopped: CancellationToken,
}

impl Drip {
    /// The answer. One with an end promises its length.
    pub(crate) fn into_answer(self) -> Response {
        let length = self.bytes.map(|_| HeaderValue::from(self.page.len()));
        let drops = stream::unfold((0, Some(self)), |(sent, drip)| async move {
            Drip::next(sent, drip?).await
        });
        let mut answer = html(StatusCode::OK, Body::from_stream(drops));
        if let Some(length) = length {
            answer.headers_mut().insert(header::CONTENT_LENGTH, length);
        }
        answer
    }

    async fn next(sent: usize, drip: Drip) -> Option<(io::Result<Bytes>, (usize, Option<Drip>))> {
        let pause = async {
            if sent > 0 && !drip.pause.is_zero() {
                tokio::time::sleep(drip.pause).await
            }
        };
        if drip.stopped.run_until_cancelled(pause).await.is_none() {
            return Some((
                Err(io::Error::from(io::ErrorKind::ConnectionReset)),
                (sent, None),
            ));
        }
        let rest = drip.page.slice(sent.min(drip.page.len())..);
        match drip.bytes {
            Some(bytes) if sent >= bytes || rest.len() <= 1 => {
                drop(drip.flight);
                Some((Ok(rest), (sent, None)))
            }
            _ if rest.is_empty() => Some((Ok(Bytes::from_static(b" ")), (sent + 1, Some(drip)))),
            _ => Some((Ok(rest.slice(..1)), (sent + 1, Some(drip)))),
        }
    }
}

fn first_half(page: &Bytes) -> Bytes {
    page.slice(..page.len() / 2)
}
