//! What a Korean keyboard, a paste and a slip of the finger can put into the line to write in.

use serde_json::Value;
use support::window::{Desktop, ENTER, Window};

use crate::{alone, titles_with};

#[tokio::test]
async fn odd_words_get_clear_answers() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        commas_are_not_sent(&window).await;
        letters_apart_are_one_word(&window).await;
        an_emoji_is_a_question(&window).await;
        a_whole_page_is_refused(&window).await;
        window.screenshot("odd-words").await;
        window.close().await;
    })
    .await;
}

async fn commas_are_not_sent(window: &Window) {
    window.type_keys(&format!(", ，、,{ENTER}")).await;
    let send = window.find("[data-testid=send]").await;
    assert!(
        !send.is_enabled().await.expect("the page answers"),
        "there is nothing to send"
    );
    assert_eq!(
        window.count("[data-testid=message-me]").await,
        0,
        "nothing was sent"
    );
    assert_eq!(
        left(window).await,
        ", ，、,",
        "what was typed is still there"
    );
    window
        .find("[data-testid=composer]")
        .await
        .clear()
        .await
        .expect("the line can be emptied");
}

/// Some keyboards and every file name of a Mac send the letters of a syllable one by one.
async fn letters_apart_are_one_word(window: &Window) {
    let apart = "\u{1110}\u{1169}\u{110c}\u{1175}";
    window.type_keys(&format!("{apart}{ENTER}")).await;
    let found = titles_with("토지").len();
    let headline = headline_of(window, 1).await;
    assert_eq!(headline, format!("‘토지’ {found}권을 찾았어요."));
}

async fn an_emoji_is_a_question(window: &Window) {
    // As a picker puts it in: the driver has no keys for it.
    window.paste("📚👩‍🚀").await;
    window.type_keys(ENTER).await;
    assert_eq!(headline_of(window, 2).await, "‘📚👩‍🚀’ 결과가 없어요.");
}

async fn a_whole_page_is_refused(window: &Window) {
    let page = "가나다라마바사아자차".repeat(1_000);
    window.paste(&page).await;
    window.type_keys(ENTER).await;
    let mine = "[data-testid=message-me] .text";
    window.find(&format!("{mine}.folded")).await;
    let kept = window.run(LAST_OF_MINE, vec![]).await;
    assert_eq!(kept, page, "all of it is kept");
    let answer = window.run_until_done(LAST_ANSWER, vec![]).await;
    assert_eq!(answer, "검색어가 너무 길어요. 200자까지 보낼 수 있어요.");
    assert_eq!(
        left(window).await,
        "",
        "what was sent is no longer in the line"
    );
}

/// What is in the line to write in.
async fn left(window: &Window) -> Value {
    let script = "return document.querySelector('[data-testid=composer]').value;";
    window.run(script, vec![]).await
}

async fn headline_of(window: &Window, search: u32) -> String {
    let card = format!("[data-testid=card][data-search-id='{search}'][data-state=complete]");
    window.text(&format!("{card} h3")).await
}

const LAST_OF_MINE: &str =
    "return [...document.querySelectorAll('[data-testid=message-me] .text')].at(-1).textContent;";

/// Done as soon as the library has answered with words below the newest card.
const LAST_ANSWER: &str = r#"
    const done = arguments[arguments.length - 1];
    const look = () => {
        const answer = [...document.querySelectorAll('[data-testid=message-library]')].at(-1);
        if (!answer?.classList.contains('refused')) return;
        observer.disconnect();
        done(answer.querySelector('.bubble').textContent);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true });
    look();
"#;
