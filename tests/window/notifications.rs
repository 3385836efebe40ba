//! What is told outside the window, and when: on a real bus, to somebody who stands in for the desktop.

use serde_json::{Value, json};
use support::window::{BACK, Desktop, ENTER, Window};

use crate::alone;

/// Sets something, as the settings of the window do.
pub(crate) async fn set(window: &Window, changes: Value) {
    let set = window.run_until_done(SET, vec![changes]).await;
    assert_eq!(set, json!(null), "it is set");
}

/// Asks in the practice library's room and leaves it before there can be an answer.
pub(crate) async fn ask_and_leave(window: &Window, texts: &[&str]) {
    window.open_chat("practice").await;
    pause(window, "pause_queue").await;
    for text in texts {
        window.type_keys(&format!("{text}{ENTER}")).await;
    }
    window.type_keys(BACK).await;
    window.find("[data-testid=room-row]").await;
    pause(window, "resume_queue").await;
}

async fn pause(window: &Window, command: &str) {
    let told = window.run_until_done(CALL, vec![json!(command)]).await;
    assert_eq!(told, json!(null), "{command}");
}

#[tokio::test]
async fn only_a_slow_search_is_told_of_while_its_room_is_in_view() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        set(&window, json!({ "slow_seconds": 600 })).await;
        window.type_keys(&format!("데미안{ENTER}")).await;
        window.find("[data-testid=card][data-state=complete]").await;
        set(&window, json!({ "slow_seconds": 1 })).await;
        // Three pages of the list, one after the other, then ten books.
        window.type_keys(&format!("호주{ENTER}")).await;
        let shown = desktop.next_notification().await;
        assert!(
            shown.body.starts_with("‘호주’ "),
            "the quick one was not told: {shown:?}"
        );
        assert_eq!(window.count("[data-testid=composer]").await, 1, "in view");
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_ends_soon_after_takes_the_place_of_what_was_told() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        // The second takes three pages and ten books, so it ends later.
        ask_and_leave(&window, &["데미안", "호주"]).await;
        let first = desktop.next_notification().await;
        assert!(
            first.body.starts_with("‘데미안’ 1권을 찾았어요."),
            "{first:?}"
        );
        desktop.takes_back(&first).await;
        let both = desktop.next_notification().await;
        assert_eq!(both.title, "책벗");
        assert_eq!(both.body, "검색 2개가 끝났어요. ‘호주’ 외 1개");
        assert_eq!(both.actions, ["look", "보기", "default", ""]);

        desktop.press(&both, "look").await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        let card = format!("[data-message-id='{message}'] [data-testid=card]");
        let headline = window.text(&format!("{card} h3")).await;
        assert!(headline.starts_with("‘호주’"), "the newest: {headline}");
        desktop.takes_back(&both).await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_is_taken_back() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        ask_and_leave(&window, &["데미안"]).await;
        let shown = desktop.next_notification().await;
        window.click("[data-testid=tab-chats]").await;
        window.click("[data-testid=room-row]").await;
        desktop.takes_back(&shown).await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_button_searches_again_in_front_of_a_minimised_window() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        ask_and_leave(&window, &["데미안"]).await;
        let shown = desktop.next_notification().await;
        let first = window.run_until_done(ENDED, vec![json!(0)]).await;
        desktop.minimise();
        desktop.window_is_shown(false).await;

        desktop.press(&shown, "again").await;

        desktop.window_is_shown(true).await;
        window.attribute("body[data-opened]", "data-opened").await;
        let second = window.run_until_done(ENDED, vec![first.clone()]).await;
        assert!(second.as_i64() > first.as_i64(), "it has ended once more");
        assert_eq!(
            window.count("[data-testid=card]").await,
            1,
            "in the same card"
        );
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_click_brings_a_minimised_window_back() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        ask_and_leave(&window, &["데미안"]).await;
        let shown = desktop.next_notification().await;
        desktop.minimise();
        desktop.window_is_shown(false).await;
        desktop.click(&shown).await;
        desktop.window_is_shown(true).await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        window
            .find(&format!("[data-message-id='{message}'] [data-testid=card]"))
            .await;
        window.run_until_done(UNSEEN, vec![json!(0)]).await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_click_takes_the_badge_off_a_room_that_was_read_too_early() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        ask_and_leave(&window, &["데미안"]).await;
        let shown = desktop.next_notification().await;
        desktop.minimise();
        desktop.window_is_shown(false).await;
        window.run(READ_TOO_EARLY, vec![]).await;
        desktop.click(&shown).await;
        desktop.window_is_shown(true).await;
        window.attribute("body[data-opened]", "data-opened").await;
        assert_eq!(window.count("[data-testid=composer]").await, 1, "in view");
        let title = window.run("return document.title;", vec![]).await;
        assert_eq!(title, "책벗", "nothing is unseen");
        window.run_until_done(UNSEEN, vec![json!(0)]).await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn quiet_hours_hold_everything() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        // All day but the minute before it begins again; the test is not so long.
        let minute = window
            .run(
                "const now = new Date(); return now.getHours() * 60 + now.getMinutes();",
                vec![],
            )
            .await;
        let minute = minute.as_u64().expect("a minute of the day");
        let quiet = json!({ "quiet_from": minute, "quiet_until": (minute + 1_380) % 1_440 });
        set(&window, quiet).await;
        ask_and_leave(&window, &["데미안", "조선왕조실록"]).await;
        window.run_until_done(UNSEEN, vec![json!(2)]).await;
        assert_eq!(desktop.notifications_so_far().await, []);
        set(&window, json!({ "quiet_from": null, "quiet_until": null })).await;
        let shown = desktop.next_notification().await;
        assert!(shown.body.starts_with("검색 2개가 끝났어요."), "{shown:?}");
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_desktop_that_shows_none_is_known_until_it_does() {
    alone(async {
        let mut desktop = Desktop::start_without_notifications().await;
        let window = desktop.open().await;
        set(&window, json!({ "gathers": false })).await;
        ask_and_leave(&window, &["데미안"]).await;
        window.run_until_done(REFUSED, vec![json!(true)]).await;
        desktop.begin_notifications().await;
        let shown = desktop.next_notification().await;
        assert!(
            shown.body.starts_with("‘데미안’"),
            "nobody could show it before: {shown:?}"
        );
        window.run_until_done(REFUSED, vec![json!(false)]).await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_asked_is_no_markup() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        ask_and_leave(&window, &["<b>없는 책</b> & C"]).await;
        let shown = desktop.next_notification().await;
        let expected = "‘&lt;b&gt;없는 책&lt;/b&gt; &amp; C’ ";
        assert!(shown.body.starts_with(expected), "{shown:?}");
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_one_thing_that_is_unseen_is_shown_at_the_next_start() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        ask_and_leave(&window, &["데미안"]).await;
        let shown = desktop.next_notification().await;
        assert!(shown.body.starts_with("‘데미안’"), "{shown:?}");
        // The click on it is lost with the app.
        desktop.crash();
        drop(window);
        let window = desktop.open().await;
        let message = window.attribute("body[data-opened]", "data-opened").await;
        window
            .find(&format!("[data-message-id='{message}'] [data-testid=card]"))
            .await;
        window.run_until_done(UNSEEN, vec![json!(0)]).await;
        window.close().await;
    })
    .await;
}

const CALL: &str = r"
    const done = arguments[arguments.length - 1];
    window.__TAURI_INTERNALS__.invoke(arguments[0]).then(() => done(null), (error) => done(error));
";

const SET: &str = r"
    const done = arguments[arguments.length - 1];
    const { invoke } = window.__TAURI_INTERNALS__;
    invoke('start')
        .then(({ settings }) => invoke('set_settings', { request: { settings: { ...settings, ...arguments[0] } } }))
        .then(() => done(null), (error) => done(error));
";

/// When the search of the first room ended, as soon as that is later than this.
const ENDED: &str = r"
    const done = arguments[arguments.length - 1];
    const { invoke } = window.__TAURI_INTERNALS__;
    const look = async () => {
        const { rooms } = await invoke('start');
        const { searches } = await invoke('open_room', { request: { room_id: rooms[0].id } });
        const at = searches[0].finished_at_ms;
        if (at > arguments[0]) done(at); else requestAnimationFrame(look);
    };
    look().catch(done);
";

/// Has the page get a room as it was before it was marked as seen, but after it has heard that it is.
const READ_TOO_EARLY: &str = r"
    const { fetch } = window;
    const [isRead, isMarked] = [Promise.withResolvers(), Promise.withResolvers()];
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const handler = window.__TAURI_INTERNALS__.transformCallback(({ payload }) => {
        if (payload.kind === 'room' && payload.room.unseen_count === 0) frame().then(frame).then(isMarked.resolve);
    });
    window.__TAURI_INTERNALS__.invoke('plugin:event|listen', { event: 'change', target: { kind: 'Any' }, handler });
    window.fetch = async (...request) => {
        const command = String(request[0]).split('/').at(-1);
        if (command === 'mark_seen') await isRead.promise;
        const answer = await fetch(...request);
        if (command === 'open_room') {
            isRead.resolve();
            await isMarked.promise;
        }
        return answer;
    };
";

/// Done as soon as so much is unseen in the first room.
const UNSEEN: &str = r"
    const done = arguments[arguments.length - 1];
    const look = async () => {
        const { rooms } = await window.__TAURI_INTERNALS__.invoke('start');
        if (rooms[0].unseen_count === arguments[0]) done(true); else requestAnimationFrame(look);
    };
    look().catch(done);
";

/// Done as soon as it is known that the desktop shows no notifications, or that it does.
const REFUSED: &str = r"
    const done = arguments[arguments.length - 1];
    const look = async () => {
        const { notifications_refused } = await window.__TAURI_INTERNALS__.invoke('start');
        if (notifications_refused === arguments[0]) done(true); else requestAnimationFrame(look);
    };
    look().catch(done);
";
