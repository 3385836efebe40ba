//! `chaekbeot chat`: the window's conversation where there is no window. A line is a question; the end of the input ends it.

use std::io::{BufRead, IsTerminal, Write};

use catalog::Standing;

use crate::args::{ChatArgs, SearchArgs};
use crate::exit::{Ending, UsageError};
use crate::report::{Report, complain, say};
use crate::session::Session;
use crate::words;
use crate::{exit, search};

pub(crate) async fn run(args: ChatArgs) -> anyhow::Result<Ending> {
    if args.library == engine::EVERYONE {
        return Err(UsageError(words::one_at_a_time()).into());
    }
    let library = catalog::libraries()?
        .into_iter()
        .find(|library| library.id == args.library)
        .ok_or_else(|| UsageError(words::unknown_library(&args.library)))?;
    if library.standing == Standing::Unconfirmed {
        return Err(UsageError(words::not_a_friend_yet(&library)).into());
    }
    let session = Session::open(args.data_dir).await?;
    let ending = talk(&session, &library)
        .await
        .inspect_err(|error| tracing::warn!("the conversation ends early: {error:#}"));
    session.close().await;
    ending
}

async fn talk(session: &Session, library: &catalog::Library) -> anyhow::Result<Ending> {
    greet(library)?;
    let ending = answer_lines(session, library).await?;
    if std::io::stdin().is_terminal() {
        // What comes next in this terminal gets a line of its own.
        say("")?;
    }
    Ok(ending)
}

async fn answer_lines(session: &Session, library: &catalog::Library) -> anyhow::Result<Ending> {
    let is_terminal = std::io::stdin().is_terminal();
    let libraries = std::slice::from_ref(&library.id);
    loop {
        if is_terminal {
            prompt()?;
        }
        let line = tokio::select! {
            line = tokio::task::spawn_blocking(read_line) => line??,
            _ = tokio::signal::ctrl_c() => return Ok(Ending::Interrupted),
        };
        let Some(line) = line else {
            return Ok(Ending::Complete);
        };
        if engine::GUIDE_WORDS.contains(&line.trim()) {
            say(&words::guide())?;
            continue;
        }
        let question = question(line, &library.id);
        let report = Report::of_chat(library.clone());
        match search::follow(&session.engine, &question, libraries, report).await {
            Ok(Ending::Interrupted) => return Ok(Ending::Interrupted),
            Ok(_) => {}
            // A question that is none is answered; anything else ends the conversation.
            Err(error) if exit::is_usage(&error) => complain(&words::failure(&error)),
            Err(error) => return Err(error),
        }
    }
}

/// The next line; none at the end. Text that is no UTF-8 is read as well as it can be.
fn read_line() -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let count = std::io::stdin().lock().read_until(b'\n', &mut bytes)?;
    Ok((count > 0).then(|| String::from_utf8_lossy(&bytes).trim_end().to_owned()))
}

fn prompt() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    write!(out, "> ")?;
    out.flush()?;
    Ok(())
}

fn greet(library: &catalog::Library) -> anyhow::Result<()> {
    if let Some(note) = words::about(library) {
        say(&note)?;
    }
    say(&words::greeting(library))
}

/// What the window asks: its limits, its number of books.
fn question(query: String, library: &str) -> SearchArgs {
    SearchArgs {
        query,
        libraries: vec![library.to_owned()],
        base_url: None,
        data_dir: None,
        ndjson: false,
        literal: false,
        pages: None,
        copies: engine::Amount::First(engine::COPIES_LIMIT),
        details: false,
        in_flight: None,
        gap_ms: None,
        no_cache: false,
        timeout: None,
    }
}
