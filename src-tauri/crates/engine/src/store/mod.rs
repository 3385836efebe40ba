//! The app's SQL, one file a table. Every function takes the caller's connection, so it joins the caller's transaction.
//!
//! Row types stay in here; wire and domain types leave it. A statement that is a constant runs often: a test looks at
//! its plan.

pub(crate) mod books;
pub(crate) mod clearing;
pub(crate) mod covers;
pub(crate) mod hits;
pub(crate) mod libraries;
pub(crate) mod messages;
pub(crate) mod notifications;
pub(crate) mod pages;
pub(crate) mod rooms;
pub(crate) mod saved;
pub(crate) mod search_view;
pub(crate) mod searches;
pub(crate) mod settings;
pub(crate) mod slots;
pub(crate) mod sources;
#[cfg(test)]
mod tests;
pub(crate) mod watches;

use serde::Serialize;
use sqlx::migrate::Migrator;

/// Every table of one database file: the queue's and the app's.
pub(crate) fn migrator() -> Migrator {
    let own = sqlx::migrate!("./migrations").migrations.to_vec();
    queue::join(queue::migrations(), own)
}

/// Ids for `json_each`: the one way a list is bound to constant SQL.
pub(crate) fn json_list<T: Serialize>(values: &[T]) -> String {
    // Numbers and strings always serialise; an empty list would only find nothing.
    serde_json::to_string(values).unwrap_or_else(|_| "[]".to_owned())
}

/// A JSON column that does not hold what this version wrote.
pub(crate) fn bad_json(error: serde_json::Error) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
