//! The window is where it was.

use support::window::Desktop;

use crate::alone;
use crate::away::settle_closing;

#[tokio::test]
async fn the_window_opens_where_it_was_and_as_large() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        settle_closing(&window, false).await;
        let there = (90, 60, 800, 640);
        assert_ne!(desktop.window_frame(), Some(there));
        desktop.place_window(there);
        // The page has been told of its size: then the app knows it, too.
        window.run_until_done(WIDTH_IS, vec![800.into()]).await;
        desktop.close_window();
        desktop.app_ends().await;
        drop(window);

        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;
        assert_eq!(desktop.window_frame(), Some(there));
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn its_place_outlives_a_crash() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;
        let there = (70, 50, 820, 660);
        desktop.place_window(there);
        desktop.remembers_width(820).await;
        desktop.crash();
        drop(window);

        let window = desktop.open().await;
        window.find("body[data-ready='1']").await;
        assert_eq!(desktop.window_frame(), Some(there));
        window.close().await;
    })
    .await;
}

/// Done as soon as the page is so wide.
const WIDTH_IS: &str = r#"
    const [width, done] = arguments;
    const look = () => (window.innerWidth === width ? done(true) : requestAnimationFrame(look));
    look();
"#;
