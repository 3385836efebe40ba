//! What the engine has to say in the tray.

use engine::wire::{Search, Target};
use engine::{Engine, Error};

use super::menu::{self, Menu, News, RECENT};
use crate::words;

/// The menu as it should be now.
pub(super) async fn menu(engine: &Engine) -> Result<Menu, Error> {
    let is_korean = words::is_korean(engine.settings().await?.speech);
    let news = News {
        unseen_count: unseen_count(engine).await?,
        recent: recent(engine, is_korean).await?,
        is_paused: engine.paused_since_ms().await?.is_some(),
    };
    Ok(menu::menu(&news, is_korean))
}

async fn unseen_count(engine: &Engine) -> Result<u32, Error> {
    let rooms = engine.rooms().await?;
    Ok(rooms.iter().map(|room| room.unseen_count).sum())
}

/// The latest results of rooms, newest first.
async fn recent(engine: &Engine, is_korean: bool) -> Result<Vec<(Target, String)>, Error> {
    let libraries = engine.libraries();
    let name_of = |search: &Search| {
        let library = libraries
            .iter()
            .find(|library| library.id == search.library_id)?;
        let name = match is_korean {
            true => &library.name,
            false => &library.name_en,
        };
        Some(name.clone())
    };
    let ended = engine.queue_view().await?.ended;
    let results = ended.iter().filter_map(|search| {
        let target = Target {
            room_id: search.room_id?,
            message_id: search.message_id?,
        };
        let (words, library) = (words::subject(search), name_of(search)?);
        Some((target, format!("{words} · {library}")))
    });
    Ok(results.take(RECENT).collect())
}
