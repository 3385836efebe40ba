//! A crawl: a library with small delays, a data folder, and the command that starts it or goes on with it.

use std::time::Duration;

use engine::Engine;
use practice::Delays;
use support::library::in_time;
use support::terminal::{Running, Terminal, chaekbeot};
use tokio::process::Command;

use crate::answer::Question;
use crate::chance::Chance;
use crate::ledger::{Ledger, audit};

/// See above.
pub(crate) struct Crawl {
    pub(crate) terminal: Terminal,
    question: Question,
    /// Other than the library's limits, which allow 6.
    in_flight: Option<String>,
}

impl Crawl {
    /// In an empty folder, as fast as the library and `in_flight` allow.
    pub(crate) async fn new(question: Question, in_flight: usize, chance: &mut Chance) -> Self {
        Self {
            in_flight: Some(in_flight.to_string()),
            ..Self::beside_others(question, chance).await
        }
    }

    /// With the limits of the library: a process that is not alone cannot have others.
    pub(crate) async fn beside_others(question: Question, chance: &mut Chance) -> Self {
        let terminal = Terminal::new().await;
        terminal.practice.set_delays(Delays {
            list_ms: chance.of(0..=6),
            detail_ms: chance.of(0..=6),
            copies_ms: chance.of(0..=6),
        });
        Self {
            terminal,
            question,
            in_flight: None,
        }
    }

    /// The process that begins it, or goes on with it.
    pub(crate) fn command(&self) -> Command {
        let Question { words, options } = self.question;
        let mut command = chaekbeot(&["search", words, "--ndjson"]);
        command
            .args(["--base-url", &self.terminal.practice.base_url()])
            .arg("--data-dir")
            .arg(self.terminal.folder())
            .args(options);
        if let Some(count) = &self.in_flight {
            command.args(["--gap-ms", "0", "--in-flight", count]);
        }
        command
    }

    /// The same, running.
    pub(crate) fn start(&self) -> Running {
        Running::start(self.command())
    }

    /// Lays the audit. The file is made first, unless a search stands in it already.
    pub(crate) async fn audit(&self) {
        let folder = self.terminal.folder();
        if self.ledger().await.jobs.is_empty() {
            let engine = Engine::start(engine::Options::new(folder.to_owned()));
            let engine = in_time("a start", engine).await.expect("an engine");
            in_time("a shutdown", engine.shutdown(Duration::ZERO)).await;
        }
        audit(folder).await;
    }

    /// The file as it is.
    pub(crate) async fn ledger(&self) -> Ledger {
        Ledger::read(self.terminal.folder()).await
    }
}
