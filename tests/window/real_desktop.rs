//! Once with programs of a real desktop: openbox has the windows, dunst shows notifications, xdotool moves the mouse.
//! `cargo test -p acceptance --test window real_desktop -- --ignored` leaves its picture in `target/window/`.

use std::fs;

use support::window::{BACK, Desktop, ENTER};

use crate::alone;

/// A click on the notification does what it is for, as on most desktops.
const DUNSTRC: &str = "[global]
    font = Sans 12
    width = 420
    offset = 24x24
    mouse_left_click = do_action, close_current
[urgency_normal]
    timeout = 0
";

#[tokio::test]
#[ignore = "needs the packages dunst, openbox and xdotool"]
async fn a_real_mouse_on_a_real_notification_brings_a_minimised_window_back() {
    alone(async {
        let mut desktop = Desktop::start_without_notifications().await;
        fs::create_dir_all(desktop.data_dir()).expect("a folder");
        let settings = desktop.data_dir().with_file_name("dunstrc");
        fs::write(&settings, DUNSTRC).expect("its settings");
        desktop.begin("openbox", &[]);
        desktop.begin("dunst", &["-conf", &settings.to_string_lossy()]);
        let window = desktop.open().await;
        window.open_chat("practice").await;
        window
            .type_keys(&format!("조선왕조실록{ENTER}{BACK}"))
            .await;
        let find = ["search", "--onlyvisible", "--class", "dunst"];
        let bubble = desktop.ask("xdotool", &find).await;
        let bubble = bubble.trim();
        window.screenshot("before-click").await;
        desktop.picture("notification-dunst");
        let app = desktop
            .ask("xdotool", &["search", "--onlyvisible", "--name", "책벗"])
            .await;
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
        window.close().await;
    })
    .await;
}
