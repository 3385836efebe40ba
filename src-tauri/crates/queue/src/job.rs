//! What a job is: its type in Rust, its states in SQL, its errors.

use std::time::Duration;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What all jobs of one kind have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name in the database: never change it while old databases hold it.
    pub name: &'static str,
    /// How often it is tried before it is given up; at least 1. Waits that the other side asked for do not count.
    pub max_attempts: u32,
    /// How long one attempt may take.
    pub timeout: Duration,
}

/// All jobs of an application, as one enum. Make it with [`jobs!`](crate::jobs!): then no kind can be forgotten, and a `match` without
/// a `_` arm in the handler makes a kind without a handler a compile error.
pub trait Job: Serialize + serde::de::DeserializeOwned + Send + Sync + 'static {
    /// Every kind there is.
    const KINDS: &'static [Kind];
    /// The kind of this job; one of [`KINDS`](Job::KINDS).
    fn kind(&self) -> &'static Kind;
}

/// An enum of jobs, each with its kind, from one list: what is in the enum is registered.
///
/// ```
/// use std::time::Duration;
///
/// queue::jobs! {
///     /// What the kitchen does.
///     #[derive(Debug, serde::Serialize, serde::Deserialize)]
///     pub enum Order {
///         /// A pot of it.
///         Tea { cups: u32 } => queue::Kind { name: "tea", max_attempts: 3, timeout: Duration::from_secs(300) },
///         Toast => queue::Kind { name: "toast", max_attempts: 2, timeout: Duration::from_secs(120) },
///     }
/// }
/// use queue::Job;
/// assert_eq!(Order::KINDS.len(), 2);
/// assert_eq!(Order::Toast.kind().name, "toast");
/// ```
///
/// A job that nobody handles does not compile:
///
/// ```compile_fail,E0004
/// # use std::time::Duration;
/// # queue::jobs! {
/// #     #[derive(serde::Serialize, serde::Deserialize)]
/// #     pub enum Order {
/// #         Tea { cups: u32 } => queue::Kind { name: "tea", max_attempts: 3, timeout: Duration::from_secs(300) },
/// #         Toast => queue::Kind { name: "toast", max_attempts: 2, timeout: Duration::from_secs(120) },
/// #     }
/// # }
/// fn handle(order: Order) -> u32 {
///     match order {
///         Order::Tea { cups } => cups,
///     }
/// }
/// ```
///
/// Nor does one without a kind:
///
/// ```compile_fail
/// queue::jobs! {
///     #[derive(serde::Serialize, serde::Deserialize)]
///     pub enum Order {
///         Toast,
///     }
/// }
/// ```
#[macro_export]
macro_rules! jobs {
    ($(#[$about:meta])* $visibility:vis enum $name:ident {
        $( $(#[$of_job:meta])* $job:ident $({ $($fields:tt)* })? => $kind:expr ),+ $(,)?
    }) => {
        $(#[$about])*
        $visibility enum $name {
            $( $(#[$of_job])* $job $({ $($fields)* })? ),+
        }

        impl $crate::Job for $name {
            const KINDS: &'static [$crate::Kind] = &[$($kind),+];

            fn kind(&self) -> &'static $crate::Kind {
                match self {
                    $( Self::$job { .. } => const { &$kind } ),+
                }
            }
        }
    };
}

/// Where a job stands. The numbers are those of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[repr(i32)]
pub enum JobState {
    /// Waits for its time.
    Scheduled = 0,
    /// Waits for a free lane.
    Available = 1,
    /// Was claimed by the runner.
    Running = 2,
    /// Waits for a person to go on.
    Held = 3,
    /// Done.
    Completed = 10,
    /// Given up.
    Discarded = 11,
    /// Nobody wants it any more.
    Cancelled = 12,
}

impl JobState {
    /// Whether nothing can happen to the job any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        self as i32 >= 10
    }
}

/// Why an attempt ended without a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobError {
    /// When it ended.
    pub at_ms: i64,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// For programs.
    pub code: String,
    /// For people who look for the cause.
    pub message: String,
}

/// How many errors a job remembers: enough to see a pattern, too few to fill a disk.
const KEPT_ERRORS: usize = 5;

/// The stored list with one more error; an unreadable list is replaced.
pub(crate) fn with_error(
    stored: Option<&str>,
    error: JobError,
) -> Result<String, serde_json::Error> {
    let mut errors = read_errors(stored);
    errors.push(error);
    let surplus = errors.len().saturating_sub(KEPT_ERRORS);
    serde_json::to_string(&errors.split_off(surplus))
}

pub(crate) fn read_errors(stored: Option<&str>) -> Vec<JobError> {
    stored
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// Reads a stored job, or says why it cannot be read: its kind is unknown, or its shape is another version's.
pub(crate) fn decode<J: Job + DeserializeOwned>(kind: &str, args: &str) -> Result<J, String> {
    if !J::KINDS.iter().any(|known| known.name == kind) {
        return Err(format!("unknown kind {kind:?}"));
    }
    serde_json::from_str(args).map_err(|error| error.to_string())
}
