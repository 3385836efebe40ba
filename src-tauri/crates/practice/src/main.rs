//! `practice-library`: the practice library as a process of its own, for measurements and for trying things out.

use std::io::Write as _;

use anyhow::Context as _;
use clap::Parser;
use practice::{Delays, Fault, Options, Practice};

/// A small library catalogue on 127.0.0.1. Prints its address as the first line and runs until it is stopped.
///
/// GET /__practice/log lists the last 10,000 requests as JSON, POST /__practice/clear forgets them.
#[derive(Parser)]
#[command(name = "practice-library", version)]
struct Flags {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Milliseconds before a page of the result list
    #[arg(long, default_value_t = Delays::default().list_ms)]
    list_ms: u64,
    /// Milliseconds before the page of a record
    #[arg(long, default_value_t = Delays::default().detail_ms)]
    detail_ms: u64,
    /// Milliseconds before the copies of a record
    #[arg(long, default_value_t = Delays::default().copies_ms)]
    copies_ms: u64,
    /// What goes wrong, as KIND:WHAT[:TIMES], for example copies:busy=503/2:3; may be repeated. A wrong one is answered with a
    /// list of the right ones
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Flags {
        port,
        list_ms,
        detail_ms,
        copies_ms,
        faults,
    } = Flags::parse();
    let delays = Delays {
        list_ms,
        detail_ms,
        copies_ms,
    };
    let practice = Practice::start_with_desk(Options {
        port,
        delays,
        faults,
    })
    .await
    .with_context(|| format!("cannot open port {port} on 127.0.0.1"))?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", practice.base_url())
        .and_then(|()| out.flush())
        .context("cannot write the address")?;
    tokio::signal::ctrl_c()
        .await
        .context("cannot wait for the end")?;
    practice.stop().await;
    Ok(())
}
