//! What a person asks for: a title, title with publisher and author, or an ISBN.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{isbn::isbn, text::collapse};

/// Longest query, in characters of its NFC form.
pub const MAX_QUERY_CHARS: usize = 200;

/// A question to a catalogue. Its texts are NFC, with single spaces and without the catalogue's operators.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// Words of a title.
    Title(String),
    /// At least a publisher or an author; what was not given is `""`.
    Fields {
        /// Words of the title.
        title: String,
        /// Publisher.
        publisher: String,
        /// Author.
        author: String,
        /// The whole text as one title, if all three slots were given and filled: it may be a title with commas in it.
        whole: Option<String>,
    },
    /// 10 or 13 characters, no hyphens.
    Isbn(String),
}

/// Why a text is no query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing to search for: empty, or only commas, operators and invisible characters.
    #[error("there is nothing to search for")]
    Nothing,
    /// The text is too long.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// The most characters allowed.
        limit: usize,
    },
}

impl Query {
    /// Reads what a person wrote: an ISBN, `title,publisher,author` with empty slots, or else a title. Four or more parts
    /// are a title with commas in it.
    ///
    /// # Errors
    /// [`QueryError`] when nothing is left to search for or the text is too long.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let text = bounded(text)?;
        if let Some(isbn) = isbn(without_label(text.trim())) {
            return Ok(Self::Isbn(isbn));
        }
        let parts: Vec<String> = text.split(COMMAS).map(plain).collect();
        let part = |index: usize| parts.get(index).cloned().unwrap_or_default();
        let (title, publisher, author) = (part(0), part(1), part(2));
        if parts.iter().all(String::is_empty) {
            Err(QueryError::Nothing)
        } else if parts.len() > 3 {
            Ok(Self::Title(whole_title(&text)))
        } else if publisher.is_empty() && author.is_empty() {
            Ok(Self::Title(title))
        } else {
            let all_filled = parts.len() == 3 && parts.iter().all(|part| !part.is_empty());
            let whole = all_filled.then(|| whole_title(&text));
            Ok(Self::Fields {
                title,
                publisher,
                author,
                whole,
            })
        }
    }

    /// Takes the whole text as a title, whatever it looks like.
    ///
    /// # Errors
    /// [`QueryError`] when nothing is left to search for or the text is too long.
    pub fn literal(text: &str) -> Result<Self, QueryError> {
        let title = plain(&bounded(text)?);
        if title.trim_matches(COMMAS).trim().is_empty() {
            return Err(QueryError::Nothing);
        }
        Ok(Self::Title(title))
    }

    /// The same text as one title, if all three slots were given and filled: `총, 균, 쇠` without hits is searched once more
    /// so. Two filled slots are a title and its publisher, and stay that.
    pub fn title_again(&self) -> Option<Self> {
        match self {
            Self::Fields { whole, .. } => whole.clone().map(Self::Title),
            Self::Title(_) | Self::Isbn(_) => None,
        }
    }

    /// One text for all ways to write the same query: case-folded, without spaces around commas.
    pub fn key(&self) -> String {
        let key = match self {
            Self::Title(title) => format!("title:{title}"),
            // The bar cannot occur in a value.
            Self::Fields {
                title,
                publisher,
                author,
                ..
            } => {
                format!("fields:{title}|{publisher}|{author}")
            }
            Self::Isbn(isbn) => format!("isbn:{isbn}"),
        };
        key.to_lowercase().nfc().collect()
    }

    /// The title asked for, or `""`.
    pub fn title(&self) -> &str {
        match self {
            Self::Title(title) | Self::Fields { title, .. } => title,
            Self::Isbn(_) => "",
        }
    }

    /// The publisher asked for, or `""`.
    pub fn publisher(&self) -> &str {
        match self {
            Self::Fields { publisher, .. } => publisher,
            Self::Title(_) | Self::Isbn(_) => "",
        }
    }

    /// The author asked for, or `""`.
    pub fn author(&self) -> &str {
        match self {
            Self::Fields { author, .. } => author,
            Self::Title(_) | Self::Isbn(_) => "",
        }
    }

    /// The ISBN asked for, or `""`.
    pub fn isbn(&self) -> &str {
        match self {
            Self::Isbn(isbn) => isbn,
            Self::Title(_) | Self::Fields { .. } => "",
        }
    }
}

/// What separates slots: the comma, its full-width form and the ideographic one.
const COMMAS: [char; 3] = [',', '，', '、'];

/// A value as it can be sent: the operators `|` and `:` have no escape form (catalogs.md 1.3), so they become spaces.
pub(crate) fn plain(text: &str) -> String {
    collapse(&text.replace(['|', ':'], " "))
}

/// The text in NFC, if it is not too long without the white space around it.
fn bounded(text: &str) -> Result<String, QueryError> {
    let text: String = text.trim().nfc().collect();
    if text.chars().count() > MAX_QUERY_CHARS {
        return Err(QueryError::TooLong {
            limit: MAX_QUERY_CHARS,
        });
    }
    Ok(text)
}

/// A title that holds commas: catalogues write the plain one. Commas at the ends are empty slots, not title.
fn whole_title(text: &str) -> String {
    let title = plain(&text.replace(COMMAS, ","));
    title.trim_matches([',', ' ']).to_owned()
}

/// The text without a leading `ISBN` label.
fn without_label(text: &str) -> &str {
    match text.get(..4) {
        Some(label) if label.eq_ignore_ascii_case("isbn") => text
            .get(4..)
            .unwrap_or_default()
            .trim_start_matches([' ', ':']),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Query {
        Query::Title(text.to_owned())
    }

    fn fields(title: &str, publisher: &str, author: &str, whole: Option<&str>) -> Query {
        Query::Fields {
            title: title.to_owned(),
            publisher: publisher.to_owned(),
            author: author.to_owned(),
            whole: whole.map(str::to_owned),
        }
    }

    #[test]
    fn texts_are_read_as_titles_fields_and_isbns() {
        for (text, expected) in [
            ("토지", title("토지")),
            ("  말의   품격\n", title("말의 품격")),
            ("토지,,", title("토지")),
            ("토지,", title("토지")),
            ("말의품격,,이기주", fields("말의품격", "", "이기주", None)),
            (
                "컴퓨터구조론 , 생능",
                fields("컴퓨터구조론", "생능", "", None),
            ),
            (",,박경리", fields("", "", "박경리", None)),
            (",나남", fields("", "나남", "", None)),
            ("총, 균, 쇠", fields("총", "균", "쇠", Some("총, 균, 쇠"))),
            ("총，균、쇠", fields("총", "균", "쇠", Some("총,균,쇠"))),
            ("총, 균, 쇠, 책", title("총, 균, 쇠, 책")),
            ("토지,,,", title("토지")),
            ("978-0-306-40615-7", Query::Isbn("9780306406157".to_owned())),
            ("ISBN: 0-306-40615-2", Query::Isbn("0306406152".to_owned())),
            ("9780306406158", title("9780306406158")),
            ("1984", title("1984")),
        ] {
            assert_eq!(Query::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn odd_input_is_neutralised_or_refused() {
        for (text, expected) in [
            ("토지|AUTH:박경리", title("토지 AUTH 박경리")),
            ("100% \"인용\" & #1", title("100% \"인용\" & #1")),
            ("\u{0}토\u{7}지", title("토 지")),
            ("📚", title("📚")),
            ("👩‍🚀 우주", title("👩‍🚀 우주")),
            ("\u{1110}\u{1169}\u{110c}\u{1175}", title("토지")),
            ("토지,|,박경리", fields("토지", "", "박경리", None)),
        ] {
            assert_eq!(Query::parse(text), Ok(expected), "{text:?}");
        }
        for text in [
            "",
            " \t\n",
            ",",
            ", ，、,,,,",
            "|",
            " : | ",
            "|,:,",
            "\u{0}",
            "\u{200b}\u{3164}",
        ] {
            assert_eq!(Query::parse(text), Err(QueryError::Nothing), "{text:?}");
            assert_eq!(Query::literal(text), Err(QueryError::Nothing), "{text:?}");
        }
    }

    #[test]
    fn the_length_is_that_of_the_normalised_text() {
        let too_long = Err(QueryError::TooLong {
            limit: MAX_QUERY_CHARS,
        });
        assert_eq!(Query::parse(&"가".repeat(10_000)), too_long);
        assert_eq!(Query::parse(&"가".repeat(201)), too_long);
        assert_eq!(Query::literal(&"가".repeat(201)), too_long);
        assert_eq!(
            Query::parse(&format!(" {} ", "가".repeat(200))),
            Ok(title(&"가".repeat(200)))
        );
        let decomposed = "\u{1100}\u{1161}".repeat(200);
        assert_eq!(Query::parse(&decomposed), Ok(title(&"가".repeat(200))));
    }

    #[test]
    fn three_filled_slots_are_searched_again_as_one_title() {
        let again = |text: &str| Query::parse(text).unwrap().title_again();
        assert_eq!(again("총, 균, 쇠"), Some(title("총, 균, 쇠")));
        for text in [
            "토지",
            "나, 너",
            "나, 너,",
            ",나, 너",
            "토지,,박경리",
            "토지,나남,",
            "총, 균, 쇠, 책",
            "9780306406157",
        ] {
            assert_eq!(again(text), None, "{text}");
        }
        assert_eq!(Query::literal("총, 균, 쇠"), Ok(title("총, 균, 쇠")));
        assert_eq!(Query::literal("9780306406157"), Ok(title("9780306406157")));
    }

    #[test]
    fn the_same_query_has_one_key() {
        let key = |text: &str| Query::parse(text).unwrap().key();
        assert_eq!(key("Clean  Code"), key(" clean code "));
        assert_eq!(key("총, 균, 쇠"), key("총，균,쇠"));
        assert_eq!(key("토지,,"), key("토지"));
        assert_eq!(key("\u{1110}\u{1169}지"), key("토지"));
        assert_ne!(key("토지,,박경리"), key("토지,박경리"));
        assert_ne!(key("토지"), key("토 지"));
        assert_ne!(
            key("9780306406157"),
            Query::literal("9780306406157").unwrap().key()
        );
    }

    #[test]
    fn parts_are_named_for_sentences() {
        let query = Query::parse("말의품격,황소북스,이기주").unwrap();
        assert_eq!(
            (
                query.title(),
                query.publisher(),
                query.author(),
                query.isbn()
            ),
            ("말의품격", "황소북스", "이기주", "")
        );
        assert_eq!(
            Query::parse("9780306406157").unwrap().isbn(),
            "9780306406157"
        );
    }

    #[test]
    fn a_stored_query_comes_back() {
        for text in ["토지", "총, 균, 쇠", "토지,,박경리", "9780306406157"] {
            let query = Query::parse(text).unwrap();
            let stored = serde_json::to_string(&query).unwrap();
            assert_eq!(serde_json::from_str::<Query>(&stored).unwrap(), query);
        }
    }
}
