//! For people: a book a paragraph, the place and the call number first, progress on a terminal.

use std::collections::HashMap;
use std::io::{IsTerminal, Write};

use catalog::Library;
use engine::Card;
use engine::wire::{CopiesState, Copy, Search, Status};

use super::shelf::Shelf;
use super::{Done, say};
use crate::exit::Outcome;
use crate::words;

/// Columns of the `^C` that a terminal shows behind whatever stands there.
const ECHO_WIDTH: usize = 2;

pub(crate) struct Readable {
    libraries: Vec<Library>,
    /// Whether the person can add options: not in a chat.
    has_options: bool,
    shelves: HashMap<String, Shelf>,
    /// The library whose books were printed last.
    heading: Option<String>,
    shows_progress: bool,
    /// Columns of the progress line that stands there now.
    progress_width: usize,
}

impl Readable {
    pub(super) fn new(libraries: Vec<Library>, has_options: bool) -> Self {
        Self {
            libraries,
            has_options,
            shelves: HashMap::new(),
            heading: None,
            shows_progress: std::io::stderr().is_terminal(),
            progress_width: 0,
        }
    }

    pub(super) fn start(&mut self) -> anyhow::Result<()> {
        self.show_progress(&words::searching())
    }

    pub(super) fn card(&mut self, search: &Search, card: &Card) -> anyhow::Result<()> {
        let library_id = &search.library_id;
        let shelf = self.shelves.entry(library_id.clone()).or_default();
        let books = shelf.put(card.hit.position, paragraph(card));
        self.print(library_id, &books)
    }

    /// Books of one library, under its name when there are several.
    fn print(&mut self, library_id: &str, books: &[String]) -> anyhow::Result<()> {
        if books.is_empty() {
            return Ok(());
        }
        self.show_progress("")?;
        if self.libraries.len() > 1 && self.heading.as_deref() != Some(library_id) {
            say(&format!("[{}]", self.name(library_id)))?;
            self.heading = Some(library_id.to_owned());
        }
        books.iter().try_for_each(|book| say(book))
    }

    fn library(&self, id: &str) -> Option<&Library> {
        self.libraries.iter().find(|library| library.id == id)
    }

    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.library(id).map_or(id, words::name)
    }

    pub(super) fn progress(&mut self, search: &Search) -> anyhow::Result<()> {
        if search.hit_count == 0 {
            return Ok(());
        }
        let ended = search.checked_count + search.failed_count;
        let (planned, hits) = (search.planned_count, search.hit_count);
        self.show_progress(&words::progress(ended, planned, hits))
    }

    /// What comes next gets a line of its own.
    pub(super) fn clear_progress(&mut self) -> anyhow::Result<()> {
        self.show_progress("")
    }

    /// Puts this sentence into the place of the one before; an empty one clears it.
    fn show_progress(&mut self, sentence: &str) -> anyhow::Result<()> {
        if !self.shows_progress || (sentence.is_empty() && self.progress_width == 0) {
            return Ok(());
        }
        let width = columns(sentence);
        let rest = (self.progress_width + ECHO_WIDTH).saturating_sub(width);
        let rest = " ".repeat(rest);
        let mut out = std::io::stderr().lock();
        // Blanks instead of an escape sequence: every console knows them.
        write!(out, "\r{sentence}{rest}\r{sentence}")?;
        out.flush()?;
        self.progress_width = width;
        Ok(())
    }

    pub(super) fn done(&mut self, done: &Done) -> anyhow::Result<()> {
        self.show_progress("")?;
        for ended in &done.searches {
            let library_id = &ended.library_id;
            if let Some(shelf) = self.shelves.get_mut(library_id) {
                let books = shelf.clear();
                self.print(library_id, &books)?;
            }
        }
        if matches!(done.outcome, Outcome::Cancelled | Outcome::Deleted) {
            return Ok(());
        }
        for ended in &done.searches {
            let library_id = &ended.library_id;
            let sentence = match &ended.search {
                Some(search) => words::ended(search, ended.hit_count, self.has_options),
                None => words::deleted(),
            };
            if self.libraries.len() > 1 {
                say(&format!("[{}] {sentence}", self.name(library_id)))?;
            } else {
                say(&sentence)?;
            }
        }
        Ok(())
    }
}

fn paragraph(card: &Card) -> String {
    let hit = &card.hit;
    let about = [&hit.author, &hit.publisher, &hit.year]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" · ");
    let mut lines = vec![format!("{:>3}. {}", hit.position + 1, hit.title)];
    if !about.is_empty() {
        lines.push(format!("     {about}"));
    }
    if hit.copies_state == CopiesState::Checked {
        lines.extend(hit.copies.iter().map(copy_line));
        if hit.copies.is_empty() {
            lines.push(format!("     {}", words::no_copies()));
        }
    } else {
        lines.extend(hit.branches.iter().map(|branch| {
            let mark = mark(branch.status);
            place(&branch.name, &branch.call_number, mark, &branch.raw_status)
        }));
    }
    for (label, value) in card.detail.iter().flatten() {
        lines.push(format!("     {label}: {value}"));
    }
    if let Some(code) = card.error {
        lines.push(format!("     ! {}", words::reason(code)));
    }
    lines.join("\n")
}

fn copy_line(copy: &Copy) -> String {
    // The cell may hold something else than a date, such as how many people wait.
    let due = match (&copy.due, copy.raw_due.as_str()) {
        (_, "") => String::new(),
        (Some(_), date) => format!(" ({})", words::due(date)),
        (None, text) => format!(" ({text})"),
    };
    let mark = mark(copy.status);
    place(&copy.location, &copy.call_number, mark, &copy.raw_status) + &due
}

fn place(name: &str, call_number: &str, mark: char, status: &str) -> String {
    format!("     {name}  {call_number}  {mark} {status}")
}

fn mark(status: Status) -> char {
    match status {
        Status::Available => '✓',
        Status::OnLoan | Status::Reserved => '◷',
        _ => '–',
    }
}

/// How wide a text stands: Korean letters take two columns.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
