//! Exit codes, part of the contract with scripts.

use std::io::ErrorKind;
use std::process::ExitCode;

use engine::wire::SearchState;

use crate::report;
use crate::words;

/// What searches came to, one or several together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything asked for is there.
    Complete,
    /// Something could not be checked, was stopped, or goes on.
    Partial,
    /// No answer.
    Failed,
    /// Stopped, or the run was broken off.
    Cancelled,
    /// Gone: the person deleted it in the window.
    Deleted,
}

impl From<SearchState> for Outcome {
    fn from(state: SearchState) -> Self {
        match state {
            SearchState::Complete => Self::Complete,
            SearchState::Failed => Self::Failed,
            SearchState::Cancelled => Self::Cancelled,
            SearchState::Partial
            | SearchState::Waiting
            | SearchState::Running
            | SearchState::Held => Self::Partial,
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Everything asked for is there; no hits included.
    Complete,
    /// The command cannot be meant so.
    Usage,
    /// Something could not be checked, or was stopped.
    Partial,
    /// No answer.
    Failed,
    /// The search was deleted in the window while it was waited for.
    Deleted,
    /// The person broke it off; it goes on next time.
    Interrupted,
    /// Whoever read the output has closed it (`| head`); it goes on next time.
    ReaderGone,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Complete => 0,
            Ending::Usage => 2,
            Ending::Partial => 3,
            Ending::Failed => 4,
            Ending::Deleted => 5,
            Ending::Interrupted => 130,
            // As every program that dies of SIGPIPE looks to a shell: scripts that pipe know it, and it claims nothing.
            Ending::ReaderGone => 141,
        })
    }
}

/// A mistake of the caller, as opposed to a fault on the way.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// What was asked for cannot be done in this run.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Stuck(pub(crate) String);

/// Whether the caller can put it right by asking something else.
pub(crate) fn is_usage(error: &anyhow::Error) -> bool {
    error.is::<UsageError>()
        || matches!(
            error.downcast_ref::<engine::AskError>(),
            Some(engine::AskError::Query(_))
        )
}

/// Says what went wrong, and the ending that it means.
pub(crate) fn of_error(error: &anyhow::Error) -> Ending {
    if is_usage(error) {
        report::complain(&words::failure(error));
        return Ending::Usage;
    }
    // There is nothing to say, and nobody to say it to.
    let io_error = error.downcast_ref::<std::io::Error>();
    if io_error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe) {
        return Ending::ReaderGone;
    }
    report::complain_of_failure(&words::failure(error));
    Ending::Failed
}

/// Help and version as clap prints them; a mistake as one sentence.
pub(crate) fn of_command_line(error: &clap::Error) -> ExitCode {
    match words::mistake(error) {
        Some(sentence) => {
            report::complain(&sentence);
            Ending::Usage.into()
        }
        // Nobody is left to tell that it could not be printed.
        None => {
            drop(error.print());
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
        }
    }
}

/// Several searches as one: complete if all are, failed if all are, deleted if all are, else partial.
pub(crate) fn together(outcomes: impl Iterator<Item = Outcome> + Clone) -> Outcome {
    let all = |wanted| outcomes.clone().all(|outcome| outcome == wanted);
    [
        Outcome::Complete,
        Outcome::Failed,
        Outcome::Cancelled,
        Outcome::Deleted,
    ]
    .into_iter()
    .find(|outcome| all(*outcome))
    .unwrap_or(Outcome::Partial)
}

/// The ending that an outcome means.
pub(crate) fn of_outcome(outcome: Outcome) -> Ending {
    match outcome {
        Outcome::Complete => Ending::Complete,
        Outcome::Failed => Ending::Failed,
        Outcome::Deleted => Ending::Deleted,
        Outcome::Partial | Outcome::Cancelled => Ending::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_library_makes_it_partial_and_all_bad_ones_failed() {
        use Outcome::{Complete, Deleted, Failed, Partial};
        assert_eq!(together([Complete, Complete].into_iter()), Complete);
        assert_eq!(together([Complete, Failed].into_iter()), Partial);
        assert_eq!(together([Failed, Failed].into_iter()), Failed);
        assert_eq!(together([Partial].into_iter()), Partial);
        assert_eq!(together([Deleted, Deleted].into_iter()), Deleted);
        assert_eq!(together([Complete, Deleted].into_iter()), Partial);
    }
}
