//! What is asked of the app from outside its page: by the tray, the window's frame, a link, a second start. One after the other, as soon
//! as there is an engine.

use std::sync::Arc;
use std::time::Duration;

use engine::wire::Opening;
use engine::{Engine, Error};
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::app::App;
use crate::{link, window};

/// One of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(mobile, expect(dead_code, reason = "a phone has no tray"))]
pub(crate) enum Wish {
    /// The page shows this.
    Open(Opening),
    /// The page shows what a link prepares.
    Link(String),
    /// Nothing more is begun.
    Pause,
    /// It goes on.
    Resume,
    /// The window is closed.
    #[cfg(desktop)]
    Close,
}

/// A wish must not hold up those behind it, for instance by a file that does not answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where wishes are made. There before anything else: a system may hand over a link before the app is set up.
pub(crate) struct Wishes(UnboundedSender<Wish>);

/// What was wished and not granted yet.
pub(crate) type Wished = UnboundedReceiver<Wish>;

/// Both ends.
pub(crate) fn wishes() -> (Wishes, Wished) {
    let (wishes, wished) = mpsc::unbounded_channel();
    (Wishes(wishes), wished)
}

impl Wishes {
    /// It is granted as soon as there is an engine. False if nobody is there any more.
    pub(crate) fn make(&self, wish: Wish) -> bool {
        self.0.send(wish).is_ok()
    }
}

/// Grants wishes until the engine ends. One that takes long is not taken back.
pub(crate) async fn carry(handle: AppHandle, engine: Arc<Engine>, mut wished: Wished) {
    let mut granting = JoinSet::new();
    while let Some(wish) = wished.recv().await {
        while granting.try_join_next().is_some() {}
        granting.spawn(grant_or_say(handle.clone(), Arc::clone(&engine), wish));
        if timeout(PATIENCE, granting.join_next()).await.is_err() {
            tracing::warn!("a wish from outside is not granted yet");
        }
    }
}

/// Grants one; where that fails the page says why.
async fn grant_or_say(handle: AppHandle, engine: Arc<Engine>, wish: Wish) {
    if let Err(error) = grant(&handle, &engine, wish).await {
        tracing::warn!("a wish from outside could not be granted: {error}");
        window::show(&handle);
        handle.state::<App>().failed(error);
    }
}

async fn grant(handle: &AppHandle, engine: &Engine, wish: Wish) -> Result<(), Error> {
    let app = handle.state::<App>();
    match wish {
        Wish::Open(opening) => app.open(opening),
        Wish::Link(text) => match link::read(&text) {
            Some(opening) => app.open(opening),
            None => tracing::info!("a link prepares no search: only the window is shown"),
        },
        Wish::Pause => engine.pause_queue().await?,
        Wish::Resume => engine.resume_queue().await?,
        #[cfg(desktop)]
        Wish::Close => crate::closing::close(handle, engine).await,
    }
    Ok(())
}
