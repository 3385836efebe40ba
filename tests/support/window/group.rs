//! A program with everything it starts, ended together.

use std::process::{Child, Command, ExitStatus, Stdio};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::ChildStdout;
use tokio::time::timeout;

use super::PATIENCE;

/// A program in a process group of its own. Dropping it ends the whole group.
pub(super) struct Group {
    child: Child,
    /// Kept open: a program that writes into a closed pipe ends.
    told: Option<BufReader<ChildStdout>>,
}

impl Group {
    /// Starts the program.
    ///
    /// # Panics
    /// If it is not installed.
    pub(super) fn start(command: &mut Command) -> Self {
        use std::os::unix::process::CommandExt;

        let name = command.get_program().to_string_lossy().into_owned();
        match command.process_group(0).stdin(Stdio::null()).spawn() {
            Ok(child) => Self { child, told: None },
            Err(error) => panic!(
                "{name} cannot be started ({error}): the window tests need the packages xvfb, dbus and webkit2gtk-driver"
            ),
        }
    }

    /// Starts the program and waits for the first line it says.
    ///
    /// # Panics
    /// If it is not installed, or says nothing.
    pub(super) async fn start_and_hear(command: &mut Command) -> (Self, String) {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut group = Self::start(command.stdout(Stdio::piped()));
        let stdout = group.child.stdout.take().expect("the pipe asked for");
        let stdout = ChildStdout::from_std(stdout).expect("a pipe can be read");
        let mut told = BufReader::new(stdout);
        let mut line = String::new();
        let heard = timeout(PATIENCE, told.read_line(&mut line)).await;
        heard
            .unwrap_or_else(|_| panic!("{name} said nothing"))
            .unwrap_or_else(|error| panic!("{name} cannot be heard: {error}"));
        group.told = Some(told);
        assert!(!line.trim().is_empty(), "{name} ended at once");
        (group, line.trim().to_owned())
    }

    /// How it ended; none while it runs.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("a child can be asked")
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The shell's own kill: the program of that name is not everywhere. First with a chance to tidy up.
        let group = self.child.id();
        signal(&format!("kill -s TERM -- -{group}"));
        drop(self.child.wait());
        signal(&format!("kill -s KILL -- -{group}"));
    }
}

/// Kills one process as a crash would: it gets no chance to do anything.
pub(super) fn kill(process: u32) {
    signal(&format!("kill -s KILL {process}"));
}

fn signal(words: &str) {
    let mut shell = Command::new("sh");
    shell.args(["-c", words]).stderr(Stdio::null());
    // Whoever is gone already needs no signal.
    drop(shell.status());
}
