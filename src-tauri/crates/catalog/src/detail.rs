//! The full description of a record.

use crate::isbn;

/// The labelled fields of a record's own page, in its order. Labels may repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Label without spaces and colon, and the value with single spaces, otherwise as the catalogue writes it.
    pub fields: Vec<(String, String)>,
}

impl Detail {
    /// The valid ISBNs of the record without hyphens, each once. The raw text stays in `fields`.
    pub fn isbns(&self) -> Vec<String> {
        let texts: Vec<&str> = self
            .fields
            .iter()
            .filter(|(label, _)| label.to_ascii_uppercase().starts_with("ISBN"))
            .map(|(_, value)| value.as_str())
            .collect();
        isbn::isbns(&texts.join(" "))
    }
}
