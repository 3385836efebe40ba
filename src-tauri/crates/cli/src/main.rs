//! 책벗 in a terminal: the same engine as the window's, for people who script and for measuring.

mod args;
mod chat;
mod exit;
mod follower;
mod jobs;
mod libraries;
mod limits;
mod obstacles;
mod parse;
mod report;
mod search;
mod session;
mod values;
mod words;

use std::process::ExitCode;

use args::{Args, Command};
use exit::Ending;

fn main() -> ExitCode {
    let args = match Args::read() {
        Ok(args) => args,
        Err(error) => return exit::of_command_line(&error),
    };
    // One thread: a search waits for others nearly all the time, and every hand-over between threads costs.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => {
            let result = runtime.block_on(run(args.command));
            // A line that is still being waited for must not hold up the end.
            runtime.shutdown_background();
            result
        }
        Err(error) => Err(error.into()),
    };
    result.unwrap_or_else(|error| exit::of_error(&error)).into()
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
