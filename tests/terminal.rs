//! The terminal from outside: its lines, its exit codes, its sentences.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

#[path = "terminal/beside.rs"]
mod beside;
#[path = "terminal/broken_off.rs"]
mod broken_off;
#[path = "terminal/chat.rs"]
mod chat;
#[path = "terminal/help.rs"]
mod help;
#[path = "terminal/kept.rs"]
mod kept;
#[path = "terminal/killed.rs"]
mod killed;
#[path = "terminal/log.rs"]
mod log;
#[path = "terminal/looks.rs"]
mod looks;
#[path = "terminal/mistakes.rs"]
mod mistakes;
#[path = "terminal/ndjson.rs"]
mod ndjson;
#[cfg(target_os = "linux")]
#[path = "terminal/offline.rs"]
mod offline;
#[path = "terminal/options.rs"]
mod options;
#[path = "terminal/outcomes.rs"]
mod outcomes;
#[path = "terminal/readable.rs"]
mod readable;
#[path = "terminal/trouble.rs"]
mod trouble;
#[path = "terminal/work.rs"]
mod work;
#[path = "terminal/wrong_answers.rs"]
mod wrong_answers;
