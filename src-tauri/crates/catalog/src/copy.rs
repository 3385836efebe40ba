//! Copies of a record, and the ways to ask for them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Status;

/// One copy of a record. A value the page does not hold is `""`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// Registration number, as text: zero-padded or with letters (catalogs.md 1.5).
    pub registration_number: String,
    /// Branch, where the answer names it.
    pub branch: String,
    /// Room and floor.
    pub location: String,
    /// Call number with volume and copy marks.
    pub call_number: String,
    /// The catalogue's own status text.
    pub raw_status: String,
    /// What `raw_status` and `raw_due` mean.
    pub status: Status,
    /// The catalogue's own text in the due cell.
    pub raw_due: String,
    /// Due date as `YYYY-MM-DD`, if one could be read.
    pub due: Option<String>,
}

/// One of the three equivalent ways to ask for copies (catalogs.md 1.5). Not every installation has each, so a caller
/// tries them in order and remembers the one that answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopiesRoute {
    /// The short table, one request a record.
    Simple,
    /// The full table, one request a record.
    Full,
    /// The full table, one request for every branch that owns the record. Recorded at UT.
    PerBranch,
}

impl CopiesRoute {
    /// All routes, in the order they are tried.
    pub const ALL: [Self; 3] = [Self::Simple, Self::Full, Self::PerBranch];

    /// The route to try when this one does not answer.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Simple => Some(Self::Full),
            Self::Full => Some(Self::PerBranch),
            Self::PerBranch => None,
        }
    }

    /// The name used in storage; [`FromStr`] reads it back.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Full => "full",
            Self::PerBranch => "per_branch",
        }
    }
}

/// A stored name that is no [`CopiesRoute`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no way to ask for copies named {0:?}")]
pub struct UnknownCopiesRoute(String);

impl FromStr for CopiesRoute {
    type Err = UnknownCopiesRoute;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|route| route.as_str() == name)
            .ok_or_else(|| UnknownCopiesRoute(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_have_an_order_and_stable_names() {
        let mut order = vec![CopiesRoute::Simple];
        while let Some(next) = order.last().and_then(|route| route.next()) {
            order.push(next);
        }
        assert_eq!(order, CopiesRoute::ALL);
        for route in CopiesRoute::ALL {
            assert_eq!(route.as_str().parse(), Ok(route));
            assert_eq!(serde_json::to_value(route).unwrap(), route.as_str());
        }
        assert!("fast".parse::<CopiesRoute>().is_err());
    }
}
