//! What the engine has to say in the tray.

use engine::{Engine, Error};

use super::menu::{self, Menu, News};
use crate::words;

/// The menu as it should be now.
pub(super) async fn menu(engine: &Engine) -> Result<Menu, Error> {
    let is_korean = words::is_korean(engine.settings().await?.speech);
    let unseen = engine.unseen().await?;
    let latest = unseen.latest.iter();
    let news = News {
        unseen_count: unseen.count,
        recent: latest
            .map(|news| (news.target(), words::news(news, is_korean)))
            .collect(),
        is_paused: engine.paused_since_ms().await?.is_some(),
    };
    Ok(menu::menu(&news, is_korean))
}
