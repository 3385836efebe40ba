//! The `.ax` system: SOLARS with its web catalogue "Pyxis" 4 and 5 (catalogs.md 1).
//!
//! Pages are XHTML with heavy white space, sometimes broken. Every rule says which page it was seen on: "recorded" means
//! the pages of UT kept with the tests, anything else comes from what public clients expect.

mod branches;
mod columns;
mod copies;
mod cut;
mod detail;
mod dom;
mod hit;
mod imprint;
mod list;
mod no_copies;
mod pager;
mod refusal;
mod request;

use url::Url;

use crate::{Library, PageError};

/// A library of this system at an address.
#[derive(Clone, Copy)]
pub(crate) struct Solars<'a> {
    pub(crate) library: &'a Library,
    /// Ends with a slash.
    pub(crate) base: &'a Url,
}

impl Solars<'_> {
    fn layout_unknown(self, rule: &'static str, field: &'static str) -> PageError {
        PageError::LayoutUnknown {
            library: self.library.id.clone(),
            rule,
            field,
        }
    }
}
