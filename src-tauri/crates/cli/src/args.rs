//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use engine::Amount;
use url::Url;

use crate::values::{amount, at_least_one, web_address};
use crate::words;

/// 책벗: ask a library, get the shelf and the call number.
#[derive(Parser)]
#[command(name = "chaekbeot", version = stamp::LONG, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Args {
    /// What was typed; its help speaks the language of the locale.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let matches = words::explained(Self::command()).try_get_matches()?;
        Self::from_arg_matches(&matches)
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Search one or more libraries
    Search(SearchArgs),
    /// Talk to a library line by line
    Chat(ChatArgs),
    /// The libraries and what is known of them
    Libraries(LibrariesArgs),
    /// What a library's rules read in a saved page
    Parse(ParseArgs),
    /// The queue as it stands
    Jobs(JobsArgs),
}

#[derive(ClapArgs, Clone)]
pub(crate) struct SearchArgs {
    /// A title, `title,publisher,author` with empty slots, or an ISBN
    pub(crate) query: String,
    /// A library's id; may be repeated; `everyone` is every friend [default: sejong]
    #[arg(long = "library", value_name = "ID")]
    pub(crate) libraries: Vec<String>,
    /// Send this library's requests to another address
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(crate) base_url: Option<Url>,
    /// Keep everything in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// One JSON object a line
    #[arg(long)]
    pub(crate) ndjson: bool,
    /// The commas belong to the title
    #[arg(long)]
    pub(crate) literal: bool,
    /// List pages to read [default: as many as hold 500 hits]
    #[arg(long, value_name = "N|all", value_parser = at_least_one)]
    pub(crate) pages: Option<Amount>,
    /// Books whose copies are checked
    #[arg(long, value_name = "N|all", value_parser = amount, default_value = "10")]
    pub(crate) copies: Amount,
    /// Read the detail pages too
    #[arg(long)]
    pub(crate) details: bool,
    /// Requests in flight, 1 to 64; more than 6 on loopback only [default: the library's own]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(crate) in_flight: Option<u32>,
    /// Milliseconds between two requests, up to 60000; less than the library's own on loopback only
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(0..=60_000))]
    pub(crate) gap_ms: Option<u64>,
    /// Ask the library even if a kept answer is young enough
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Seconds for the whole search, up to 86400
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) timeout: Option<u64>,
}

#[derive(ClapArgs)]
pub(crate) struct ChatArgs {
    /// The library to talk to
    #[arg(long, value_name = "ID", default_value = "practice")]
    pub(crate) library: String,
    /// Keep everything in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct LibrariesArgs {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(ClapArgs)]
pub(crate) struct ParseArgs {
    /// Whose rules
    #[arg(long, value_name = "ID")]
    pub(crate) library: String,
    /// What the page is
    #[arg(long)]
    pub(crate) kind: PageKind,
    /// The saved page
    pub(crate) file: PathBuf,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum PageKind {
    /// A hit list
    List,
    /// The copies of a book
    Copies,
    /// The detail page of a book
    Detail,
}

#[derive(ClapArgs)]
pub(crate) struct JobsArgs {
    /// Every kind of job with its limits, instead of the queue
    #[arg(long)]
    pub(crate) kinds: bool,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Where everything is kept
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }
}
