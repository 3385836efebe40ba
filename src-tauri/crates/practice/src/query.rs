//! What a question finds: `q` of catalogs.md 1.3, matched as a library does (every word contained, case and spaces ignored).

use crate::books::{Book, Books, Folded, fold};

/// One term of a query: the field it looks at and the folded words that must all be contained.
#[derive(Debug)]
struct Term {
    index: Index,
    words: Vec<String>,
}

/// The index codes this library understands; a text without a known code is [`Index::All`].
#[derive(Clone, Copy, Debug)]
enum Index {
    All,
    Title,
    Author,
    Publisher,
    Isbn,
    ContentNumber,
}

/// The records that match every term of `q`: equal titles first, then titles that begin with the words, then the rest,
/// otherwise in the order of the catalogue. A query without a word finds nothing.
pub(crate) fn find<'a>(books: &'a Books, q: &str) -> Vec<(u64, &'a Book)> {
    let terms: Vec<Term> = q
        .split('|')
        .map(Term::read)
        .filter(|term| !term.words.is_empty())
        .collect();
    let Some(first) = terms.first() else {
        return Vec::new();
    };
    let wanted = first.words.concat();
    let mut found: Vec<&Book> = books
        .all
        .iter()
        .filter(|book| terms.iter().all(|term| term.matches(book)))
        .collect();
    found.sort_by_key(|book| {
        (
            book.folded.title != wanted,
            !book.folded.title.starts_with(&wanted),
        )
    });
    found.into_iter().map(|book| (book.cid, book)).collect()
}

impl Term {
    fn read(text: &str) -> Term {
        let coded = text
            .split_once(':')
            .and_then(|(code, value)| Some((Index::read(code)?, value)));
        let (index, value) = coded.unwrap_or((Index::All, text));
        Term {
            index,
            words: value
                .split_whitespace()
                .map(fold)
                .filter(|word| !word.is_empty())
                .collect(),
        }
    }

    fn matches(&self, book: &Book) -> bool {
        self.words
            .iter()
            .all(|word| self.index.contains(book, word))
    }
}

impl Index {
    fn read(code: &str) -> Option<Index> {
        match code.trim() {
            "ALL" => Some(Index::All),
            "TITL" => Some(Index::Title),
            "AUTH" => Some(Index::Author),
            "PUBN" => Some(Index::Publisher),
            "ISBN" => Some(Index::Isbn),
            "CID" => Some(Index::ContentNumber),
            _ => None,
        }
    }

    fn contains(self, book: &Book, word: &str) -> bool {
        let Folded {
            title,
            author,
            publisher,
            isbn,
        } = &book.folded;
        match self {
            Index::All => [title, author, publisher, isbn]
                .iter()
                .any(|field| field.contains(word)),
            Index::Title => title.contains(word),
            Index::Author => author.contains(word),
            Index::Publisher => publisher.contains(word),
            Index::Isbn => isbn == word,
            Index::ContentNumber => word.parse() == Ok(book.cid),
        }
    }
}
