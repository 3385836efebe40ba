//! What the library was asked for, compared with the jobs.

use std::collections::HashMap;

use practice::{Kind, Seen};

use crate::ledger::{Job, Ledger};

/// Every job that ended well was asked for once, and besides at most as often as `again` says of it; one that did not, at
/// most as often as that. Nothing else was asked for.
///
/// Counted when all is over: what a killed process sent may reach the library after its death.
pub(crate) fn assert_asked(requests: &[Seen], ledger: &Ledger, again: impl Fn(&Job) -> usize) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for seen in requests {
        *counts.entry(work(seen)).or_default() += 1;
    }
    for job in &ledger.jobs {
        let count = counts.remove(&job.work).unwrap_or_default();
        let least = usize::from(job.is_completed());
        let most = least + again(job);
        assert!(
            (least..=most).contains(&count),
            "{job:?} was asked for {count} times, not {least} to {most} times"
        );
    }
    assert!(counts.is_empty(), "asked for without a job: {counts:?}");
}

/// The job that sends such a request, as [`Ledger`] names it.
fn work(seen: &Seen) -> String {
    let what = match seen.kind {
        Kind::List => seen.page.map(|page| page.to_string()),
        _ => seen.cid.clone(),
    };
    format!("{} {}", seen.kind, what.unwrap_or_default())
}
