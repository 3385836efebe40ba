//! What the engine has to say in the tray.

use engine::{Engine, Error};

use super::menu::{self, Menu, News, Recent};
use crate::words;

/// The menu as it should be now.
pub(super) async fn menu(engine: &Engine) -> Result<Menu, Error> {
    let is_korean = words::is_korean(engine.settings().await?.speech);
    let unseen = engine.unseen().await?;
    let libraries = engine.libraries();
    let latest = unseen.latest.iter().map(|news| {
        let (words, library) = words::news(news, is_korean);
        Recent {
            target: news.target(),
            words,
            library: words::library_name(&libraries, library, is_korean),
            is_seen: news.is_seen(),
        }
    });
    let news = News {
        unseen_count: unseen.count,
        unseen: unseen.newest(),
        recent: latest.collect(),
        is_paused: engine.paused_since_ms().await?.is_some(),
    };
    Ok(menu::menu(&news, is_korean))
}
