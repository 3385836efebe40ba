//! What is asked of the app from outside its page: by the tray, the window's frame, a link, a second start. One after the other, as soon
//! as there is an engine.

use std::sync::Arc;

use engine::wire::{Opening, Standing};
use engine::{Engine, Error};
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::app::App;
use crate::link;

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

/// Grants wishes until the engine ends.
pub(crate) async fn carry(
    handle: AppHandle,
    engine: Arc<Engine>,
    mut wishes: UnboundedReceiver<Wish>,
) {
    while let Some(wish) = wishes.recv().await {
        if let Err(error) = grant(&handle, &engine, wish).await {
            tracing::warn!("a wish from outside could not be granted: {error}");
        }
    }
}

async fn grant(handle: &AppHandle, engine: &Engine, wish: Wish) -> Result<(), Error> {
    let app = handle.state::<App>();
    match wish {
        Wish::Open(opening) => app.open(opening),
        Wish::Link(text) => match link::read(&text, |id| can_be_asked(engine, id)) {
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

/// Whether this is a friend that takes questions.
fn can_be_asked(engine: &Engine, library_id: &str) -> bool {
    let libraries = engine.libraries().into_iter();
    let mut friends = libraries.filter(|library| match library.standing {
        Standing::Friend | Standing::Practice | Standing::Everyone => true,
        Standing::Unconfirmed | Standing::Alerts => false,
    });
    friends.any(|library| library.id == library_id)
}
