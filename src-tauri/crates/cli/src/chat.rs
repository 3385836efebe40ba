//! `chaekbeot chat`: the window's conversation where there is no window. A line is a question; an empty one ends it.

use std::io::{BufRead, IsTerminal, Write};

use crate::args::{ChatArgs, SearchArgs};
use crate::exit::{Ending, UsageError};
use crate::report::{Report, complain, say};
use crate::session::Session;
use crate::words::{self, Language, language};
use crate::{exit, search};

pub(crate) async fn run(args: ChatArgs) -> anyhow::Result<Ending> {
    let library = catalog::libraries()?
        .into_iter()
        .find(|library| library.id == args.library)
        .ok_or_else(|| UsageError(words::unknown_library(&args.library)))?;
    let session = Session::open(args.data_dir).await?;
    greet(&library)?;
    let is_terminal = std::io::stdin().is_terminal();
    loop {
        if is_terminal {
            prompt()?;
        }
        let Some(line) = tokio::task::spawn_blocking(read_line).await?? else {
            break;
        };
        if line.trim().is_empty() {
            break;
        }
        if line.trim() == "사용법" {
            say(guide())?;
            continue;
        }
        let question = question(line, &args.library);
        let report = Report::new(false, vec![library.clone()]);
        let libraries = std::slice::from_ref(&args.library);
        match search::follow(&session.engine, &question, libraries, report).await {
            Ok(Ending::Interrupted) => break,
            Ok(_) => {}
            // A question that is none is answered; anything else ends the conversation.
            Err(error) if exit::of_error(&error) == Ending::Usage => {
                complain(&words::failure(&error));
            }
            Err(error) => {
                session.close().await;
                return Err(error);
            }
        }
    }
    session.close().await;
    Ok(Ending::Complete)
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
    let name = words::name(library);
    say(&match language() {
        Language::Korean => format!(
            "안녕하세요, {name} 자료를 찾아 드려요. 책 제목을 보내 주세요. (‘사용법’, 빈 줄이면 끝)"
        ),
        Language::English => {
            format!("Hello from {name}. Send a title. (‘사용법’ explains; an empty line ends)")
        }
    })
}

fn guide() -> &'static str {
    match language() {
        Language::Korean => {
            "책 제목만 보내면 돼요.  예) 말의 품격\n더 정확히: 제목,출판사,저자  예) 말의품격,,이기주\nISBN 13자리도 보낼 수 있어요."
        }
        Language::English => {
            "Send a title.  e.g. 말의 품격\nMore exactly: title,publisher,author  e.g. 말의품격,,이기주\nAn ISBN works too."
        }
    }
}

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
