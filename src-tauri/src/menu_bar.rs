//! The menu bar of macOS: without it there is no copying by key, and the system's own is English. The keys of the page itself stay the
//! page's, but for those that every program has.

use engine::wire::{Opening, Speech};
use tauri::menu::{AboutMetadata, Menu, MenuBuilder, MenuEvent, MenuItem, Submenu, SubmenuBuilder};
use tauri::menu::{PredefinedMenuItem as Item, WINDOW_SUBMENU_ID};
use tauri::{AppHandle, Manager, Wry};

use crate::app::App;
use crate::wish::Wish;
use crate::{window, words};

/// What the system gives back when a line of ours was chosen. The tray hears of them, too, and has other names.
const SETTINGS: &str = "bar-settings";
const QUIT: &str = "bar-quit";

/// Puts it there, in a language; the one before goes.
pub(crate) fn put(handle: &AppHandle, speech: Speech) -> tauri::Result<()> {
    let menu = menu(handle, words::is_korean(speech))?;
    handle.set_menu(menu)?;
    Ok(())
}

/// Does what was chosen.
pub(crate) fn chosen(handle: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        SETTINGS => {
            window::show(handle);
            if let Some(app) = handle.try_state::<App>() {
                app.wish(Wish::Open(Opening::Settings));
            }
        }
        // Not the system's own line: that ends the app without asking it where its window stood.
        QUIT => handle.exit(0),
        _ => {}
    }
}

fn menu(handle: &AppHandle, is_korean: bool) -> tauri::Result<Menu<Wry>> {
    MenuBuilder::new(handle)
        .item(&app(handle, is_korean)?)
        .item(&edit(handle, is_korean)?)
        .item(&view(handle, is_korean)?)
        .item(&windows(handle, is_korean)?)
        .build()
}

fn say(is_korean: bool, korean: &'static str, english: &'static str) -> &'static str {
    if is_korean { korean } else { english }
}

fn app(handle: &AppHandle, is_korean: bool) -> tauri::Result<Submenu<Wry>> {
    let say = |korean, english| say(is_korean, korean, english);
    let name = words::name(is_korean);
    let about = AboutMetadata {
        name: Some(name.to_owned()),
        version: Some(handle.package_info().version.to_string()),
        ..AboutMetadata::default()
    };
    let line = |id, text, key| MenuItem::with_id(handle, id, text, true, Some(key));
    SubmenuBuilder::new(handle, name)
        .item(&Item::about(
            handle,
            Some(say("책벗에 관하여", "About chaekbeot")),
            Some(about),
        )?)
        .separator()
        .item(&line(SETTINGS, say("설정…", "Settings…"), "Cmd+,")?)
        .separator()
        .item(&Item::services(handle, Some(say("서비스", "Services")))?)
        .separator()
        .item(&Item::hide(
            handle,
            Some(say("책벗 가리기", "Hide chaekbeot")),
        )?)
        .item(&Item::hide_others(
            handle,
            Some(say("기타 가리기", "Hide Others")),
        )?)
        .item(&Item::show_all(handle, Some(say("모두 보기", "Show All")))?)
        .separator()
        .item(&line(QUIT, say("책벗 종료", "Quit chaekbeot"), "Cmd+Q")?)
        .build()
}

fn edit(handle: &AppHandle, is_korean: bool) -> tauri::Result<Submenu<Wry>> {
    let say = |korean, english| say(is_korean, korean, english);
    SubmenuBuilder::new(handle, say("편집", "Edit"))
        .item(&Item::undo(handle, Some(say("실행 취소", "Undo")))?)
        .item(&Item::redo(handle, Some(say("실행 복귀", "Redo")))?)
        .separator()
        .item(&Item::cut(handle, Some(say("오려두기", "Cut")))?)
        .item(&Item::copy(handle, Some(say("복사하기", "Copy")))?)
        .item(&Item::paste(handle, Some(say("붙여넣기", "Paste")))?)
        .item(&Item::select_all(
            handle,
            Some(say("전체 선택", "Select All")),
        )?)
        .build()
}

fn view(handle: &AppHandle, is_korean: bool) -> tauri::Result<Submenu<Wry>> {
    let say = |korean, english| say(is_korean, korean, english);
    SubmenuBuilder::new(handle, say("보기", "View"))
        .item(&Item::fullscreen(
            handle,
            Some(say("전체 화면", "Full Screen")),
        )?)
        .build()
}

fn windows(handle: &AppHandle, is_korean: bool) -> tauri::Result<Submenu<Wry>> {
    let say = |korean, english| say(is_korean, korean, english);
    SubmenuBuilder::with_id(handle, WINDOW_SUBMENU_ID, say("윈도우", "Window"))
        .item(&Item::minimize(handle, Some(say("최소화", "Minimize")))?)
        .item(&Item::maximize(handle, Some(say("확대/축소", "Zoom")))?)
        .separator()
        .item(&Item::close_window(handle, Some(say("닫기", "Close")))?)
        .separator()
        .item(&Item::bring_all_to_front(
            handle,
            Some(say("모두 앞으로 가져오기", "Bring All to Front")),
        )?)
        .build()
}
