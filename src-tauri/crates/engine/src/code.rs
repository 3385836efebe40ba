//! Error codes as the words they are stored and shown with.

use crate::wire::ErrorCode;

impl ErrorCode {
    /// The word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Tls => "tls",
            Self::Upstream => "upstream",
            Self::Blocked => "blocked",
            Self::LogIn => "log_in",
            Self::ErrorPage => "error_page",
            Self::CutPage => "cut_page",
            Self::LayoutUnknown => "layout_unknown",
            Self::Decode => "decode",
            Self::TooLarge => "too_large",
            Self::NoAddress => "no_address",
            Self::Crashed => "crashed",
        }
    }

    /// The code for a word; the queue's own words for a job that died or could not be stored are `crashed`.
    pub(crate) fn from_word(word: &str) -> Self {
        const ALL: [ErrorCode; 12] = [
            ErrorCode::Network,
            ErrorCode::Timeout,
            ErrorCode::Tls,
            ErrorCode::Upstream,
            ErrorCode::Blocked,
            ErrorCode::LogIn,
            ErrorCode::ErrorPage,
            ErrorCode::CutPage,
            ErrorCode::LayoutUnknown,
            ErrorCode::Decode,
            ErrorCode::TooLarge,
            ErrorCode::NoAddress,
        ];
        ALL.into_iter()
            .find(|code| code.as_str() == word)
            .unwrap_or(Self::Crashed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_one_that_json_has() {
        for word in [
            "network",
            "log_in",
            "layout_unknown",
            "too_large",
            "no_address",
        ] {
            let code = ErrorCode::from_word(word);
            assert_eq!(code.as_str(), word);
            assert_eq!(serde_json::to_value(code).unwrap(), word);
        }
        assert_eq!(ErrorCode::from_word("store"), ErrorCode::Crashed);
    }
}
