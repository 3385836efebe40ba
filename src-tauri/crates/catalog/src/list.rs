//! What a page of search results says.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::Status;

/// One page of search results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// Hits of the whole search; none if the page does not say.
    pub total: Option<u32>,
    /// 1-based number of this page; none if the page does not say.
    pub page: Option<u32>,
    /// Number of the last page as the pager shows it; none if it does not. Prefer `total` over the page size.
    pub last_page: Option<u32>,
    /// The hits, in the catalogue's order. Empty means that there are none.
    pub hits: Vec<Hit>,
}

/// One record in a list of search results. A value the page does not hold is `""`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The catalogue's number of the record, decimal digits.
    pub cid: String,
    /// Title with subtitle, as the catalogue writes it, without the author.
    pub title: String,
    /// Author statement.
    pub author: String,
    /// Publisher.
    pub publisher: String,
    /// Year of publication, four digits.
    pub year: String,
    /// Kind of material, such as 동양서단행본.
    pub material_type: String,
    /// Picture of the cover, absolute; may be on another host and plain http. None for placeholders.
    pub cover_url: Option<Url>,
    /// Where it stands. Empty for electronic items and serials.
    pub branches: Vec<Branch>,
    /// The whole line about the book, title included, with single spaces: the source of the fields above.
    pub raw_line: String,
}

/// What the list says about one branch of the library that owns a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Name of the branch; `""` if the list does not say.
    pub name: String,
    /// Code of the branch, such as `01`.
    pub code: Option<String>,
    /// Call number; `""` if the list does not say.
    pub call_number: String,
    /// What `raw_status` means.
    pub status: Status,
    /// The catalogue's own text.
    pub raw_status: String,
}
