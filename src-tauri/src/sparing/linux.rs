//! As the desktop's portal says it on the session's bus: the same in a sandbox and outside, whatever the desktop.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::{once, select};
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

/// Tells it now and at every change; at the end, whatever ends it, that nothing is spared any more.
pub(super) async fn carry<F>(tell: impl Fn(bool) -> F) -> zbus::Result<()>
where
    F: Future<Output = ()>,
{
    carry_on(Builder::session(), tell).await
}

async fn carry_on<F>(bus: zbus::Result<Builder<'_>>, tell: impl Fn(bool) -> F) -> zbus::Result<()>
where
    F: Future<Output = ()>,
{
    let hearing = async {
        let bus = bus?.method_timeout(PATIENCE).build().await?;
        hear(&bus, &tell).await
    };
    let ended = hearing.await;
    tell(false).await;
    ended
}

async fn hear<F>(bus: &Connection, tell: impl Fn(bool) -> F) -> zbus::Result<()>
where
    F: Future<Output = ()>,
{
    let network = NetworkMonitorProxy::new(bus).await?;
    let power = PowerProfileMonitorProxy::new(bus).await?;
    // Listened to before it is asked, so that no change is missed in between. The portal need not be there yet: whoever comes later says
    // it by itself.
    let network_changes = network.receive_changed().await?.map(|_| true);
    // The changes of a property do not end with the bus, a signal does.
    let network_changes = network_changes.chain(once(std::future::ready(false)));
    let power_changes = power.receive_power_saver_enabled_changed().await;
    let mut changes = select(network_changes, power_changes.map(|_| true));
    loop {
        // An older portal may know only one of them, or none.
        let is_metered = network.get_metered().await.unwrap_or(false);
        let saves_power = power.power_saver_enabled().await.unwrap_or(false);
        tracing::info!(is_metered, saves_power, "what the system wants spared");
        tell(is_metered || saves_power).await;
        if changes.next().await != Some(true) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use tokio::io::{AsyncBufReadExt, BufReader};
    use tokio::process::{Child, Command};
    use tokio::sync::mpsc;
    use tokio::time::timeout;
    use zbus::object_server::SignalEmitter;

    use super::{Builder, Connection, PATIENCE, carry_on};

    const PORTAL: &str = "/org/freedesktop/portal/desktop";

    struct Network {
        is_metered: bool,
    }

    #[zbus::interface(name = "org.freedesktop.portal.NetworkMonitor")]
    impl Network {
        fn get_metered(&self) -> bool {
            self.is_metered
        }

        #[zbus(signal, name = "changed")]
        async fn changed(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;
    }

    struct Power {
        is_saved: bool,
    }

    #[zbus::interface(name = "org.freedesktop.portal.PowerProfileMonitor")]
    impl Power {
        #[zbus(property, name = "power-saver-enabled")]
        fn power_saver_enabled(&self) -> bool {
            self.is_saved
        }
    }

    /// A bus of the test's own.
    async fn bus() -> (Child, String) {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the package dbus is installed");
        let mut address = String::new();
        let mut said = BufReader::new(bus.stdout.take().unwrap());
        said.read_line(&mut address).await.unwrap();
        (bus, address.trim().to_owned())
    }

    fn client(address: &str) -> Builder<'_> {
        Builder::address(address).unwrap()
    }

    async fn portal(address: &str) -> Connection {
        let portal = client(address)
            .serve_at(PORTAL, Network { is_metered: false })
            .and_then(|portal| portal.serve_at(PORTAL, Power { is_saved: false }))
            .and_then(|portal| portal.name("org.freedesktop.portal.Desktop"));
        portal.unwrap().build().await.unwrap()
    }

    async fn meter(portal: &Connection, is_metered: bool) {
        let objects = portal.object_server();
        let network = objects.interface::<_, Network>(PORTAL).await.unwrap();
        network.get_mut().await.is_metered = is_metered;
        Network::changed(network.signal_emitter()).await.unwrap();
    }

    async fn save(portal: &Connection, is_saved: bool) {
        let objects = portal.object_server();
        let power = objects.interface::<_, Power>(PORTAL).await.unwrap();
        let mut held = power.get_mut().await;
        held.is_saved = is_saved;
        held.power_saver_enabled_changed(power.signal_emitter())
            .await
            .unwrap();
    }

    /// What is told, one after the other, while the story is told.
    async fn heard(address: &str, story: impl AsyncFnOnce(&mut mpsc::UnboundedReceiver<bool>)) {
        let (sender, mut told) = mpsc::unbounded_channel();
        let listening = carry_on(Builder::address(address), |is_spared| {
            sender.send(is_spared).unwrap();
            std::future::ready(())
        });
        let story = timeout(PATIENCE, story(&mut told));
        tokio::select! {
            ended = listening => panic!("it listens no longer: {ended:?}"),
            ended = story => ended.unwrap(),
        }
    }

    #[tokio::test]
    async fn what_costs_money_or_saves_power_is_told_at_once() {
        let (_bus, address) = bus().await;
        let portal = portal(&address).await;
        heard(&address, async |told| {
            assert_eq!(told.recv().await, Some(false));
            meter(&portal, true).await;
            assert_eq!(told.recv().await, Some(true));
            save(&portal, true).await;
            assert_eq!(told.recv().await, Some(true), "one reason is enough");
            meter(&portal, false).await;
            assert_eq!(told.recv().await, Some(true), "the other is still there");
            save(&portal, false).await;
            while told.recv().await != Some(false) {}
        })
        .await;
    }

    #[tokio::test]
    async fn without_a_portal_nothing_is_spared() {
        let (_bus, address) = bus().await;
        heard(&address, async |told| {
            assert_eq!(told.recv().await, Some(false));
        })
        .await;
    }

    #[tokio::test]
    async fn when_the_bus_ends_nothing_is_spared_any_more() {
        let (mut bus, address) = bus().await;
        let portal = portal(&address).await;
        meter(&portal, true).await;
        let (sender, mut told) = mpsc::unbounded_channel();
        let listening = carry_on(Builder::address(address.as_str()), |is_spared| {
            sender.send(is_spared).unwrap();
            std::future::ready(())
        });
        let story = async {
            assert_eq!(told.recv().await, Some(true));
            bus.kill().await.unwrap();
            while told.recv().await != Some(false) {}
        };
        let story = async { timeout(PATIENCE, story).await.unwrap() };
        let ((), ended) = tokio::join!(story, timeout(PATIENCE, listening));
        assert!(ended.is_ok(), "it ends with the bus");
    }
}
