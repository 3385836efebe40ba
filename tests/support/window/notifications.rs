//! Somebody who shows notifications: a stand-in for the desktop's own, on a real bus.

use std::collections::HashMap;

use tokio::sync::{Mutex, mpsc};
use tokio::time::timeout;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::OwnedValue;

use super::PATIENCE;

const PATH: &str = "/org/freedesktop/Notifications";

/// A notification as it reached the desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    id: u32,
    /// Its first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// What it offers, keys and labels in turn.
    pub actions: Vec<String>,
}

/// The stand-in, as the test holds it.
pub(super) struct Notifications {
    connection: zbus::Connection,
    shown: Mutex<mpsc::UnboundedReceiver<Shown>>,
    closed: Mutex<mpsc::UnboundedReceiver<u32>>,
}

impl Notifications {
    /// Takes the name on this bus, before any program can ask for it.
    pub(super) async fn start(bus_address: &str) -> Self {
        let (sender, shown) = mpsc::unbounded_channel();
        let (closing, closed) = mpsc::unbounded_channel();
        let connection = connect(
            bus_address,
            Service {
                sender,
                closing,
                last_id: 40,
            },
        )
        .await
        .expect("the bus takes the notifications' name");
        Self {
            connection,
            shown: Mutex::new(shown),
            closed: Mutex::new(closed),
        }
    }

    pub(super) async fn closes(&self, notification: &Shown) {
        let closed = timeout(PATIENCE, async { self.closed.lock().await.recv().await }).await;
        let closed = closed.expect("a notification is taken back in time");
        assert_eq!(closed, Some(notification.id), "this one is taken back");
    }

    pub(super) async fn next(&self) -> Shown {
        timeout(PATIENCE, self.shown.lock().await.recv())
            .await
            .expect("a notification came in time")
            .expect("the stand-in lives as long as the bus")
    }

    pub(super) async fn shown_so_far(&self) -> Vec<Shown> {
        let mut shown = self.shown.lock().await;
        std::iter::from_fn(|| shown.try_recv().ok()).collect()
    }

    pub(super) async fn press(&self, notification: &Shown, action: &str) {
        let emitter = SignalEmitter::new(&self.connection, PATH).expect("the path is one");
        Service::action_invoked(&emitter, notification.id, action)
            .await
            .expect("the bus takes a signal");
    }
}

async fn connect(bus_address: &str, service: Service) -> zbus::Result<zbus::Connection> {
    zbus::connection::Builder::address(bus_address)?
        .name("org.freedesktop.Notifications")?
        .serve_at(PATH, service)?
        .build()
        .await
}

/// What the programs on the bus talk to.
struct Service {
    sender: mpsc::UnboundedSender<Shown>,
    closing: mpsc::UnboundedSender<u32>,
    last_id: u32,
}

/// Why a notification is gone: a program asked for it.
const BY_PROGRAM: u32 = 3;

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(
        clippy::too_many_arguments,
        reason = "the desktop's specification has eight"
    )]
    fn notify(
        &mut self,
        _app_name: String,
        replaces_id: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let id = if replaces_id == 0 {
            self.last_id += 1;
            self.last_id
        } else {
            replaces_id
        };
        let shown = Shown {
            id,
            title,
            body,
            actions,
        };
        // Nobody listens any more: the test is over.
        drop(self.sender.send(shown));
        id
    }

    async fn close_notification(
        &self,
        id: u32,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        Self::notification_closed(&emitter, id, BY_PROGRAM).await?;
        // Nobody listens any more: the test is over.
        self.closing.send(id).ok();
        Ok(())
    }

    fn get_capabilities(&self) -> Vec<String> {
        ["body", "body-markup", "actions"]
            .map(str::to_owned)
            .to_vec()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let text = |text: &str| text.to_owned();
        (text("stand-in"), text("chaekbeot"), text("1"), text("1.2"))
    }

    #[zbus(signal)]
    async fn action_invoked(
        emitter: &SignalEmitter<'_>,
        id: u32,
        action_key: &str,
    ) -> zbus::Result<()>;

    #[zbus(signal)]
    async fn notification_closed(
        emitter: &SignalEmitter<'_>,
        id: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}
