//! A newer version of the app itself.

use serde::Serialize;
use ts_rs::TS;

/// What is known of a newer version. Only the shell fills it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Update {
    /// How this installation gets a newer version.
    pub way: UpdateWay,
    /// One is looked for without being asked, once a day.
    pub looks: bool,
    /// When one was last looked for.
    #[ts(type = "number | null")]
    pub looked_at_ms: Option<i64>,
    /// How far it is.
    pub stage: UpdateStage,
}

/// How an installation gets a newer version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpdateWay {
    /// Not by itself: it is none that was released, or a store takes care of it.
    #[default]
    Elsewhere,
    /// The system's packages belong to the system: the app says that there is a newer one, and where.
    Told,
    /// The app replaces itself.
    Replaced,
}

/// How far an update is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UpdateStage {
    /// Nothing is known since this start.
    #[default]
    Unknown,
    /// It is being asked for.
    Looking,
    /// This is the newest version.
    Newest,
    /// There is a newer one.
    Found {
        /// Which.
        version: String,
        /// What is new in it, as its makers wrote it.
        notes: Option<String>,
    },
    /// It is being downloaded.
    Loading {
        /// Which.
        version: String,
        /// How much of it is there; none where its size is not known.
        percent: Option<u32>,
    },
    /// It is there and its signature is right; a restart installs it.
    Ready {
        /// Which.
        version: String,
    },
    /// It is being installed; a restart follows.
    Installing {
        /// Which.
        version: String,
    },
    /// It did not come to an end.
    Failed {
        /// Why.
        failure: UpdateFailure,
    },
}

/// Why an update did not come to an end. The version that runs stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpdateFailure {
    /// This device has no network.
    Offline,
    /// Nobody answered, or the download broke off.
    Unreachable,
    /// The answer is none that this version understands.
    Unreadable,
    /// There is a newer version, but not for this system.
    NotForThisSystem,
    /// The signature is missing, of somebody else, or of another version: it was thrown away.
    Untrusted,
    /// The system did not let it be installed.
    NotInstalled,
}
