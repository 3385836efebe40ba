//! The queue's handlers: fetch, read, store. Thin; what follows from a result is decided by `search`.

mod answers;
mod check;
mod copies;
mod detail;
mod ending;
mod handler;
mod list_page;
mod watch;

use queue::Failure;

use crate::wire::ErrorCode;

pub(crate) use handler::Jobs;

/// A page that came but is not the one it should be.
fn unreadable(error: &catalog::PageError) -> Failure {
    let code = ErrorCode::from_word(error.code()).as_str();
    let message = error.to_string();
    match error {
        // Half a page or a stumbling server may be whole next time.
        catalog::PageError::CutPage | catalog::PageError::ErrorPage => {
            Failure::Retry { code, message }
        }
        _ => Failure::Fatal { code, message },
    }
}

/// The library or its address is not known at this start.
fn no_address() -> Failure {
    Failure::Fatal {
        code: ErrorCode::NoAddress.as_str(),
        message: "the library's address is not known".to_owned(),
    }
}

/// The database could not be read: perhaps it can a little later.
fn unread(error: &sqlx::Error) -> Failure {
    Failure::Retry {
        code: ErrorCode::Crashed.as_str(),
        message: error.to_string(),
    }
}
