//! Exit codes, part of the contract with scripts.

use std::process::ExitCode;

use engine::wire::SearchState;

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
    /// The person broke it off; it goes on next time.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Complete => 0,
            Ending::Usage => 2,
            Ending::Partial => 3,
            Ending::Failed => 4,
            Ending::Interrupted => 130,
        })
    }
}

/// A mistake of the caller, as opposed to a fault on the way.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// The ending that an error means.
pub(crate) fn of_error(error: &anyhow::Error) -> Ending {
    let is_usage = error.is::<UsageError>()
        || matches!(
            error.downcast_ref::<engine::AskError>(),
            Some(engine::AskError::Query(_))
        );
    if is_usage {
        Ending::Usage
    } else {
        Ending::Failed
    }
}

/// Several searches as one state: complete if all are, failed if all are, else partial.
pub(crate) fn together(states: &[SearchState]) -> SearchState {
    if states.iter().all(|state| *state == SearchState::Complete) {
        SearchState::Complete
    } else if states.iter().all(|state| *state == SearchState::Failed) {
        SearchState::Failed
    } else if states.iter().all(|state| *state == SearchState::Cancelled) {
        SearchState::Cancelled
    } else {
        SearchState::Partial
    }
}

/// The ending that a final state means.
pub(crate) fn of_state(state: SearchState) -> Ending {
    match state {
        SearchState::Complete => Ending::Complete,
        SearchState::Failed => Ending::Failed,
        _ => Ending::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_library_makes_it_partial_and_all_bad_ones_failed() {
        use SearchState::{Complete, Failed, Partial};
        assert_eq!(together(&[Complete, Complete]), Complete);
        assert_eq!(together(&[Complete, Failed]), Partial);
        assert_eq!(together(&[Failed, Failed]), Failed);
        assert_eq!(together(&[Partial]), Partial);
    }
}
