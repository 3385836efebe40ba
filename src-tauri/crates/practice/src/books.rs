//! The books of the practice library: real titles, authors, publishers and years, read once from `data/books.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// One record of the catalogue. Every text is NFC; a field the record does not have is empty.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) cid: u64,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) publisher: String,
    pub(crate) year: String,
    pub(crate) isbn: String,
    pub(crate) call_number: String,
    pub(crate) material: String,
    /// The searchable fields, folded by [`fold`].
    pub(crate) folded: Folded,
}

/// What a search looks at: case-folded, without spaces and punctuation.
#[derive(Debug)]
pub(crate) struct Folded {
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) publisher: String,
    pub(crate) isbn: String,
}

/// All records, in the order of the data file.
pub(crate) struct Books {
    pub(crate) all: Vec<Book>,
    by_cid: HashMap<u64, usize>,
}

/// Content numbers repeat with this distance when a fault asks for more hits than there are records.
const COPY_OF_THE_CATALOGUE: u64 = 1_000_000;

static BOOKS: LazyLock<Books> = LazyLock::new(|| Books::read(include_str!("../data/books.tsv")));

/// The catalogue of this build.
pub(crate) fn books() -> &'static Books {
    &BOOKS
}

impl Books {
    /// Reads the data file; a line without all eight columns or with a bad number is no record (a test counts the records).
    fn read(text: &str) -> Books {
        let all: Vec<Book> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(Book::read)
            .collect();
        let by_cid = all
            .iter()
            .enumerate()
            .map(|(place, book)| (book.cid, place))
            .collect();
        Books { all, by_cid }
    }

    /// The record behind a content number, also behind the further numbers of [`Books::numbered`].
    pub(crate) fn find(&self, cid: u64) -> Option<&Book> {
        let first = COPY_OF_THE_CATALOGUE + cid % COPY_OF_THE_CATALOGUE;
        self.all.get(*self.by_cid.get(&first)?)
    }

    /// `count` records with distinct content numbers: the catalogue from its start, again and again.
    pub(crate) fn numbered(&self, count: usize) -> Vec<(u64, &Book)> {
        let rounds = (0_u64..).flat_map(|round| {
            self.all
                .iter()
                .map(move |book| (book.cid + round * COPY_OF_THE_CATALOGUE, book))
        });
        rounds
            .take(if self.all.is_empty() { 0 } else { count })
            .collect()
    }
}

impl Book {
    fn read(line: &str) -> Option<Book> {
        let line: String = line.nfc().collect();
        let mut columns = line.split('\t').map(str::to_owned);
        let cid = columns.next()?.parse().ok()?;
        let (title, author, publisher, year) = (
            columns.next()?,
            columns.next()?,
            columns.next()?,
            columns.next()?,
        );
        let (isbn, call_number, material) = (columns.next()?, columns.next()?, columns.next()?);
        let folded = Folded {
            title: fold(&title),
            author: fold(&author),
            publisher: fold(&publisher),
            isbn: fold(&isbn),
        };
        Some(Book {
            cid,
            title,
            author,
            publisher,
            year,
            isbn,
            call_number,
            material,
            folded,
        })
    }
}

/// NFC, lower case, letters and digits only: how this library compares texts ("총균쇠" finds "총, 균, 쇠").
pub(crate) fn fold(text: &str) -> String {
    text.nfc()
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use unicode_normalization::is_nfc;

    use super::{Books, books, fold};

    #[test]
    fn every_line_of_the_data_is_a_record() {
        let text = include_str!("../data/books.tsv");
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!((books().all.len(), lines), (605, 605));
        assert!(is_nfc(text));
        assert!(books().all.is_sorted_by(|one, next| one.cid < next.cid));
        for book in &books().all {
            assert!(
                book.title.trim() == book.title && !book.title.is_empty(),
                "{book:?}"
            );
            assert!(
                book.year.len() == 4 && !book.publisher.is_empty(),
                "{book:?}"
            );
        }
    }

    #[test]
    fn every_isbn_has_its_check_digit() {
        let isbns: Vec<&str> = books()
            .all
            .iter()
            .map(|book| book.isbn.as_str())
            .filter(|isbn| !isbn.is_empty())
            .collect();
        assert!(isbns.len() > 25, "{}", isbns.len());
        for isbn in isbns {
            let digits: Vec<u32> = isbn
                .chars()
                .filter_map(|digit| digit.to_digit(10))
                .collect();
            let sum: u32 = digits
                .iter()
                .zip([1, 3].into_iter().cycle())
                .map(|(digit, weight)| digit * weight)
                .sum();
            assert!(
                digits.len() == 13 && isbn.len() == 13 && sum.is_multiple_of(10),
                "{isbn}"
            );
        }
    }

    #[test]
    fn a_broken_line_is_no_record() {
        let read = Books::read("# a comment\n1600013\tonly a title\nx\ta\tb\tc\td\te\tf\tg\n");
        assert!(read.all.is_empty() && read.numbered(3).is_empty());
    }

    #[test]
    fn folding_keeps_letters_and_digits() {
        assert_eq!(fold(" 총, 균, 쇠 (1판) ABC"), "총균쇠1판abc");
    }
}
