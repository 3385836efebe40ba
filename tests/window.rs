//! The real window: the real program in a real web view, on a display and a bus of its own.
#![cfg(target_os = "linux")]
#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

#[path = "window/away.rs"]
mod away;
#[path = "window/covers.rs"]
mod covers;
#[path = "window/hiding.rs"]
mod hiding;
#[path = "window/links.rs"]
mod links;
#[path = "window/long_room.rs"]
mod long_room;
#[path = "window/notifications.rs"]
mod notifications;
#[path = "window/odd_words.rs"]
mod odd_words;
#[path = "window/places.rs"]
mod places;
#[path = "window/real_desktop.rs"]
mod real_desktop;
#[path = "window/restart.rs"]
mod restart;
#[path = "window/search.rs"]
mod search;
#[path = "window/second_start.rs"]
mod second_start;
#[path = "window/tray.rs"]
mod tray;
#[path = "window/unusable_data.rs"]
mod unusable_data;
#[path = "window/watch.rs"]
mod watch;

use std::future::Future;
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};
use tokio::time::timeout;

/// Windows want the machine for themselves: two at a time would only make each other slow.
static TURN: Mutex<()> = Mutex::const_new(());

/// Longer than every wait inside a story that works; a story that hangs ends here, with all it started.
const STORY: Duration = Duration::from_secs(90);

/// Tells one story, alone.
async fn alone(story: impl Future<Output = ()>) {
    let _turn: MutexGuard<'_, ()> = TURN.lock().await;
    timeout(STORY, story).await.expect("the story ends");
}

/// Titles in the practice library's own list that contain these words.
fn titles_with(words: &str) -> Vec<&'static str> {
    let list = include_str!("../src-tauri/crates/practice/data/books.tsv");
    let titles = list.lines().filter_map(|line| line.split('\t').nth(1));
    titles.filter(|title| title.contains(words)).collect()
}
