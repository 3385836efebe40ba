//! Once with programs of a real desktop: openbox has the windows, dunst shows notifications, xdotool moves the mouse.
//! `cargo test -p acceptance --test window real_desktop -- --ignored` leaves its pictures in `target/window/`.

use std::fs;

use support::window::{BACK, Desktop, ENTER};

use crate::alone;

/// Between the edges of the screen and the app's window, so that neither covers the other.
///
/// A click on the notification does what it is for, as on most desktops. The app names no picture, so the desktop has its own for it.
const DUNSTRC: &str = r##"[global]
    font = Noto Sans CJK KR, Sans 12
    width = 540
    offset = 80x12
    padding = 12
    horizontal_padding = 16
    text_icon_padding = 14
    min_icon_size = 44
    max_icon_size = 44
    frame_width = 1
    frame_color = "#c9ced6"
    corner_radius = 12
    show_indicators = no
    mouse_left_click = do_action, close_current
[urgency_normal]
    background = "#ffffff"
    foreground = "#1c1e21"
    timeout = 0
"##;

/// Behind everything.
const GREY: u32 = 0x8d_97a5;

/// Found by its class: the system may not have the language of the name in its frame.
const APP: [&str; 4] = ["search", "--onlyvisible", "--class", "chaekbeot"];
const BUBBLE: [&str; 4] = ["search", "--onlyvisible", "--class", "dunst"];

fn dunstrc() -> String {
    let icon = concat!(env!("CARGO_MANIFEST_DIR"), "/../icons/128x128.png");
    format!("{DUNSTRC}[chaekbeot]\n    appname = *\n    new_icon = {icon}\n")
}

#[tokio::test]
#[ignore = "needs the packages dunst, openbox, xdotool and fonts-noto-cjk"]
async fn a_real_mouse_on_a_real_notification_brings_a_minimised_window_back() {
    alone(async {
        let mut desktop = Desktop::start_without_notifications().await;
        fs::create_dir_all(desktop.data_dir()).expect("a folder");
        let settings = desktop.data_dir().with_file_name("dunstrc");
        fs::write(&settings, dunstrc()).expect("its settings");
        desktop.begin("openbox", &[]);
        desktop.begin("dunst", &["-conf", &settings.to_string_lossy()]);
        let window = desktop.open().await;
        window.open_chat("practice").await;
        window
            .type_keys(&format!("조선왕조실록{ENTER}{BACK}"))
            .await;
        let bubble = desktop.ask("xdotool", &BUBBLE).await;
        let bubble = bubble.trim();
        window.screenshot("before-click").await;
        desktop.paint(GREY);
        desktop.picture("notification-dunst");
        let app = desktop.ask("xdotool", &APP).await;
        let app = app.lines().next().expect("a window").to_owned();
        desktop
            .ask("xdotool", &["windowminimize", "--sync", &app])
            .await;
        desktop.window_is_shown(false).await;

        let on_it = ["mousemove", "--window", bubble, "60", "20", "click", "1"];
        desktop.ask("xdotool", &on_it).await;

        desktop.window_is_shown(true).await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        let card = format!("[data-message-id='{message}'] [data-testid=card][data-state=complete]");
        let headline = window.text(&format!("{card} h3")).await;
        assert!(headline.starts_with("‘조선왕조실록’"), "{headline}");
        let title = window.run("return document.title;", vec![]).await;
        assert_eq!(title, "책벗", "nothing is unseen any more");
        // The page is at rest after its own picture; then the whole screen is.
        window.screenshot("after-click").await;
        desktop.picture("notification-dunst-opened");
        window.close().await;
    })
    .await;
}
