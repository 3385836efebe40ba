//! A panel that shows tray icons: a stand-in for the desktop's own, on a real bus.

use std::collections::HashMap;

use tokio::sync::{Mutex, mpsc};
use tokio::time::timeout;
use zbus::Connection;
use zbus::message::{Flags, Message};
use zbus::zvariant::{OwnedValue, Value};

use super::PATIENCE;
use super::driven::eventually;

/// A panel, as long as this is there.
pub struct Panel {
    connection: Connection,
    items: Mutex<mpsc::UnboundedReceiver<String>>,
    item: Mutex<Option<String>>,
}

/// A line of a menu: its number, its words, and whether it can be chosen.
type Line = (i32, String, bool);

/// A menu as the bus carries it: number, properties, what is in it.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl Panel {
    pub(super) async fn start(bus_address: &str) -> Self {
        let (sender, items) = mpsc::unbounded_channel();
        let watcher = Watcher { sender };
        let connection = connect(bus_address, watcher).await;
        Self {
            connection: connection.expect("the bus takes the panel's name"),
            items: Mutex::new(items),
            item: Mutex::default(),
        }
    }

    /// Waits until the app's icon is there.
    ///
    /// # Panics
    /// If it does not come.
    pub async fn item(&self) -> String {
        let mut item = self.item.lock().await;
        if let Some(item) = &*item {
            return item.clone();
        }
        let came = timeout(PATIENCE, async { self.items.lock().await.recv().await }).await;
        let came = came.expect("the icon comes in time");
        item.insert(came.expect("the stand-in lives")).clone()
    }

    /// What is said of the icon.
    ///
    /// # Panics
    /// If the app does not say it.
    pub async fn title(&self) -> String {
        let item = self.item().await;
        let proxy = zbus::Proxy::new(
            &self.connection,
            item,
            "/StatusNotifierItem",
            "org.kde.StatusNotifierItem",
        );
        let proxy = proxy.await.expect("the names are good");
        // What is asked of the bus anew every time.
        let answer = proxy
            .connection()
            .call_method(
                Some(proxy.destination()),
                proxy.path(),
                Some("org.freedesktop.DBus.Properties"),
                "Get",
                &(proxy.interface(), "Title"),
            )
            .await
            .expect("the icon has a title");
        let title: OwnedValue = answer.body().deserialize().expect("it is a value");
        title.try_into().expect("it is a text")
    }

    /// The words of the menu, from the top.
    ///
    /// # Panics
    /// If the app does not say them.
    pub async fn words(&self) -> Vec<String> {
        let lines = self.lines().await;
        lines.into_iter().map(|(_, words, _)| words).collect()
    }

    /// Waits for a line that begins like this, and chooses it.
    ///
    /// # Panics
    /// If there is no such line.
    pub async fn choose(&self, beginning: &str) {
        let what = format!("a line that begins with {beginning}");
        let id = eventually(&what, async || {
            let mut lines = self.lines().await.into_iter();
            let (id, ..) = lines
                .find(|(_, words, can_be_chosen)| *can_be_chosen && words.starts_with(beginning))?;
            Some(id)
        })
        .await;
        // The app may end by it, before it has answered.
        let item = self.item().await;
        let click = Message::method_call("/MenuBar", "Event")
            .and_then(|click| click.destination(item))
            .and_then(|click| click.interface("com.canonical.dbusmenu"))
            .and_then(|click| click.with_flags(Flags::NoReplyExpected))
            .and_then(|click| click.build(&(id, "clicked", Value::from(0), 0_u32)))
            .expect("the click is a message");
        self.connection
            .send(&click)
            .await
            .expect("the bus takes it");
    }

    /// Waits for a line that is this.
    ///
    /// # Panics
    /// If there is no such line.
    pub async fn shows(&self, line: &str) {
        eventually(line, async || {
            let words = self.words().await;
            words.iter().any(|words| words == line).then_some(())
        })
        .await;
    }

    async fn lines(&self) -> Vec<Line> {
        let all: (i32, i32, Vec<String>) = (0, -1, Vec::new());
        let answer = self.call("GetLayout", &all).await;
        let (_, (_, _, lines)): (u32, Layout) =
            answer.body().deserialize().expect("the menu is one");
        lines.into_iter().map(line).collect()
    }

    async fn call<B>(&self, method: &str, body: &B) -> Message
    where
        B: serde::ser::Serialize + zbus::zvariant::DynamicType,
    {
        let item = self.item().await;
        let interface = Some("com.canonical.dbusmenu");
        let answered = self
            .connection
            .call_method(Some(item), "/MenuBar", interface, method, body);
        let answered = timeout(PATIENCE, answered).await;
        answered
            .expect("the menu answers in time")
            .expect("the menu answers")
    }
}

fn line(value: OwnedValue) -> Line {
    let (id, properties, _): Layout = value.try_into().expect("a line of the menu");
    let text = |name: &str| {
        properties
            .get(name)
            .and_then(|value| value.downcast_ref().ok())
    };
    let words: String = text("label").unwrap_or_default();
    let enabled = properties.get("enabled");
    let can_be_chosen = enabled.is_none_or(|value| value.downcast_ref().unwrap_or(true));
    (id, words.replace("__", "_"), can_be_chosen)
}

async fn connect(bus_address: &str, watcher: Watcher) -> zbus::Result<Connection> {
    zbus::connection::Builder::address(bus_address)?
        .serve_at("/StatusNotifierWatcher", watcher)?
        .name("org.kde.StatusNotifierWatcher")?
        .build()
        .await
}

/// What the icons are told to.
struct Watcher {
    sender: mpsc::UnboundedSender<String>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        // Nobody listens any more: the test is over.
        drop(self.sender.send(service));
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}
