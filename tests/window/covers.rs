//! Covers in the page: pictures of the program's own scheme, and of nobody else.

use serde_json::json;
use support::window::{Desktop, ENTER};

use crate::alone;

/// How wide each of these pictures is in the page; 0 for one that does not load.
const WIDTHS: &str = "
    const [addresses, done] = arguments;
    const width = (address) => new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve(image.naturalWidth);
        image.onerror = () => resolve(0);
        image.src = address;
    });
    Promise.all(addresses.map(width)).then(done);";

#[tokio::test]
async fn the_page_shows_the_covers_of_its_hits() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        window.type_keys(&format!("토지{ENTER}")).await;
        window.find("[data-testid=card][data-state=complete]").await;

        // The first hits of a new folder; every third record has no cover.
        let hits: Vec<String> = (1..=6)
            .map(|id| format!("cover://localhost/{id}"))
            .collect();
        let found = window.run_until_done(WIDTHS, vec![json!(hits)]).await;
        let widths = found.as_array().expect("a width for each");
        assert_eq!(
            widths.iter().filter(|width| **width == json!(96)).count(),
            4,
            "{widths:?}"
        );
        assert_eq!(
            widths.iter().filter(|width| **width == json!(0)).count(),
            2,
            "{widths:?}"
        );

        let others = [
            "cover://localhost/999999",
            "cover://localhost/",
            "cover://localhost/x",
        ];
        let found = window.run_until_done(WIDTHS, vec![json!(others)]).await;
        assert_eq!(found, json!([0, 0, 0]));
        window.close().await;
    })
    .await;
}
