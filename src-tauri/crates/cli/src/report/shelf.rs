//! Books become ready in any order and are printed in the catalogue's.

use std::collections::BTreeMap;

/// The books of one library that wait for those before them.
#[derive(Default)]
pub(super) struct Shelf {
    next: u32,
    waiting: BTreeMap<u32, Vec<String>>,
}

impl Shelf {
    /// Puts a book at its place (from 0); returns what can be printed now.
    pub(super) fn put(&mut self, place: u32, book: String) -> Vec<String> {
        self.waiting.entry(place).or_default().push(book);
        let mut ready = Vec::new();
        while let Some(entry) = self.waiting.first_entry().filter(|e| *e.key() <= self.next) {
            self.next = self.next.max(entry.key() + 1);
            ready.extend(entry.remove());
        }
        ready
    }

    /// All that is left: nothing comes before it any more.
    pub(super) fn clear(&mut self) -> Vec<String> {
        std::mem::take(&mut self.waiting)
            .into_values()
            .flatten()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_waits_for_those_before_it() {
        let mut shelf = Shelf::default();
        assert!(shelf.put(1, "b".to_owned()).is_empty());
        assert_eq!(shelf.put(0, "a".to_owned()), ["a", "b"]);
        assert_eq!(shelf.put(2, "c".to_owned()), ["c"]);
    }

    #[test]
    fn what_follows_a_gap_comes_at_the_end() {
        let mut shelf = Shelf::default();
        assert!(shelf.put(5, "f".to_owned()).is_empty());
        assert!(shelf.put(3, "d".to_owned()).is_empty());
        assert_eq!(shelf.clear(), ["d", "f"]);
    }

    #[test]
    fn a_second_book_in_a_place_is_not_lost() {
        let mut shelf = Shelf::default();
        assert_eq!(shelf.put(0, "a".to_owned()), ["a"]);
        assert_eq!(shelf.put(0, "A".to_owned()), ["A"]);
    }
}
