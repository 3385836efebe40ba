//! Everything a card ever showed, in order: written down by the page itself at every change, so that nothing depends on
//! when somebody looks.

use serde_json::Value;

use super::Window;

/// Writes down the newest card after every change of the page that changed it.
///
/// The page takes together what comes within one frame, and on a busy machine a frame can last a second; here no change
/// waits for a frame.
const WRITE_DOWN: &str = r#"
    window.requestAnimationFrame = (apply) => setTimeout(() => apply(performance.now()));
    const sights = (window.cardSights = []);
    const look = () => {
        const cards = document.querySelectorAll('[data-testid=card]');
        const card = cards[cards.length - 1];
        if (card === undefined) return;
        const books = [...card.querySelectorAll('[data-testid=card-book]')];
        const sight = {
            search: Number(card.dataset.searchId),
            state: card.dataset.state,
            hits: Number(card.dataset.hits),
            title: card.querySelector('h3').textContent,
            progress: card.querySelector('[data-testid=progress]')?.getAttribute('aria-valuetext') ?? '',
            books: books.length,
            checked: books.filter((book) => book.dataset.copies === 'checked').length,
            copies: card.querySelectorAll('[data-testid=copy-row]').length,
        };
        const last = sights[sights.length - 1];
        if (JSON.stringify(sight) !== JSON.stringify(last)) sights.push(sight);
    };
    new MutationObserver(look).observe(document.body, {
        subtree: true, childList: true, attributes: true, characterData: true,
    });
"#;

/// What the newest card showed at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSight {
    /// The search it stands for.
    pub search: u64,
    /// The search's state.
    pub state: String,
    /// Hits so far.
    pub hits: u64,
    /// The headline.
    pub title: String,
    /// The progress in words; empty when none is shown.
    pub progress: String,
    /// Books on the card.
    pub books: u64,
    /// Books on the card whose copies are known.
    pub checked: u64,
    /// Copies on the card.
    pub copies: u64,
}

/// A page that writes down what its cards show.
pub struct Watch<'w>(&'w Window);

impl<'w> Watch<'w> {
    /// From now on.
    pub async fn start(window: &'w Window) -> Self {
        window.run(WRITE_DOWN, Vec::new()).await;
        Self(window)
    }

    /// What was written down so far.
    ///
    /// # Panics
    /// If the page was loaded anew.
    pub async fn sights(&self) -> Vec<CardSight> {
        let sights = self.0.run("return window.cardSights;", Vec::new()).await;
        let sights = sights.as_array().expect("the page wrote a list");
        sights.iter().map(sight).collect()
    }
}

fn sight(written: &Value) -> CardSight {
    let number = |name: &str| written[name].as_u64().expect("a count");
    let text = |name: &str| written[name].as_str().expect("a text").to_owned();
    CardSight {
        search: number("search"),
        state: text("state"),
        hits: number("hits"),
        title: text("title"),
        progress: text("progress"),
        books: number("books"),
        checked: number("checked"),
        copies: number("copies"),
    }
}
