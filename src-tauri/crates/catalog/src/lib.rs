//! What a library's catalogue can be asked, and what its pages say.
//!
//! A catalogue *system* is code (one folder each, today `solars`); a *library* is data (one file in `libraries/`).
//! Everything here is pure: a [`Catalogue`] turns a [`Query`] into a [`Request`] and a page's text into values. Sending
//! requests, following redirects, decoding and retrying belong to the caller.
//!
//! Two rules hold throughout. A page without hits is a value, a page that cannot be understood is a [`PageError`] that
//! says why. And nothing a catalogue says is dropped: beside every interpreted value stands the raw text.

mod address;
mod catalogue;
mod copy;
mod detail;
mod due;
mod error;
mod isbn;
mod library;
mod library_file;
mod list;
mod query;
mod solars;
mod status;
mod text;

pub use address::is_loopback;
pub use catalogue::{Catalogue, Method, Request};
pub use copy::{CopiesRoute, Copy, UnknownCopiesRoute};
pub use detail::Detail;
pub use error::PageError;
pub use library::{Library, Standing, System, libraries};
pub use library_file::LibraryFileError;
pub use list::{Branch, Hit, ListPage};
pub use query::{MAX_QUERY_CHARS, Query, QueryError};
pub use status::Status;
