//! 책벗 in a terminal: the same engine as the window's, for people who script and for measuring.

mod args;
mod chat;
mod exit;
mod jobs;
mod libraries;
mod limits;
mod parse;
mod report;
mod search;
mod session;
mod words;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use exit::Ending;

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(run(args.command)),
        Err(error) => Err(error.into()),
    };
    let ending = result.unwrap_or_else(|error| {
        report::complain(&words::failure(&error));
        exit::of_error(&error)
    });
    ending.into()
}

async fn run(command: Command) -> anyhow::Result<Ending> {
    match command {
        Command::Search(args) => search::run(args).await,
        Command::Chat(args) => chat::run(args).await,
        Command::Libraries(args) => libraries::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Jobs(args) => jobs::run(&args).await,
    }
}
