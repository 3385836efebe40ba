#![doc = include_str!("../README.md")]

mod add;
mod additions;
mod attempt;
mod backoff;
mod batch;
mod claim;
mod clock;
mod damage;
mod database;
mod dispatch;
mod due;
mod finish;
mod group;
mod handler;
mod id;
mod job;
mod list;
mod lock;
mod migration;
mod new_job;
mod open;
mod outside;
mod pause;
mod plan;
mod priority;
mod prune;
mod rescue;
mod row;
mod runner;
mod schedule;
mod settle;
mod slot;
pub mod testing;
mod tidy;
mod together;
mod transaction;
mod trouble;
mod turn;
mod upkeep;
mod work;
mod write_error;
mod writer;

pub use add::{Added, add, add_all};
pub use batch::{
    Batch, BatchChange, BatchState, batch, cancel_batch, close_if_empty, hold_batch, open_batch,
    resume_batch, retry_failed,
};
pub use clock::{Clock, Jitter, ManualClock, SystemClock, system_jitter};
pub use damage::set_aside;
pub use database::Database;
pub use futures_util::future::BoxFuture;
pub use handler::{Context, Ended, Failure, GivenUp, Handler};
pub use id::{BatchId, JobId};
pub use job::{Job, JobError, JobState, Kind};
pub use list::{JobRow, SlotCounts, ahead, counts, jobs, jobs_of, live_by_key, live_jobs};
pub use migration::{join, migrations};
pub use new_job::NewJob;
pub use open::OpenError;
pub use pause::{pause, paused_since_ms, resume};
pub use priority::set_priority;
pub use runner::{Runner, RunnerOptions, StartError};
pub use schedule::{Schedule, remove_schedule, schedules, set_schedule};
pub use slot::{BACKGROUND_PRIORITY, SlotLimits, remove_slot, set_slot};
pub use transaction::Transaction;
pub use trouble::Trouble;
pub use write_error::WriteError;
