//! Faults under the queue: a file that another program holds, a full disk, a limit on files, a cut log, overwritten pages; and what
//! users of other queues complain about. Whatever happens: a clear error, no panic, and nothing that was accepted is lost.

#[cfg(test)]
mod busy;
#[cfg(test)]
mod cut;
#[cfg(test)]
mod full;
#[cfg(test)]
#[path = "../model/invariants.rs"]
mod invariants;
#[cfg(unix)]
#[cfg(test)]
mod limit;
#[cfg(test)]
mod overwritten;
#[cfg(test)]
mod pitfalls;
#[cfg(test)]
mod support;
