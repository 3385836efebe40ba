//! As Windows says it.

/// Tells it now and at every change.
pub(super) async fn carry(tell: impl Fn(bool)) {
    drop(tell);
}
