//! As the desktop's portal says it on the session's bus: the same in a sandbox and outside, whatever the desktop.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::select;
use zbus::connection::Builder;
use zbus::{Connection, proxy};

/// The network costs money, or is slow and counted.
#[proxy(
    interface = "org.freedesktop.portal.NetworkMonitor",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop"
)]
trait NetworkMonitor {
    fn get_metered(&self) -> zbus::Result<bool>;

    #[zbus(signal, name = "changed")]
    fn changed(&self) -> zbus::Result<()>;
}

/// The person, or a low battery, has the machine save power.
#[proxy(
    interface = "org.freedesktop.portal.PowerProfileMonitor",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop"
)]
trait PowerProfileMonitor {
    #[zbus(property, name = "power-saver-enabled")]
    fn power_saver_enabled(&self) -> zbus::Result<bool>;
}

/// Nobody waits longer for a portal.
const PATIENCE: Duration = Duration::from_secs(5);

/// Tells it now and at every change.
pub(super) async fn carry(tell: impl Fn(bool)) -> zbus::Result<()> {
    let bus = Builder::session()?.method_timeout(PATIENCE).build();
    hear(&bus.await?, tell).await
}

async fn hear(bus: &Connection, tell: impl Fn(bool)) -> zbus::Result<()> {
    let network = NetworkMonitorProxy::new(bus).await?;
    let power = PowerProfileMonitorProxy::new(bus).await?;
    // Listened to before it is asked, so that no change is missed in between. The portal need not be there yet: whoever comes later says
    // it by itself.
    let network_changes = network.receive_changed().await?.map(drop);
    let power_changes = power.receive_power_saver_enabled_changed().await.map(drop);
    let mut changes = select(network_changes, power_changes);
    loop {
        // An older portal may know only one of them, or none.
        let is_metered = network.get_metered().await.unwrap_or(false);
        let saves_power = power.power_saver_enabled().await.unwrap_or(false);
        tracing::info!(is_metered, saves_power, "what the system wants spared");
        tell(is_metered || saves_power);
        if changes.next().await.is_none() {
            return Ok(());
        }
    }
}
