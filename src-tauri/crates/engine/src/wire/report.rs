//! What a person tells the developers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person wants to tell the developers; opens a prepared page of theirs in the browser. Its host sees
/// these words as it opens; nothing is published before the person says so there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Report {
    /// A library that is missing (도서관 추가 요청).
    Library {
        /// What was looked for.
        name: String,
    },
    /// A page that could not be read (오류 알리기). Tells the library, the code and the app's version, not what was asked.
    Search {
        /// The search.
        #[ts(type = "number")]
        search_id: i64,
    },
}
