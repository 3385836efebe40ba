use super::fixture::Store;
use crate::settings::tests::settings as new_settings;
use crate::store::{searches, settings};
use crate::wire::{NotifyRule, SearchState, Settings, Speech, Theme};

#[tokio::test]
async fn get_gives_a_new_person_what_is_usual() {
    let mut store = Store::new().await;
    assert_eq!(settings::get(&mut store).await.unwrap(), new_settings());
}

#[tokio::test]
async fn set_changes_every_value() {
    let mut store = Store::new().await;
    let wanted = Settings {
        theme: Theme::Dark,
        text_percent: 200,
        less_motion: true,
        speech: Speech::English,
        enter_sends: false,
        single_keys: false,
        notify: NotifyRule::Never,
        quiet_from: Some(1_380),
        slow_seconds: 30,
        gathers: false,
        watch_days: 90,
        keeps_running: false,
        closing_told: true,
        in_flight: 2,
        quiet_until: Some(0),
        copies_limit: 50,
        keep_seconds: 86_400,
        list_px: 520,
        detail_px: 300,
    };
    settings::set(&mut store, &wanted).await.unwrap();
    assert_eq!(settings::get(&mut store).await.unwrap(), wanted);
}

#[tokio::test]
async fn what_is_impossible_is_refused() {
    let mut store = Store::new().await;
    for wild in [
        Settings {
            text_percent: 84,
            ..new_settings()
        },
        Settings {
            quiet_from: Some(5),
            ..new_settings()
        },
        Settings {
            copies_limit: 0,
            ..new_settings()
        },
        Settings {
            keep_seconds: 86_401,
            ..new_settings()
        },
        Settings {
            list_px: 239,
            ..new_settings()
        },
        Settings {
            detail_px: 641,
            ..new_settings()
        },
    ] {
        assert!(settings::set(&mut store, &wild).await.is_err(), "{wild:?}");
    }
}

#[tokio::test]
async fn clear_ended_takes_what_has_ended_off_the_list() {
    let mut store = Store::new().await;
    for (text, at_ms) in [("하나", 50), ("둘", 40), ("셋", 60)] {
        let search = store.search(text).await;
        store.end(search, SearchState::Complete, at_ms).await;
    }
    store.search("아직").await;
    let ended = searches::ended(&mut store, 2).await.unwrap();
    let mut times = Vec::new();
    for id in &ended {
        times.push(store.view(*id).await.finished_at_ms);
    }
    assert_eq!(times, [Some(60), Some(50)], "the latest, newest first");
    settings::clear_ended(&mut store, 60).await.unwrap();
    assert!(searches::ended(&mut store, 2).await.unwrap().is_empty());
    let later = store.search("넷").await;
    store.end(later, SearchState::Failed, 61).await;
    assert_eq!(searches::ended(&mut store, 2).await.unwrap(), [later]);
}
