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
        let texts: Vec<&str> = self.isbn_fields().map(|(_, value)| value).collect();
        isbn::isbns(&texts.join(" "))
    }

    /// The one ISBN that stands for this book: its own rather than that of the set it belongs to, and of its own the new one with 13
    /// digits; without hyphens.
    pub fn isbn(&self) -> Option<String> {
        self.isbn_fields()
            .flat_map(|(label, value)| {
                let found = isbn::with_remarks(value).into_iter();
                found.map(move |(isbn, remark)| (is_of_set(label) || is_of_set(&remark), isbn))
            })
            .min_by_key(|(is_of_set, isbn)| (*is_of_set, isbn.len() < 13))
            .map(|(_, isbn)| isbn)
    }

    /// Pages and size (형태사항) as the catalogue writes them.
    pub fn extent(&self) -> Option<&str> {
        let mut fields = self.fields.iter();
        let extent = fields.find(|(label, value)| is_extent(label) && !value.is_empty());
        extent.map(|(_, value)| value.as_str())
    }

    fn isbn_fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.fields.iter().filter(|(label, _)| is_isbn(label));
        fields.map(|(label, value)| (label.as_str(), value.as_str()))
    }
}

fn is_isbn(label: &str) -> bool {
    label.to_ascii_uppercase().contains("ISBN") || label.contains("국제표준도서번호")
}

fn is_extent(label: &str) -> bool {
    let in_english = ["physicaldescription", "extent"];
    label.starts_with("형태")
        || in_english
            .iter()
            .any(|name| label.eq_ignore_ascii_case(name))
}

/// Whether a label, or what is said behind an ISBN, speaks of several volumes that are sold together.
fn is_of_set(text: &str) -> bool {
    text.contains("세트") || text.to_ascii_lowercase().contains("set")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels and values, and what they come to.
    type Case<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>);

    fn detail(fields: &[(&str, &str)]) -> Detail {
        let owned = |(label, value): &(&str, &str)| ((*label).to_owned(), (*value).to_owned());
        Detail {
            fields: fields.iter().map(owned).collect(),
        }
    }

    #[test]
    fn one_isbn_stands_for_the_book() {
        let (set, own, old) = ("979-11-306-0001-7", "978-89-364-3412-0", "0-306-40615-2");
        let digits = |isbn: &str| isbn.replace('-', "");
        let both = format!("{set} (세트) {own} 03810 : \\16000");
        let cases: [Case<'_>; 10] = [
            (&[("ISBN", own)], Some(own)),
            (
                &[
                    ("서명/저자", "소년이 온다"),
                    ("국제표준도서번호(ISBN)", own),
                ],
                Some(own),
            ),
            (&[("ISBN", &both)], Some(own)),
            (
                &[("ISBN", &format!("{set}(SET)")), ("ISBN", own)],
                Some(own),
            ),
            (&[("세트ISBN", set), ("ISBN", own)], Some(own)),
            (&[("ISBN", &format!("{old} {own}"))], Some(own)),
            (&[("ISBN", &format!("{set} (세트) {old}"))], Some(old)),
            (&[("ISBN", &format!("{set} (세트)"))], Some(set)),
            (&[("ISBN", "9788936434121 (무선) : 12000원")], None),
            (&[("ISBN", ""), ("청구기호", own)], None),
        ];
        for (fields, expected) in cases {
            let expected = expected.map(digits);
            assert_eq!(detail(fields).isbn(), expected, "{fields:?}");
        }
    }

    #[test]
    fn the_extent_is_what_the_catalogue_writes() {
        for label in ["형태사항", "형태서지", "PhysicalDescription", "Extent"] {
            let found = detail(&[("ISBN", ""), (label, ""), (label, "215 p. ; 21 cm")]);
            assert_eq!(found.extent(), Some("215 p. ; 21 cm"), "{label}");
        }
        for label in ["자료유형", "Description"] {
            assert_eq!(detail(&[(label, "단행본")]).extent(), None, "{label}");
        }
    }
}
