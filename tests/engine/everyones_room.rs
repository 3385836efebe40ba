//! The room of 모든 도서관: what is done with one of its cards, with the room as a whole, and in another room beside it.

use engine::wire::{Change, ExportForm, SearchState};
use engine::{EVERYONE, Notification, RoomId, SearchId};
use practice::Kind;
use support::library::in_time;

use super::everyone::Town;

#[tokio::test]
async fn the_list_shows_the_card_that_goes_on() {
    let town = Town::new().await;
    let gate = town.world.practice().gate();
    gate.hold(Kind::List);
    let sent = town.send("토지").await;
    let [first, second] = [0, 1].map(|at: usize| SearchId(sent.searches[at].id));
    gate.wait_held(1).await;
    town.world.end(second).await;
    let shown = async || {
        let room = town.in_list().await;
        let search = room.last_search.unwrap();
        assert_eq!(Some(room.last_message.unwrap().id), search.message_id);
        (search.id, room.unseen_count)
    };
    assert_eq!(shown().await, (first.0, 1), "one goes on, one is unseen");
    gate.release_all();
    town.world.end(first).await;
    assert_eq!(shown().await, (second.0, 2), "both are over: the newest");
    let room = town.room().await;
    town.world.engine.mark_seen(room).await.unwrap();
    assert_eq!(shown().await, (second.0, 0));
    let mut changes = town.world.engine.changes();
    gate.hold(Kind::List);
    town.world.engine.retry_search(first).await.unwrap();
    let told = async {
        loop {
            if let Change::Room { room } = changes.recv().await.unwrap() {
                return room.last_search.unwrap().id;
            }
        }
    };
    assert_eq!(in_time("the room is told", told).await, first.0);
    gate.release_all();
    town.world.end(first).await;
}

#[tokio::test]
async fn one_is_stopped_parked_and_asked_again_without_the_other() {
    let town = Town::new().await;
    town.hold_lists();
    let sent = town.send("토지").await;
    let [first, second] = [0, 1].map(|at: usize| SearchId(sent.searches[at].id));
    let engine = &town.world.engine;
    engine.hold_search(second).await.unwrap();
    engine.cancel_search(first).await.unwrap();
    let states = async || {
        let states = [first, second].map(|id| town.world.search(id));
        let [first, second] = states;
        [first.await.state, second.await.state]
    };
    assert_eq!(states().await, [SearchState::Cancelled, SearchState::Held]);
    assert_eq!(town.in_list().await.last_search.unwrap().id, second.0);
    engine.retry_search(first).await.unwrap();
    engine.resume_search(second).await.unwrap();
    let go_on = [SearchState::Waiting, SearchState::Running];
    assert!(states().await.iter().all(|state| go_on.contains(state)));
    town.release_all();
    for id in [first, second] {
        assert_eq!(town.world.end(id).await.state, SearchState::Complete);
    }
}

#[tokio::test]
async fn every_end_is_notified_and_none_of_a_muted_room() {
    let town = Town::new().await;
    town.find("토지").await;
    let told = town.world.notifications().await;
    let [Notification::Searches(ends)] = told.as_slice() else {
        panic!("both as one: {told:?}")
    };
    let room = town.room().await;
    let mut libraries: Vec<_> = ends
        .iter()
        .map(|ended| {
            assert!(ended.of_everyone);
            assert_eq!(ended.target.room_id, room.0);
            assert_eq!(Some(ended.target.message_id), ended.search.message_id);
            ended.search.library_id.as_str()
        })
        .collect();
    libraries.sort_unstable();
    assert_eq!(libraries, ["first", "second"]);
    let engine = &town.world.engine;
    engine.mark_seen(room).await.unwrap();
    engine.set_room(room, false, true).await.unwrap();
    town.find("호주").await;
    engine.set_room(room, false, false).await.unwrap();
    let heard = town.find("데미안").await;
    let told = town.world.told().await;
    assert_eq!(told.len(), 2, "none of what ended in silence");
    assert!(heard.iter().all(|search| told.contains(&search.id)));
}

#[tokio::test]
async fn the_room_is_looked_into_and_written_out() {
    let town = Town::new().await;
    let ends = town.find("토지").await;
    let room = town.room().await;
    let engine = &town.world.engine;
    let found = engine.find_messages(room, "토지").await.unwrap();
    assert_eq!(found.len(), 3, "the text and both cards");
    let (begun, text) = town.world.exported(room, ExportForm::Text).await;
    assert_eq!(begun.library_id, EVERYONE);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("모든 도서관: "), "{}", lines[0]);
    let (_, table) = town.world.exported(room, ExportForm::Csv).await;
    for name in ["첫째 도서관", "둘째 도서관"] {
        let said = format!("{name}: ‘토지’ 24권을 찾았어요.");
        assert_eq!(text.matches(&said).count(), 1, "{text}");
        let rows = table.lines().filter(|row| row.contains(name)).count();
        assert!(rows >= 24, "{rows} of {name}");
    }
    let link = engine.link(SearchId(ends[1].id), None).await.unwrap();
    assert!(link.as_str().starts_with(&town.second.base_url()));
}

#[tokio::test]
async fn an_emptied_or_left_room_asks_nobody_any_more() {
    let town = Town::new().await;
    let engine = &town.world.engine;
    for leaves in [false, true] {
        let room = town.room().await;
        town.hold_lists();
        town.send("토지").await;
        town.world.practice().gate().wait_held(1).await;
        town.second.gate().wait_held(1).await;
        let own = engine.start_chat("first").await.unwrap().room.id;
        let sent = engine.send_message(RoomId(own), "토지", false);
        let alone = SearchId(sent.await.unwrap().searches[0].id);
        if leaves {
            engine.leave_room(room).await.unwrap();
        } else {
            engine.clear_room(room).await.unwrap();
        }
        let left = engine.queue_view().await.unwrap().searches;
        let left: Vec<i64> = left.iter().map(|search| search.id).collect();
        assert_eq!(left, [alone.0], "only that of the other room");
        town.release_all();
        assert_eq!(town.world.end(alone).await.state, SearchState::Complete);
        engine.clear_room(RoomId(own)).await.unwrap();
    }
    assert_ne!(town.room().await.0, 1, "it begins anew");
}

#[tokio::test]
async fn a_librarys_own_room_has_its_own_card() {
    let town = Town::new().await;
    let engine = &town.world.engine;
    let own = engine.start_chat("first").await.unwrap().room.id;
    town.hold_lists();
    let sent = engine.send_message(RoomId(own), "토지", false);
    let alone = sent.await.unwrap().searches[0].id;
    let sent = town.send("토지").await;
    assert!(
        sent.searches.iter().all(|search| search.id != alone),
        "its card is in the other room"
    );
    assert_eq!(sent.messages.len(), 3);
    let first = SearchId(sent.searches[0].id);
    engine.cancel_search(first).await.unwrap();
    engine.retry_search(first).await.unwrap();
    let again = town.world.search(first).await;
    assert_eq!(again.finished_at_ms, None, "the other one is no hindrance");
    town.release_all();
    for id in [alone, sent.searches[0].id, sent.searches[1].id] {
        let end = town.world.end(SearchId(id)).await;
        assert_eq!((end.state, end.checked_count), (SearchState::Complete, 10));
    }
    let counts = town.world.asked_copies();
    assert!(
        counts.len() == 10 && counts.values().all(|count| *count == 1),
        "what both want is read once: {counts:?}"
    );
}

#[tokio::test]
async fn a_young_answer_of_one_spares_that_one() {
    let town = Town::new().await;
    let engine = &town.world.engine;
    let own = engine.start_chat("first").await.unwrap().room.id;
    let sent = engine.send_message(RoomId(own), "토지", false);
    let known = sent.await.unwrap().searches[0].id;
    town.world.end(SearchId(known)).await;
    town.world.practice().clear_log();
    town.hold_lists();
    let sent = town.send("토지").await;
    let states: Vec<_> = sent.searches.iter().map(|search| search.state).collect();
    assert_eq!(states, [SearchState::Complete, SearchState::Waiting]);
    town.release_all();
    town.world.end(SearchId(sent.searches[1].id)).await;
    assert!(town.world.practice().requests().is_empty());
}
