//! What is told of a watched book, once, and what of it is taken back.

use engine::wire::{Change, CommandError, CommandErrorCode, ExportForm, WatchEvent, WatchState};
use engine::{ALERTS, Error, HitId, RoomId};
use practice::{Kind, Lending};
use support::library::in_time;

use super::{DAY_MS, DUE, Shelf, clock_on, file};

#[tokio::test]
async fn a_book_that_comes_back_is_told_once_and_the_watch_has_ended() {
    let shelf = Shelf::new().await;
    let begun = shelf.watch(None).await;
    assert_eq!(
        (begun.state, begun.title.as_str()),
        (WatchState::Watching, "토지 1")
    );
    assert_eq!(begun.expires_at_ms - begun.began_at_ms, 60 * DAY_MS);
    let lent = shelf.looked().await;
    assert_eq!(lent.due.as_deref(), Some("2027-01-20"));
    assert_eq!(shelf.look_again().await.state, WatchState::Watching);
    shelf.stand(Lending::Returned);
    let told = shelf.look_again().await;
    assert_eq!((told.state, told.next_at_ms), (WatchState::Told, None));
    let news = shelf.told().await.remove(1);
    assert_eq!(
        (news.event, news.watch_id),
        (WatchEvent::Available, begun.id)
    );
    assert!(!news.location.is_empty() && news.call_number.starts_with("813.6"));
    let count = shelf.world.asked(Kind::Copies);
    assert_eq!(count, 3, "three looks, a request each");
    // Whoever asks for it himself hears nothing twice.
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.world.end(shelf.search).await;
    shelf.clock.pass_until(40 * DAY_MS);
    let shelf = shelf.restart().await;
    assert_eq!(
        shelf.events().await,
        [WatchEvent::Began, WatchEvent::Available]
    );
    assert!(
        shelf.watches().await.is_empty(),
        "forgotten after thirty days"
    );
}

#[tokio::test]
async fn the_room_of_alerts_counts_what_nobody_has_seen_and_takes_no_question() {
    let shelf = Shelf::with(Lending::Returned).await;
    let engine = &shelf.world.engine;
    let named = engine
        .libraries()
        .into_iter()
        .find(|library| library.id == ALERTS);
    assert_eq!(named.unwrap().name, "대출가능 알림");
    let none = engine.start_chat(ALERTS).await;
    assert!(
        matches!(none, Err(Error::NotFound("room"))),
        "nothing to tell yet"
    );
    let mut changes = engine.changes();
    shelf.watch(None).await;
    let unseen = async {
        loop {
            if let Change::Room { room } = changes.recv().await.unwrap()
                && room.library_id == ALERTS
                && room.unseen_count > 0
            {
                return room;
            }
        }
    };
    let room = in_time("the room of alerts", unseen).await;
    assert_eq!(room.unseen_count, 1);
    let id = RoomId(room.id);
    engine.mark_seen(id).await.unwrap();
    assert_eq!(shelf.room().await.room.unseen_count, 0);
    for refused in [
        engine.send_message(id, "토지", false).await.map(|_| ()),
        engine.show_guide(id).await,
    ] {
        let refused = CommandError::from(refused.unwrap_err());
        assert_eq!(refused.code, CommandErrorCode::NotAllowed);
    }
    let refused = engine.check_library(ALERTS).await;
    assert!(matches!(refused, Err(Error::NotFound("library"))));
    let refused = engine.set_search_saved(ALERTS, "토지", true).await;
    assert!(matches!(refused, Err(Error::NotFound("library"))));
    assert_eq!(engine.find_messages(id, "토지").await.unwrap().len(), 2);
    let (_, text) = shelf.world.exported(id, ExportForm::Text).await;
    assert!(
        text.contains("대출가능 알림: ‘토지 1’ 지금 빌릴 수 있어요."),
        "{text}"
    );
}

#[tokio::test]
async fn a_person_who_asks_oneself_ends_the_watch_too() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let count = shelf.world.asked_copies()[&shelf.cid];
    shelf.stand(Lending::Returned);
    clock_on(&shelf.clock, 600_000);
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.until(|watch| watch.state == WatchState::Told).await;
    shelf.world.end(shelf.search).await;
    assert_eq!(shelf.world.asked_copies()[&shelf.cid], count + 1);
    assert_eq!(
        shelf.events().await,
        [WatchEvent::Began, WatchEvent::Available]
    );
}

#[tokio::test]
async fn a_person_who_asks_often_makes_no_watch_slower() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let mut file = file(shelf.world.folder()).await;
    let mut unchanged_count = async || {
        let count = sqlx::query_scalar::<_, u32>("SELECT unchanged_count FROM watch");
        count.fetch_one(&mut file).await.unwrap()
    };
    let before = unchanged_count().await;
    let asked = shelf.world.asked_copies()[&shelf.cid];
    for _ in 0..3 {
        clock_on(&shelf.clock, 600_000);
        shelf.world.engine.retry_search(shelf.search).await.unwrap();
        shelf.world.end(shelf.search).await;
    }
    assert_eq!(shelf.world.asked_copies()[&shelf.cid], asked + 3);
    assert_eq!(unchanged_count().await, before);
    shelf.look_again().await;
    assert_eq!(unchanged_count().await, before + 1);
}

#[tokio::test]
async fn a_book_that_is_watched_twice_comes_back_once() {
    let shelf = Shelf::new().await;
    let copies = shelf.world.hits(shelf.search).await.remove(0).copies;
    let place = copies[0].location.clone();
    let everywhere = shelf.watch(None).await;
    shelf.looked().await;
    let here = shelf.watch(Some(&place)).await;
    let elsewhere = shelf.watch(Some("어느 분관")).await;
    shelf.stand(Lending::Returned);
    clock_on(&shelf.clock, 600_000);
    shelf.world.engine.retry_search(shelf.search).await.unwrap();
    shelf.world.end(shelf.search).await;
    let states: Vec<_> = shelf
        .watches()
        .await
        .into_iter()
        .map(|watch| (watch.id, watch.state))
        .collect();
    assert_eq!(
        states,
        [
            (elsewhere.id, WatchState::Watching),
            (here.id, WatchState::Told),
            (everywhere.id, WatchState::Told)
        ]
    );
    let mut told = shelf.told().await;
    told.retain(|news| news.event == WatchEvent::Available);
    let places: Vec<_> = told.iter().map(|news| news.place.as_deref()).collect();
    assert_eq!(places, [Some(place.as_str())], "one line, which names it");
    assert_eq!(shelf.room().await.room.unseen_count, 1);
}

#[tokio::test]
async fn what_changes_meanwhile_is_history_and_no_alert() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let later = Lending::Lent {
        year: 2027,
        month: 2,
        day: 3,
    };
    for lending in [later, later, Lending::Reserved] {
        shelf.stand(lending);
        shelf.look_again().await;
    }
    assert_eq!(
        shelf.events().await,
        [
            WatchEvent::Began,
            WatchEvent::DueMoved,
            WatchEvent::Reserved
        ]
    );
    assert_eq!(shelf.told().await[1].due.as_deref(), Some("2027-02-03"));
    assert_eq!(shelf.room().await.room.unseen_count, 0);
}

#[tokio::test]
async fn a_book_that_is_lost_is_told_after_two_looks_and_so_is_that_it_is_found() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    // Once may be a page that was not whole.
    for lending in [Lending::Lost, DUE, Lending::Lost] {
        shelf.stand(lending);
        shelf.look_again().await;
    }
    assert_eq!(shelf.events().await, [WatchEvent::Began]);
    shelf.look_again().await;
    let gone = shelf.alerts().await.remove(0);
    assert_eq!(gone.news.event, WatchEvent::Gone);
    assert_eq!(shelf.room().await.room.unseen_count, 1);
    shelf.look_again().await;
    shelf.stand(DUE);
    assert_eq!(shelf.look_again().await.state, WatchState::Watching);
    let expected = [WatchEvent::Began, WatchEvent::Gone, WatchEvent::Back];
    assert_eq!(shelf.events().await, expected);
}

#[tokio::test]
async fn of_a_book_that_is_never_lent_nothing_is_promised_in_vain() {
    let shelf = Shelf::with(Lending::ReadHere).await;
    let begun = shelf.watch(None).await;
    shelf.looked().await;
    let told = shelf.alerts().await.remove(0).news;
    assert_eq!((told.event, told.watch_id), (WatchEvent::NotLent, begun.id));
    shelf.look_again().await;
    let expected = [WatchEvent::Began, WatchEvent::NotLent];
    assert_eq!(shelf.events().await, expected, "once");
}

#[tokio::test]
async fn a_room_of_alerts_that_was_left_comes_back_as_quiet_as_it_was() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    let room = RoomId(shelf.room().await.room.id);
    let engine = &shelf.world.engine;
    engine.set_room(room, false, true).await.unwrap();
    engine.leave_room(room).await.unwrap();
    let none = engine.start_chat(ALERTS).await;
    assert!(none.is_err(), "it is left");
    let listed = engine.rooms().await.unwrap();
    assert!(listed.iter().all(|room| room.library_id != ALERTS));
    shelf.stand(Lending::Returned);
    shelf.look_again().await;
    let back = shelf.room().await;
    assert!(back.room.is_muted, "nobody has switched it on again");
    assert_eq!((back.messages.len(), back.room.unseen_count), (1, 1));
}

#[tokio::test]
async fn a_conversation_may_be_cleared_and_the_watch_stays() {
    let shelf = Shelf::new().await;
    shelf.watch(None).await;
    shelf.looked().await;
    shelf.world.engine.clear_data().await.unwrap();
    let none = shelf.world.engine.start_chat(ALERTS).await;
    assert!(none.is_err(), "its room went with the others");
    shelf.stand(Lending::Returned);
    assert_eq!(shelf.look_again().await.state, WatchState::Told);
    assert_eq!(shelf.events().await, [WatchEvent::Available]);
    let again = shelf.watch(None).await;
    assert_eq!(again.title, "토지 1", "nobody has found it since");
    let unknown = shelf.world.engine.watch_book("practice", "1", None).await;
    assert!(matches!(unknown, Err(Error::NotFound("book"))));
}

#[tokio::test]
async fn a_look_shows_its_copies_to_whoever_sees_the_book() {
    let shelf = Shelf::new().await;
    let hit = HitId(shelf.world.hits(shelf.search).await[0].id);
    shelf.watch(None).await;
    shelf.looked().await;
    let hits = shelf.world.hits(shelf.search).await;
    let shown = hits.iter().find(|shown| HitId(shown.id) == hit).unwrap();
    assert_eq!(shown.copies[0].due.as_deref(), Some("2027-01-20"));
}
