//! One attempt at a job, from its start to whatever end.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tracing::{Instrument, Span, field};

use crate::claim::Claimed;
use crate::clock::Clock;
use crate::settle::{Ending, Report};
use crate::{Context, Failure, Handler, Job};

/// An attempt that panics, also where its future is dropped, has crashed: its lane and its batch must not wait for it.
pub(crate) async fn attempt<H: Handler>(
    handler: Arc<H>,
    claimed: Arc<Claimed<H::Job>>,
    clock: Arc<dyn Clock>,
) -> Report<H> {
    let attempted = AssertUnwindSafe(spanned(handler, Arc::clone(&claimed), clock))
        .catch_unwind()
        .await;
    attempted.unwrap_or_else(|_| Report {
        claimed,
        ending: Ending::Failed(crashed()),
    })
}

fn crashed() -> Failure {
    Failure::Retry {
        code: "crashed",
        message: "the work panicked".to_owned(),
    }
}

/// Runs it inside a `tracing` span named `job`: its id, kind, host (the slot) and attempt; when it has ended also its outcome, how long
/// it had waited since it was due, and how long it ran, in milliseconds of the runner's clock.
async fn spanned<H: Handler>(
    handler: Arc<H>,
    claimed: Arc<Claimed<H::Job>>,
    clock: Arc<dyn Clock>,
) -> Report<H> {
    let span = tracing::info_span!(
        "job",
        id = claimed.id.0,
        kind = claimed.kind,
        host = claimed.slot,
        attempt = claimed.attempt,
        waited_ms = claimed.started_at_ms.saturating_sub(claimed.run_at_ms),
        ran_ms = field::Empty,
        outcome = field::Empty,
    );
    let ending = match &claimed.job {
        Ok(job) => {
            work(&*handler, job, &claimed, &clock)
                .instrument(span.clone())
                .await
        }
        Err(message) => Ending::Failed(Failure::Fatal {
            code: "unreadable",
            message: message.clone(),
        }),
    };
    note(
        &span,
        &ending,
        clock.now_ms().saturating_sub(claimed.started_at_ms),
    );
    Report { claimed, ending }
}

fn note<D>(span: &Span, ending: &Ending<D>, ran_ms: i64) {
    let outcome = match ending {
        Ending::Done(_) => "done",
        Ending::Failed(failure) => failure.words().0,
        Ending::Stopped => "stopped",
    };
    span.record("ran_ms", ran_ms);
    span.record("outcome", outcome);
    span.in_scope(|| tracing::debug!("an attempt has ended"));
}

async fn work<H: Handler>(
    handler: &H,
    job: &H::Job,
    claimed: &Claimed<H::Job>,
    clock: &Arc<dyn Clock>,
) -> Ending<H::Done> {
    let context = Context {
        id: claimed.id,
        attempt: claimed.attempt,
        max_attempts: claimed.max_attempts,
        slot: claimed.slot.clone(),
        cancellation: claimed.cancellation.clone(),
        clock: Arc::clone(clock),
    };
    let timeout = job.kind().timeout;
    tokio::select! {
        biased;
        result = AssertUnwindSafe(async { handler.run(job, &context).await }).catch_unwind() => match result {
            Ok(Ok(done)) => Ending::Done(done),
            Ok(Err(failure)) => Ending::Failed(failure),
            Err(_) => Ending::Failed(crashed()),
        },
        () = claimed.cancellation.cancelled() => Ending::Stopped,
        () = clock.sleep(timeout) => {
            let message = format!("took longer than {} ms", timeout.as_millis());
            Ending::Failed(Failure::Retry { code: "timeout", message })
        }
    }
}
