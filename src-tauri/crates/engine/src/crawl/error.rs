//! Why a page did not come.

use std::time::Duration;

use queue::Failure;

use crate::network::Fault;
use crate::wire::ErrorCode;

/// How a request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreached {
    pub(super) fault: Fault,
    pub(super) cause: String,
}

impl std::fmt::Display for Unreached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.cause)
    }
}

/// Why a page did not come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("the site cannot be reached: {0}")]
    Network(Unreached),
    /// Not the site's fault.
    #[error("there is no way to the site: {cause}")]
    NoWay { cause: String, after: Duration },
    #[error("the site did not answer in time")]
    Timeout,
    #[error("the secure connection was refused: {0}")]
    Tls(String),
    #[error("the site answered with status {0}")]
    Upstream(u16),
    #[error("the site asked to wait (status {status})")]
    Wait {
        status: u16,
        after: Option<Duration>,
    },
    #[error("the site does not let this request through: {0}")]
    Blocked(String),
    #[error("the site asks for a log-in")]
    LogIn,
    #[error("the page is larger than {0} bytes")]
    TooLarge(usize),
    #[error("the page is no text in any charset it may be in")]
    Decode,
}

impl FetchError {
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Network(_) | Self::NoWay { .. } => ErrorCode::Network,
            Self::Timeout => ErrorCode::Timeout,
            Self::Tls(_) => ErrorCode::Tls,
            Self::Upstream(_) => ErrorCode::Upstream,
            Self::Wait { status: 429, .. } | Self::Blocked(_) => ErrorCode::Blocked,
            Self::Wait { .. } => ErrorCode::Upstream,
            Self::LogIn => ErrorCode::LogIn,
            Self::TooLarge(_) => ErrorCode::TooLarge,
            Self::Decode => ErrorCode::Decode,
        }
    }

    /// How no answer came; none: one came, whatever it was.
    pub(super) fn fault(&self) -> Option<Fault> {
        match self {
            Self::Network(unreached) => Some(unreached.fault),
            Self::Timeout => Some(Fault::Silence),
            // Who shows a certificate, or refuses the handshake, is there; it need not be the site.
            Self::Tls(_) | Self::NoWay { .. } => Some(Fault::Refused),
            Self::Upstream(_)
            | Self::Wait { .. }
            | Self::Blocked(_)
            | Self::LogIn
            | Self::TooLarge(_)
            | Self::Decode => None,
        }
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        let code = error.code().as_str();
        let message = error.to_string();
        match error {
            FetchError::Wait { after, .. } => Self::Snooze {
                code,
                message,
                after,
            },
            FetchError::NoWay { after, .. } => Self::Postpone {
                code,
                message,
                after,
            },
            FetchError::Network(_) | FetchError::Timeout => Self::Retry { code, message },
            // A server that stumbled may stand up; one that says what it does not have will say so again.
            FetchError::Upstream(status) if status >= 500 || status == 408 => {
                Self::Retry { code, message }
            }
            FetchError::Upstream(_)
            | FetchError::Tls(_)
            | FetchError::Blocked(_)
            | FetchError::LogIn
            | FetchError::TooLarge(_)
            | FetchError::Decode => Self::Fatal { code, message },
        }
    }
}
