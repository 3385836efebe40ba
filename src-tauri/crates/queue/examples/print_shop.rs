//! A print shop. An order is a batch of prints; a printer is a slot that takes two sheets at a time and sometimes asks for paper.
//! Kill it in the middle and start it again with the same folder: no sheet is lost, none is billed twice.
//!
//! `cargo run -p queue --example print_shop -- /tmp/print-shop`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use queue::{
    Batch, BatchId, BoxFuture, Clock, Context, Database, Ended, Failure, GivenUp, Handler, Kind,
    NewJob, Runner, RunnerOptions, SlotLimits, SystemClock, Transaction, WriteError,
};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType};
use tokio::sync::mpsc;

const PRINTER: &str = "printer";

queue::jobs! {
    /// What the shop does.
    #[derive(serde::Serialize, serde::Deserialize)]
    enum Work {
        /// A sheet of an order.
        Print { order: String, sheet: u32 } => Kind { name: "print", max_attempts: 3, timeout: Duration::from_secs(10) },
        /// Every hour, also after a night in which the shop was closed, but then once.
        CleanHeads => Kind { name: "clean_heads", max_attempts: 1, timeout: Duration::from_secs(10) },
    }
}

struct Shop {
    finished: mpsc::UnboundedSender<Batch>,
}

impl Handler for Shop {
    type Job = Work;
    /// Grams of ink.
    type Done = u32;

    async fn run(&self, job: &Work, context: &Context) -> Result<u32, Failure> {
        match job {
            Work::Print { sheet: 3, .. } if context.attempt == 1 => Err(Failure::Retry {
                code: "paper_jam",
                message: "the third sheet is always crooked at first".to_owned(),
            }),
            Work::Print { sheet, .. } => Ok(2 + sheet % 2),
            Work::CleanHeads => Ok(1),
        }
    }

    // In the transaction that ends the job: the bill and the job's state are in the file together or not at all.
    fn finish<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        ended: Ended<'t, Work>,
        outcome: Result<u32, GivenUp>,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        Box::pin(async move {
            let ink = outcome.unwrap_or_default();
            sqlx::query("INSERT INTO bill(job_id, ink_grams) VALUES (?1, ?2)")
                .bind(ended.id)
                .bind(ink)
                .execute(transaction.connection())
                .await?;
            Ok(())
        })
    }

    fn closed<'t>(
        &'t self,
        transaction: &'t mut Transaction,
        batch: Batch,
    ) -> BoxFuture<'t, Result<(), WriteError>> {
        let finished = self.finished.clone();
        // The customer is called when the order is on disk, not before.
        transaction.after_commit(move || {
            finished.send(batch).ok();
        });
        Box::pin(async { Ok(()) })
    }
}

/// One transaction: the printer's limits, the hourly cleaning, the order and all its sheets.
async fn take_order(
    transaction: &mut Transaction,
    sheets: u32,
    now_ms: i64,
) -> Result<BatchId, WriteError> {
    let limits = SlotLimits {
        in_flight: 2,
        gap_ms: 0,
    };
    queue::set_slot(transaction, PRINTER, limits).await?;
    let clean = NewJob::new(&Work::CleanHeads)?
        .slot(PRINTER)
        .priority(queue::BACKGROUND_PRIORITY);
    let hour = Duration::from_secs(3_600);
    queue::set_schedule(
        transaction,
        "clean",
        clean,
        hour,
        now_ms + 3_600_000,
        now_ms,
    )
    .await?;
    let order = queue::open_batch(transaction, now_ms).await?;
    for sheet in 1..=sheets {
        let print = Work::Print {
            order: format!("order {order}"),
            sheet,
        };
        let job = NewJob::new(&print)?.slot(PRINTER).rank(i64::from(sheet));
        queue::add(transaction, &[order], job, now_ms).await?;
    }
    Ok(order)
}

/// Takes an order of so many sheets, has it printed, and says how much ink all sheets so far took.
pub(crate) async fn open_for_a_day(folder: &Path, sheets: u32) -> anyhow::Result<(Batch, u32)> {
    let bill = Migration::new(
        2001,
        "bill".into(),
        MigrationType::Simple,
        "CREATE TABLE bill(job_id INTEGER PRIMARY KEY, ink_grams INTEGER NOT NULL) STRICT"
            .into_sql_str(),
        false,
    );
    let migrator = queue::join(queue::migrations(), vec![bill]);
    let database = Database::open(&folder.join("shop.sqlite"), migrator).await?;
    let (finished, mut orders) = mpsc::unbounded_channel();
    let runner = Runner::start(
        database.clone(),
        Arc::new(Shop { finished }),
        RunnerOptions::default(),
    )?;
    let now_ms = SystemClock.now_ms();
    let mine = database
        .write(move |transaction| Box::pin(take_order(transaction, sheets, now_ms)))
        .await?;
    // Orders of an earlier day that was cut off come in here as well.
    let order = loop {
        match orders.recv().await {
            Some(batch) if batch.id == mine => break batch,
            Some(_) => {}
            None => anyhow::bail!("the shop has closed"),
        }
    };
    let ink = sqlx::query_scalar("SELECT sum(ink_grams) FROM bill")
        .fetch_one(database.reader())
        .await?;
    runner.shutdown(Duration::from_secs(2)).await;
    database.close().await;
    Ok((order, ink))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| std::env::temp_dir().join("print-shop"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let (order, ink) = open_for_a_day(&folder, 5).await?;
    writeln!(
        std::io::stdout(),
        "Order {}: {} sheets, {} given up; {ink} g of ink so far.",
        order.id,
        order.total,
        order.failed
    )?;
    Ok(())
}
