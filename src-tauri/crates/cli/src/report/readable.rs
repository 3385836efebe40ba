//! For people: a book a paragraph, the floor and the call number first, progress on a terminal.

use std::io::{IsTerminal, Write};

use catalog::Library;
use engine::Card;
use engine::wire::{Copy, Search, Status};

use super::{Done, complain, say};
use crate::words::{self, Language, language};

pub(crate) struct Readable {
    libraries: Vec<Library>,
    shows_progress: bool,
    progress_is_open: bool,
    book_count: u32,
}

impl Readable {
    pub(super) fn new(libraries: Vec<Library>) -> Self {
        Self {
            libraries,
            shows_progress: std::io::stderr().is_terminal(),
            progress_is_open: false,
            book_count: 0,
        }
    }

    pub(super) fn card(&mut self, search: &Search, card: &Card) -> anyhow::Result<()> {
        self.clear_progress()?;
        let library = self
            .libraries
            .iter()
            .find(|library| library.id == search.library_id);
        if self.book_count == 0
            && let Some(note) = library.and_then(words::about)
        {
            say(&note)?;
        }
        self.book_count += 1;
        let hit = &card.hit;
        let about = [&hit.author, &hit.publisher, &hit.year]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · ");
        let mut lines = vec![format!("{:>3}. {}", hit.position + 1, hit.title)];
        if self.libraries.len() > 1
            && let Some(library) = library
        {
            lines.push(format!("     [{}]", words::name(library)));
        }
        if !about.is_empty() {
            lines.push(format!("     {about}"));
        }
        if card.has_copies {
            lines.extend(hit.copies.iter().map(copy_line));
            if hit.copies.is_empty() && card.error.is_none() {
                lines.push(format!("     {}", words::no_copies()));
            }
        } else {
            lines.extend(hit.branches.iter().map(|branch| {
                let mark = mark(branch.status);
                let (name, call_number) = (&branch.name, &branch.call_number);
                format!("     {name}  {call_number}  {mark} {}", branch.raw_status)
            }));
        }
        if let Some(code) = card.error {
            lines.push(format!("     ⚠ {}", words::reason(code)));
        }
        say(&lines.join("\n"))
    }

    pub(super) fn progress(&mut self, search: &Search) -> anyhow::Result<()> {
        if !self.shows_progress || search.planned_count == 0 {
            return Ok(());
        }
        let mut out = std::io::stderr().lock();
        let ended = search.checked_count + search.failed_count;
        write!(
            out,
            "\r{}",
            words::progress(ended, search.planned_count, search.hit_count)
        )?;
        out.flush()?;
        self.progress_is_open = true;
        Ok(())
    }

    fn clear_progress(&mut self) -> anyhow::Result<()> {
        if std::mem::take(&mut self.progress_is_open) {
            let mut out = std::io::stderr().lock();
            // Back to the line's start, and erase it.
            write!(out, "\r\x1b[2K")?;
            out.flush()?;
        }
        Ok(())
    }

    pub(super) fn done(&mut self, done: &Done) -> anyhow::Result<()> {
        self.clear_progress()?;
        say(&words::ended(done.state, done.hit_count))?;
        if let Some(code) = done.code {
            complain(&words::reason(code));
        }
        Ok(())
    }
}

fn copy_line(copy: &Copy) -> String {
    let due = if copy.raw_due.is_empty() {
        String::new()
    } else {
        match language() {
            Language::Korean => format!(" ({} 반납)", copy.raw_due),
            Language::English => format!(" (due {})", copy.raw_due),
        }
    };
    format!(
        "     {}  {}  {} {}{due}",
        copy.location,
        copy.call_number,
        mark(copy.status),
        copy.raw_status
    )
}

fn mark(status: Status) -> char {
    match status {
        Status::Available => '✓',
        Status::OnLoan | Status::Reserved => '◷',
        _ => '–',
    }
}
