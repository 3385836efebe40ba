//! As Windows says it: what its network costs, and whether its energy saver is on.

use tokio::sync::watch;
use windows::Foundation::EventHandler;
use windows::Networking::Connectivity::{
    NetworkCostType, NetworkInformation, NetworkStatusChangedEventHandler,
};
use windows::System::Power::{EnergySaverStatus, PowerManager};
use windows::core::{IInspectable, Result};

/// Tells it now and at every change.
pub(super) async fn carry<F>(tell: impl Fn(bool) -> F)
where
    F: Future<Output = ()>,
{
    let (sender, mut changes) = watch::channel(());
    if let Err(error) = listen(sender) {
        tracing::info!("the system does not say what it wants spared: {error}");
    }
    loop {
        let is_metered = is_metered().unwrap_or(false);
        let saves_power = saves_power().unwrap_or(false);
        tracing::info!(is_metered, saves_power, "what the system wants spared");
        tell(is_metered || saves_power).await;
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// The system keeps what is given to it for as long as the app runs.
fn listen(sender: watch::Sender<()>) -> Result<()> {
    let of_power = sender.clone();
    PowerManager::EnergySaverStatusChanged(&EventHandler::<IInspectable>::new(move |_, _| {
        of_power.send_replace(());
        Ok(())
    }))?;
    NetworkInformation::NetworkStatusChanged(&NetworkStatusChangedEventHandler::new(move |_| {
        sender.send_replace(());
        Ok(())
    }))?;
    Ok(())
}

fn saves_power() -> Result<bool> {
    Ok(PowerManager::EnergySaverStatus()? == EnergySaverStatus::On)
}

fn is_metered() -> Result<bool> {
    let profile = NetworkInformation::GetInternetConnectionProfile()?;
    let cost = profile.GetConnectionCost()?.NetworkCostType()?;
    Ok(cost == NetworkCostType::Fixed || cost == NetworkCostType::Variable)
}
