//! What keeps all searches from going on: a file that cannot be written, a pause, no network.

use engine::Engine;
use engine::wire::Trouble;

use crate::exit::Stuck;
use crate::report::Report;
use crate::words;

/// What was told of it.
#[derive(Default)]
pub(crate) struct Obstacles {
    trouble: Option<Trouble>,
    is_paused: bool,
    is_offline: bool,
}

impl Obstacles {
    /// Looks how it is now, and tells what is news.
    pub(crate) async fn look(
        &mut self,
        engine: &Engine,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        self.look_for_pause(engine, report).await?;
        self.offline(engine.offline(), report)?;
        self.trouble(engine.trouble(), report)
    }

    /// The same for a pause alone, which is told on stderr only.
    pub(crate) async fn look_for_pause(
        &mut self,
        engine: &Engine,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        self.pause(engine.paused_since_ms().await?.is_some(), report)
    }

    /// Storing does not work, or works again. A damaged file gets no better: that ends the run.
    pub(crate) fn trouble(
        &mut self,
        trouble: Option<Trouble>,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        if self.trouble == trouble {
            return Ok(());
        }
        self.trouble = trouble;
        report.trouble(trouble)?;
        match trouble {
            Some(Trouble::Damaged) => Err(Stuck(words::trouble(Trouble::Damaged)).into()),
            _ => Ok(()),
        }
    }

    /// Everything was paused, or goes on.
    pub(crate) fn pause(&mut self, is_paused: bool, report: &mut Report) -> anyhow::Result<()> {
        if self.is_paused == is_paused {
            return Ok(());
        }
        self.is_paused = is_paused;
        report.paused(is_paused)
    }

    /// This device lost its way to every library, or found it again.
    pub(crate) fn offline(&mut self, is_offline: bool, report: &mut Report) -> anyhow::Result<()> {
        if self.is_offline == is_offline {
            return Ok(());
        }
        self.is_offline = is_offline;
        report.offline(is_offline)
    }
}
