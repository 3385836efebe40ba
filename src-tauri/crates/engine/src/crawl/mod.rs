//! The only way to a library's site: one request in, one page of text (or one picture) out, or why not.
//!
//! A fixed pipeline: allowed host, send, redirects, status, size, charset. How often and how many at once is the queue's
//! affair; nothing here retries.

mod charset;
mod client;
mod error;
mod fetch;
mod names;
mod picture;
mod resolver;
mod traffic;

pub(crate) use error::FetchError;
pub(crate) use fetch::{Crawler, Limits};
pub(crate) use picture::Pictures;
pub(crate) use traffic::Traffic;

/// The text of a saved page, its charset found as for a fetched one; none if it is no text.
#[must_use]
pub fn page_text(bytes: &[u8]) -> Option<String> {
    charset::decode(bytes, None).ok()
}
