//! Why a page could not be read.

/// Why a page that arrived could not be read. None of these means "no hits": that is an empty
/// [`ListPage`](crate::ListPage).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The page is complete but not laid out as the rules expect. Asking again does not help; the rules must be changed.
    #[error("the page of {library} is not laid out as expected: rule {rule} found no {field}")]
    LayoutUnknown {
        /// Id of the library.
        library: String,
        /// The rule that failed, such as `list` or `copies`.
        rule: &'static str,
        /// What the rule did not find.
        field: &'static str,
    },
    /// The catalogue answered with its own error page under status 200 (catalogs.md 1.2). It may recover.
    #[error("the catalogue answered with an error page")]
    ErrorPage,
    /// The catalogue asks for a log-in. Asking again does not help.
    #[error("the catalogue asks for a log-in")]
    LogIn,
    /// A firewall or gate stands in front of the catalogue (catalogs.md 1.2).
    #[error("access to the catalogue is blocked")]
    Blocked,
    /// The page ends too early. Asking again may help.
    #[error("the page ends before it is complete")]
    CutPage,
}

impl PageError {
    /// The stable code of this error, for storage and for choosing a sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LayoutUnknown { .. } => "layout_unknown",
            Self::ErrorPage => "error_page",
            Self::LogIn => "log_in",
            Self::Blocked => "blocked",
            Self::CutPage => "cut_page",
        }
    }
}
