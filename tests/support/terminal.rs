//! The terminal program, started as anybody would start it, against a practice library in this process.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

use std::path::Path;
use std::process::{ExitStatus, Stdio};

use practice::{Fault, Kind, Practice};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::library::{self, in_time};
use crate::program;

/// A library, and a data folder of its own.
pub struct Terminal {
    /// The library.
    pub practice: Practice,
    folder: TempDir,
}

impl Terminal {
    /// With a library that answers at once.
    pub async fn new() -> Self {
        Self::with(Vec::new()).await
    }

    /// The same with these faults.
    pub async fn with(faults: Vec<Fault>) -> Self {
        Self {
            practice: library::practice(faults).await,
            folder: TempDir::new().expect("a folder of its own"),
        }
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// `chaekbeot search` of Sejong, sent to the practice library, as fast as that allows. Readable.
    #[must_use]
    pub fn readable(&self, query: &str, options: &[&str]) -> Command {
        let mut command = chaekbeot(&["search", query, "--library", "sejong"]);
        command
            .args(["--base-url", &self.practice.base_url(), "--gap-ms", "0"])
            .arg("--data-dir")
            .arg(self.folder())
            .args(options);
        command
    }

    /// The same as NDJSON.
    #[must_use]
    pub fn search(&self, query: &str, options: &[&str]) -> Command {
        let mut command = self.readable(query, options);
        command.arg("--ndjson");
        command
    }

    /// How many requests of this kind the library got.
    #[must_use]
    pub fn asked(&self, kind: Kind) -> usize {
        let requests = self.practice.requests();
        requests.iter().filter(|seen| seen.kind == kind).count()
    }

    /// The texts of all log files.
    #[must_use]
    pub fn log(&self) -> String {
        let files = std::fs::read_dir(self.folder().join("log")).expect("a log folder");
        files
            .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text"))
            .collect()
    }
}

/// The program with these arguments: Korean, without input, without a folder of its own.
#[must_use]
pub fn chaekbeot(arguments: &[&str]) -> Command {
    let mut command = Command::new(program::path("chaekbeot"));
    command
        .args(arguments)
        .env("LC_ALL", "ko_KR.UTF-8")
        .env_remove("CHAEKBEOT_DATA_DIR")
        .env_remove("CHAEKBEOT_LOG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// The same command, started by another program that takes it as its last arguments.
#[must_use]
pub fn through(program: &[&str], command: &Command) -> Command {
    let command = command.as_std();
    let (name, arguments) = program.split_first().expect("a program");
    let mut through = Command::new(name);
    through
        .args(arguments)
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => through.env(name, value),
            None => through.env_remove(name),
        };
    }
    through
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    through
}

/// What a program said, and how it ended.
#[derive(Debug)]
pub struct Output {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// The lines of its output.
    pub lines: Vec<String>,
    /// Its complaints.
    pub complaints: String,
}

impl Output {
    /// The lines as JSON.
    ///
    /// # Panics
    /// If one is none.
    #[must_use]
    pub fn events(&self) -> Vec<Value> {
        let parse = |line: &String| serde_json::from_str(line).expect("one JSON object a line");
        self.lines.iter().map(parse).collect()
    }

    /// The events of this name.
    #[must_use]
    pub fn of(&self, event: &str) -> Vec<Value> {
        let mut events = self.events();
        events.retain(|value| value["event"] == event);
        events
    }

    /// The content numbers of the cards, in the order they came.
    #[must_use]
    pub fn cids(&self) -> Vec<String> {
        let cards = self.of("card");
        let cid = |card: &Value| card["cid"].as_str().expect("a content number").to_owned();
        cards.iter().map(cid).collect()
    }

    /// The same in the order of the numbers.
    #[must_use]
    pub fn sorted_cids(&self) -> Vec<String> {
        let mut cids = self.cids();
        cids.sort();
        cids
    }

    /// The last event, which is `done`.
    ///
    /// # Panics
    /// If it is another one.
    #[must_use]
    pub fn done(&self) -> Value {
        let last = self.events().pop().expect("at least one event");
        assert_eq!(last["event"], "done", "the last line says how it ended");
        last
    }
}

/// Runs a program to its end.
pub async fn run(command: Command) -> Output {
    Running::start(command).finish().await
}

/// A program that runs.
pub struct Running {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    read: Vec<String>,
}

impl Running {
    /// Starts it.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().expect("the program starts");
        let stdout = child.stdout.take().expect("its output is a pipe");
        Self {
            child,
            lines: BufReader::new(stdout).lines(),
            read: Vec::new(),
        }
    }

    /// Its next line; none at the end.
    pub async fn line(&mut self) -> Option<String> {
        let line = in_time("a line of the program", self.lines.next_line()).await;
        let line = line.expect("text in UTF-8");
        self.read.extend(line.clone());
        line
    }

    /// Reads events until one of this name came.
    pub async fn until(&mut self, event: &str) -> Value {
        loop {
            let line = self.line().await.expect("the event comes before the end");
            let value: Value = serde_json::from_str(&line).expect("one JSON object a line");
            if value["event"] == event {
                return value;
            }
        }
    }

    /// Its input, which ends when this is dropped.
    pub fn input(&mut self) -> ChildStdin {
        self.child.stdin.take().expect("its input is a pipe")
    }

    /// Types this and ends the input.
    pub async fn type_in(&mut self, text: &str) {
        self.input()
            .write_all(text.as_bytes())
            .await
            .expect("the program reads");
    }

    /// As Ctrl+C does.
    #[cfg(unix)]
    pub async fn interrupt(&self) {
        let id = self.child.id().expect("it runs").to_string();
        let status = Command::new("kill").args(["-INT", &id]).status().await;
        assert!(
            status.is_ok_and(|status| status.success()),
            "it can be interrupted"
        );
    }

    /// Ends it at once, without a chance to tidy up. Says how it ended: perhaps by itself, just before.
    pub async fn kill(mut self) -> ExitStatus {
        self.child.start_kill().expect("it can be killed");
        in_time("a killed program ends", self.child.wait())
            .await
            .expect("an end")
    }

    /// Stops reading its output.
    pub async fn turn_away(self) -> ExitStatus {
        let Self {
            mut child, lines, ..
        } = self;
        drop(lines);
        in_time("the program ends", child.wait())
            .await
            .expect("an end")
    }

    /// Reads to the end.
    pub async fn finish(mut self) -> Output {
        let mut errors = self.child.stderr.take().expect("its complaints are a pipe");
        let mut complaints = String::new();
        let read = async {
            // At the same time, so that no full pipe stops it.
            tokio::join!(errors.read_to_string(&mut complaints), async {
                while self.line().await.is_some() {}
            })
        };
        let (result, ()) = in_time("the program ends", read).await;
        result.expect("text in UTF-8");
        let status = in_time("the program ends", self.child.wait()).await;
        Output {
            code: status.expect("an end").code(),
            lines: self.read,
            complaints,
        }
    }
}
