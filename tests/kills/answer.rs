//! What a question is answered when nothing goes wrong.

use std::collections::HashMap;

use serde_json::Value;
use support::terminal::{Output, Terminal, run};

/// A question, and how much is asked of its books.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) words: &'static str,
    pub(crate) options: &'static [&'static str],
}

/// Its answer by a crawl that nobody disturbs.
pub(crate) struct Answer {
    /// The books, by content number, with all that was asked of them.
    cards: HashMap<String, Value>,
    /// Requests it takes.
    pub(crate) requests: usize,
    /// Lines it is told in.
    pub(crate) lines: usize,
}

impl Answer {
    /// Asks.
    pub(crate) async fn to(question: Question) -> Self {
        let terminal = Terminal::new().await;
        let output = run(terminal.search(question.words, question.options)).await;
        assert_eq!(output.done()["state"], "complete", "{}", output.complaints);
        let cards = output.of("card");
        let by_cid = |card: Value| (card["cid"].to_string(), card);
        Self {
            lines: output.lines.len(),
            requests: terminal.practice.requests().len(),
            cards: cards.into_iter().map(by_cid).collect(),
        }
    }

    /// How many books there are.
    pub(crate) fn book_count(&self) -> usize {
        self.cards.len()
    }

    /// Whether this is the card of a book as it should be.
    pub(crate) fn has(&self, card: &Value) -> bool {
        self.cards.get(&card["cid"].to_string()) == Some(card)
    }

    /// Every book is told once, with its true copies.
    pub(crate) fn assert_told_by(&self, output: &Output) {
        assert_eq!(output.code, Some(0), "{}", output.complaints);
        assert_eq!(output.done()["state"], "complete");
        self.assert_every_book_once(output);
        for card in output.of("card") {
            assert!(self.has(&card), "not as the library has it: {card}");
        }
    }

    /// Every book is told once, whatever is known of it.
    pub(crate) fn assert_every_book_once(&self, output: &Output) {
        let mut told = output.sorted_cids();
        let count = told.len();
        told.dedup();
        assert_eq!(told.len(), count, "a book is told twice");
        assert_eq!(told.len(), self.book_count(), "a book is not told");
    }
}
