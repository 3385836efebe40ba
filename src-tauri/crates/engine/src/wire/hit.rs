//! Books that a search found, and their copies.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorCode;

/// A book that a search found.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Hit {
    /// Id of this hit.
    #[ts(type = "number")]
    pub id: i64,
    /// The search.
    #[ts(type = "number")]
    pub search_id: i64,
    /// 0-based place in the catalogue's order.
    pub position: u32,
    /// The catalogue's own number of the record.
    pub cid: String,
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Publisher.
    pub publisher: String,
    /// Year.
    pub year: String,
    /// Kind of material in the library's words, e.g. 동양서단행본.
    pub material_type: String,
    /// Where the list says it stands, per branch.
    pub branches: Vec<Branch>,
    /// Whether its copies are known.
    pub copies_state: CopiesState,
    /// Why the copies are not known.
    pub copies_code: Option<ErrorCode>,
    /// The copies, once checked.
    pub copies: Vec<Copy>,
    /// When the copies were read.
    #[ts(type = "number | null")]
    pub copies_at_ms: Option<i64>,
    /// The catalogue names a picture of its cover.
    pub has_cover: bool,
    /// Whether the page of its record is known.
    pub detail_state: CopiesState,
    /// Why it is not known.
    pub detail_code: Option<ErrorCode>,
    /// What that page says besides, once read.
    pub detail: Option<Detail>,
}

/// What only the page of a record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Detail {
    /// ISBN, digits and hyphens; none if the page names none.
    pub isbn: Option<String>,
    /// Extent (형태사항) in the library's words; none if the page names none.
    pub extent: Option<String>,
}

/// Whether the copies of a hit are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum CopiesState {
    /// Nobody asked yet.
    Unplanned,
    /// Asked for, not there yet.
    Planned,
    /// Known (an empty list means the library records none).
    Checked,
    /// Could not be checked.
    Failed,
}

/// What a hit list says about one branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Branch {
    /// Name.
    pub name: String,
    /// Call number (청구기호).
    pub call_number: String,
    /// What the status means.
    pub status: Status,
    /// The status in the library's words.
    pub raw_status: String,
}

/// One copy (소장).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Copy {
    /// Registration number (등록번호).
    pub registration_number: String,
    /// The branch it belongs to, or empty: many libraries name it in the location.
    pub branch: String,
    /// Where it stands: room and floor in the library's words.
    pub location: String,
    /// Call number (청구기호).
    pub call_number: String,
    /// What the status means.
    pub status: Status,
    /// The status in the library's words.
    pub raw_status: String,
    /// Due date as `YYYY-MM-DD`, when the text is one.
    pub due: Option<String>,
    /// The due cell in the library's words.
    pub raw_due: String,
}

/// What a status text means; anything not understood is `unknown` and shown verbatim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Status {
    /// Can be borrowed now.
    Available,
    /// Somebody has it.
    OnLoan,
    /// Somebody waits for it.
    Reserved,
    /// In the library only, or not at all.
    NotForLoan,
    /// Being processed.
    InProcess,
    /// Not found on the shelf.
    Missing,
    /// Taken out of the collection.
    Withdrawn,
    /// A text nobody knows yet.
    Unknown,
}
