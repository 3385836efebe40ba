//! The tray of a Linux desktop: a StatusNotifierItem on the session's bus, shown by whoever watches for such items.

use ksni::menu::StandardItem;
use ksni::{Handle, Icon, MenuItem, OfflineReason, ToolTip, TrayMethods};
use tauri::AppHandle;
use tauri::image::Image;
use tokio::sync::watch;

use super::icon::dotted;
use super::menu::{Line, Menu};

/// The item, as long as this is there.
pub(super) struct Tray(Handle<Item>);

impl Tray {
    /// Offers the item. Nobody need be there to show it: whoever comes later does.
    pub(super) async fn start(
        handle: &AppHandle,
        menu: &Menu,
        is_there: watch::Sender<bool>,
    ) -> Result<Self, ksni::Error> {
        is_there.send_replace(true);
        let item = Item {
            handle: handle.clone(),
            menu: menu.clone(),
            is_there: is_there.clone(),
        };
        let item = item.assume_sni_available(true).spawn().await;
        let item = item.inspect_err(|_| {
            is_there.send_replace(false);
        });
        item.map(Self)
    }

    /// Shows another menu.
    pub(super) async fn show(&mut self, menu: &Menu) {
        self.0.update(|item| item.menu = menu.clone()).await;
    }
}

impl Drop for Tray {
    fn drop(&mut self) {
        // Its task ends by itself; nobody waits for that.
        drop(self.0.shutdown());
    }
}

struct Item {
    handle: AppHandle,
    menu: Menu,
    is_there: watch::Sender<bool>,
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        engine::IDENTIFIER.to_owned()
    }

    fn title(&self) -> String {
        self.menu.title.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: self.menu.title.clone(),
            ..ToolTip::default()
        }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        let icon = self.handle.default_window_icon();
        let icon = icon.map(|icon| match self.menu.unseen_count {
            0 => argb(icon),
            _ => argb(&dotted(icon)),
        });
        icon.into_iter().collect()
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        super::act(&self.handle, super::Act::Show);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        self.menu.lines.iter().map(item).collect()
    }

    fn watcher_online(&self) {
        self.is_there.send_replace(true);
    }

    fn watcher_offline(&self, _reason: OfflineReason) -> bool {
        self.is_there.send_replace(false);
        true
    }
}

fn item(line: &Line) -> MenuItem<Item> {
    match line {
        Line::Between => MenuItem::Separator,
        Line::Text(words) => StandardItem {
            label: label(words),
            enabled: false,
            ..StandardItem::default()
        }
        .into(),
        Line::Choice(words, act) => {
            let act = *act;
            StandardItem {
                label: label(words),
                activate: Box::new(move |item: &mut Item| super::act(&item.handle, act)),
                ..StandardItem::default()
            }
            .into()
        }
    }
}

/// In a label one underscore stands before the letter of a key.
fn label(words: &str) -> String {
    words.replace('_', "__")
}

/// Alpha first, as the bus wants it.
fn argb(icon: &Image<'_>) -> Icon {
    let pixels = icon.rgba().chunks_exact(4);
    let data = pixels.flat_map(|pixel| [pixel[3], pixel[0], pixel[1], pixel[2]]);
    Icon {
        width: i32::try_from(icon.width()).unwrap_or(0),
        height: i32::try_from(icon.height()).unwrap_or(0),
        data: data.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_underscore_stays_one() {
        assert_eq!(
            label("snake_case · 체험 도서관"),
            "snake__case · 체험 도서관"
        );
    }

    #[test]
    fn alpha_comes_first() {
        let icon = argb(&Image::new_owned(vec![1, 2, 3, 4, 5, 6, 7, 8], 2, 1));
        assert_eq!((icon.width, icon.height), (2, 1));
        assert_eq!(icon.data, [4, 1, 2, 3, 8, 5, 6, 7]);
    }
}
