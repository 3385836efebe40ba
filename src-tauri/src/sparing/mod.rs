//! Whether the system wants its network or its battery spared. Where it does not say, nothing is spared.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod windows;

/// Tells it now and at every change, until it is dropped.
pub(crate) async fn carry<F>(tell: impl Fn(bool) -> F)
where
    F: Future<Output = ()>,
{
    #[cfg(target_os = "linux")]
    if let Err(error) = linux::carry(tell).await {
        tracing::info!("the system does not say what it wants spared: {error}");
    }
    #[cfg(windows)]
    windows::carry(tell).await;
    #[cfg(target_os = "macos")]
    drop(tell);
}
