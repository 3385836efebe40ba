//! A job before it is in the file.

use serde::Serialize;
use sqlx::FromRow;

use crate::{Job, WriteError};

/// A job to be added.
#[derive(Debug, Clone, Serialize, FromRow)]
pub struct NewJob {
    pub(crate) kind: String,
    pub(crate) max_attempts: u32,
    pub(crate) args: String,
    pub(crate) slot: String,
    pub(crate) priority: i64,
    pub(crate) rank: i64,
    pub(crate) unique_key: Option<String>,
    pub(crate) run_at_ms: Option<i64>,
}

impl NewJob {
    /// A job without limits, of middle priority, due at once.
    ///
    /// # Errors
    /// [`WriteError::Encode`] if it cannot be written as JSON.
    pub fn new<J: Job>(job: &J) -> Result<NewJob, WriteError> {
        let kind = job.kind();
        Ok(NewJob {
            kind: kind.name.to_owned(),
            max_attempts: kind.max_attempts.max(1),
            args: serde_json::to_string(job)?,
            slot: String::new(),
            priority: 50,
            rank: 0,
            unique_key: None,
            run_at_ms: None,
        })
    }

    /// Whose limits it runs under (see [`set_slot`](crate::set_slot)); empty: none.
    #[must_use]
    pub fn slot(mut self, slot: &str) -> Self {
        self.slot = slot.to_owned();
        self
    }

    /// 0 is what somebody looks at; 50 is the default; [`BACKGROUND_PRIORITY`](crate::BACKGROUND_PRIORITY) and more is background work.
    #[must_use]
    pub fn priority(mut self, priority: i64) -> Self {
        self.priority = priority;
        self
    }

    /// Its ordinal inside its batch: of two batches of one priority the first jobs run first, then the second ones.
    #[must_use]
    pub fn rank(mut self, rank: i64) -> Self {
        self.rank = rank;
        self
    }

    /// Of one kind, slot and key only one job is alive at a time.
    #[must_use]
    pub fn unique(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }

    /// Not before this time, in milliseconds since 1970.
    #[must_use]
    pub fn run_at_ms(mut self, at_ms: i64) -> Self {
        self.run_at_ms = Some(at_ms);
        self
    }
}
