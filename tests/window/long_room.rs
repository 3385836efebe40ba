//! Ten thousand messages in the real web view, and what streams in at their end: a reader at the end stays there, one who has scrolled
//! up is not moved.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use engine::{Engine, Options};
use practice::Practice;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use support::window::{Desktop, ENTER, Window};

use crate::{alone, titles_with};

const MESSAGES: i64 = 10_000;
/// Searches at a time; each changes a dozen times.
const SEARCHES: usize = 45;
/// Changes that must have come in all.
const CHANGES: i64 = 500;

/// Calls a command of the app, as the page does.
const INVOKE: &str = r"
    const done = arguments[arguments.length - 1];
    window.__TAURI_INTERNALS__.invoke(arguments[0], { request: {} }).then(() => done(true), (error) => done(String(error)));
";

/// Done when no search is under way, and what came last is drawn.
const UNTIL_ENDED: &str = r"
    const done = arguments[arguments.length - 1];
    const rest = (left) => (left === 0 ? done(true) : requestAnimationFrame(() => rest(left - 1)));
    const look = () =>
        window.__TAURI_INTERNALS__
            .invoke('queue_view', { request: {} })
            .then((view) => (view.searches.length === 0 ? rest(10) : requestAnimationFrame(look)));
    look();
";

/// Scrolls up to what was answered long ago, and from then on writes down how far what is read there moves.
const SCROLL_UP: &str = r"
    const done = arguments[arguments.length - 1];
    const log = document.querySelector('[role=log]');
    const rest = (left, next) => (left === 0 ? next() : requestAnimationFrame(() => rest(left - 1, next)));
    // What was asked last is drawn, and followed, first.
    rest(30, () => {
        log.scrollTop = log.scrollHeight - 30 * log.clientHeight;
        rest(30, () => {
            const top = (row) => row.getBoundingClientRect().y - log.getBoundingClientRect().y;
            const row = [...log.querySelectorAll('[role=article]')].find((e) => top(e) > 0);
            const before = top(row);
            window.moved = 0;
            const look = () => {
                window.moved = row.isConnected ? Math.max(window.moved, Math.abs(top(row) - before)) : Infinity;
                requestAnimationFrame(look);
            };
            look();
            done(Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
        });
    });
";

#[tokio::test]
async fn a_long_room_holds_still_while_answers_stream_in() {
    alone(async {
        let desktop = Desktop::start().await;
        fill(&desktop.data_dir()).await;
        let window = desktop.open().await;
        window.click("[data-testid=room-row]").await;
        window.find("[role=log] [role=article]").await;
        let words = common_syllables();
        let (first, second) = words.split_at(SEARCHES);

        // At the end.
        ask_paused(&window, first).await;
        invoke(&window, "resume_queue").await;
        window.run_until_done(UNTIL_ENDED, vec![]).await;
        let from_end = "const log = document.querySelector('[role=log]');
             return Math.abs(log.scrollHeight - log.clientHeight - log.scrollTop);";
        let from_end = window.run(from_end, vec![]).await.as_f64();
        assert!(
            from_end.is_some_and(|px| px <= 1.0),
            "{from_end:?} px from the end"
        );

        // Scrolled up.
        ask_paused(&window, second).await;
        let away = window.run_until_done(SCROLL_UP, vec![]).await.as_f64();
        assert!(
            away.is_some_and(|px| px > 5_000.0),
            "{away:?} px from the end"
        );
        invoke(&window, "resume_queue").await;
        window.run_until_done(UNTIL_ENDED, vec![]).await;
        let moved = window.run("return window.moved;", vec![]).await;
        assert_eq!(moved, json!(0), "px that the reader was moved");

        let violations = window.attribute("body", "data-csp-violations").await;
        assert_eq!(violations, "0");
        window.close().await;
        assert!(changes(&desktop.data_dir()).await >= CHANGES);
    })
    .await;
}

/// Asks these while everything is paused: all of the answers come after.
async fn ask_paused(window: &Window, words: &[String]) {
    invoke(window, "pause_queue").await;
    for word in words {
        window.type_keys(&format!("{word}{ENTER}")).await;
    }
}

async fn invoke(window: &Window, command: &str) {
    let answer = window.run_until_done(INVOKE, vec![command.into()]).await;
    assert_eq!(answer, Value::Bool(true), "{command}");
}

/// A talk with the practice library that has gone on for years, its cards all of one answered search.
async fn fill(data_dir: &Path) {
    let practice = Practice::start(practice::Options::default())
        .await
        .expect("the practice library starts");
    let mut options = Options::new(data_dir.to_owned());
    options.practice = practice.base_url().parse().ok();
    let engine = Engine::start(options).await.expect("the engine starts");
    let room = engine.start_chat("practice").await.expect("a room").room;
    let mut changes = engine.changes();
    let sent = engine.send_message(engine::RoomId(room.id), "토지", false);
    let mut searches = sent.await.expect("it is sent").searches;
    let search = searches.pop().expect("a search");
    loop {
        let change = changes.recv().await.expect("the engine tells");
        if let engine::wire::Change::Search { search: now, .. } = change
            && now.id == search.id
            && now.finished_at_ms.is_some()
        {
            break;
        }
    }
    engine.shutdown(Duration::from_secs(1)).await;
    practice.stop().await;
    let mut file = open(data_dir).await;
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3)
         INSERT INTO message(room_id, author, kind, text, search_id, sent_at_ms)
         SELECT ?1, iif(i % 2, 'library', 'me'), iif(i % 2, 'search', 'text'), iif(i % 2, NULL, i || '번째 질문'),
                iif(i % 2, ?2, NULL), 1600000000000 + i * 60000 FROM n",
    )
    .bind(room.id)
    .bind(search.id)
    .bind(MESSAGES)
    .execute(&mut file)
    .await
    .expect("messages are written");
    file.close().await.expect("the file closes");
}

/// How often all searches have changed, together.
async fn changes(data_dir: &Path) -> i64 {
    let mut file = open(data_dir).await;
    sqlx::query_scalar("SELECT sum(version) FROM search")
        .fetch_one(&mut file)
        .await
        .expect("the searches are read")
}

async fn open(data_dir: &Path) -> sqlx::SqliteConnection {
    let file = data_dir.join("chaekbeot.db");
    SqliteConnectOptions::new()
        .filename(file)
        .connect()
        .await
        .expect("the file opens")
}

/// The syllables that occur in most titles of the practice library.
fn common_syllables() -> Vec<String> {
    let mut titles: BTreeMap<char, usize> = BTreeMap::new();
    for title in titles_with("") {
        let mut syllables: Vec<char> = title
            .chars()
            .filter(|c| ('가'..='힣').contains(c))
            .collect();
        syllables.sort_unstable();
        syllables.dedup();
        for syllable in syllables {
            *titles.entry(syllable).or_default() += 1;
        }
    }
    let mut common: Vec<(usize, char)> = titles.into_iter().map(|(c, n)| (n, c)).collect();
    common.sort_unstable_by(|a, b| b.cmp(a));
    let words = common.iter().take(2 * SEARCHES).map(|(_, c)| c.to_string());
    words.collect()
}
