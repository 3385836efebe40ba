//! The catalogue's and the queue's words as the wire's.

use crate::store::libraries::Answers;
use crate::wire;

impl From<catalog::Status> for wire::Status {
    fn from(status: catalog::Status) -> Self {
        match status {
            catalog::Status::Available => Self::Available,
            catalog::Status::OnLoan => Self::OnLoan,
            catalog::Status::Reserved => Self::Reserved,
            catalog::Status::NotForLoan => Self::NotForLoan,
            catalog::Status::InProcess => Self::InProcess,
            catalog::Status::Missing => Self::Missing,
            catalog::Status::Withdrawn => Self::Withdrawn,
            catalog::Status::Unknown => Self::Unknown,
        }
    }
}

impl From<&catalog::Detail> for wire::Detail {
    fn from(detail: &catalog::Detail) -> Self {
        Self {
            isbn: detail.isbn(),
            extent: detail.extent().map(str::to_owned),
        }
    }
}

impl From<&queue::Trouble> for wire::Trouble {
    fn from(trouble: &queue::Trouble) -> Self {
        match trouble {
            queue::Trouble::DiskFull => Self::DiskFull,
            queue::Trouble::Busy => Self::Busy,
            queue::Trouble::Damaged(_) => Self::Damaged,
            // Whatever else the queue may tell apart one day.
            _ => Self::Failed,
        }
    }
}

impl From<&catalog::Library> for wire::Library {
    fn from(library: &catalog::Library) -> Self {
        Self {
            id: library.id.clone(),
            name: library.name.clone(),
            name_en: library.name_en.clone(),
            short_name: library.short_name.clone(),
            color: library.color.clone(),
            standing: match library.standing {
                catalog::Standing::Friend => wire::Standing::Friend,
                catalog::Standing::Practice => wire::Standing::Practice,
                catalog::Standing::Unconfirmed => wire::Standing::Unconfirmed,
            },
            home_url: library.base_url.as_ref().map(ToString::to_string),
            answered_at_ms: None,
            unanswered: None,
        }
    }
}

impl wire::Library {
    /// With what is known of its answers.
    pub(crate) fn with(self, answers: Answers) -> Self {
        Self {
            answered_at_ms: answers.answered_at_ms,
            unanswered: answers.unanswered,
            ..self
        }
    }
}
