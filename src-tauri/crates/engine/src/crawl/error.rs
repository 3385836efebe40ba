//! Why a page did not come.

use std::time::Duration;

use queue::Failure;

use crate::wire::ErrorCode;

/// Why a page did not come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("the site cannot be reached: {0}")]
    Network(String),
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
            Self::Network(_) => ErrorCode::Network,
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
