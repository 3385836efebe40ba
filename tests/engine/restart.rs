//! An engine that ends in the middle, in order or not, and the next one on the same folder.

use std::collections::HashMap;

use engine::wire::{ErrorCode, SearchState};
use engine::{Engine, RoomId, SearchId};
use practice::{Fault, Kind, Practice, Seen, What};
use support::library::{Stop, World, is_over, options_with, practice, until};
use url::Url;

const BOTH: [Stop; 2] = [Stop::Shutdown, Stop::Drop];

/// The requests that were answered: what was asked, and how often.
fn answered(practice: &Practice) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    let requests = practice.requests();
    for Seen {
        path, page, cid, ..
    } in requests.into_iter().filter(|seen| seen.status == Some(200))
    {
        let what = format!("{path} {page:?} {cid:?}");
        *counts.entry(what).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn a_search_cut_off_among_its_copies_is_finished() {
    for stop in BOTH {
        let world = World::new().await;
        let gate = world.practice().gate();
        gate.hold(Kind::Copies);
        let id = world.ask("호주").await;
        gate.release(2);
        let all_listed =
            |search: &engine::wire::Search| search.hit_count == 104 && search.checked_count == 2;
        world.until(id, all_listed).await;
        gate.wait_held(6).await;

        let stopped = world.stop(stop).await;
        let before = stopped.practice.requests().len();
        let world = stopped.start().await;
        let resumed = world.until(id, |search| search.resumed).await;
        assert_eq!(
            (resumed.state, resumed.hit_count),
            (SearchState::Running, 104),
            "{stop:?}"
        );
        gate.release_all();
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.hit_count, search.checked_count),
            (SearchState::Complete, 104, 10),
            "{stop:?}: no book is lost"
        );
        assert!(search.resumed, "{stop:?}: and it is said that it went on");
        let cids: std::collections::HashSet<String> = world
            .hits(id)
            .await
            .into_iter()
            .map(|hit| hit.cid)
            .collect();
        assert_eq!(cids.len(), 104, "{stop:?}: none is double");
        let answered = answered(world.practice());
        assert_eq!(answered.len(), 13, "{stop:?}: three pages, ten books");
        assert!(
            answered.values().all(|count| *count == 1),
            "{stop:?}: what was answered is not asked again: {answered:?}"
        );
        assert_eq!(
            world.practice().requests().len() - before,
            8,
            "{stop:?}: only the eight books that were missing"
        );
    }
}

#[tokio::test]
async fn a_search_cut_off_among_its_pages_is_finished() {
    for stop in BOTH {
        let world = World::new().await;
        let gate = world.practice().gate();
        gate.hold(Kind::List);
        let id = world.ask("호주").await;
        gate.release(1);
        world.until(id, |search| search.checked_count == 10).await;
        gate.wait_held(2).await;
        let stopped = world.stop(stop).await;
        gate.release_all();
        let world = stopped.start().await;
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.hit_count, search.checked_count),
            (SearchState::Complete, 104, 10),
            "{stop:?}"
        );
        let answered = answered(world.practice());
        assert_eq!(answered.len(), 13, "{stop:?}");
        assert!(
            answered.values().all(|count| *count == 1),
            "{stop:?}: the first page is not asked again: {answered:?}"
        );
    }
}

#[tokio::test]
async fn a_search_cut_off_while_it_waits_for_its_next_attempt_is_finished() {
    let world = World::with(vec![Fault::new(Kind::Copies, What::Status(500)).times(10)]).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    gate.release(4);
    gate.wait_held(6).await;
    let stopped = world.stop(Stop::Drop).await;
    stopped.practice.set_faults(Vec::new());
    gate.release_all();
    let world = stopped.start().await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
}

#[tokio::test]
async fn a_search_survives_many_ends_in_order() {
    let (world, id) = ended_five_times(Stop::Shutdown).await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10),
        "being stopped in order is no failed attempt"
    );
    assert!(answered(world.practice()).values().all(|count| *count == 1));
}

#[tokio::test]
async fn what_was_under_way_at_three_crashes_is_given_up_and_can_be_asked_again() {
    let (world, id) = ended_five_times(Stop::Drop).await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.code, search.hit_count),
        (SearchState::Partial, Some(ErrorCode::Crashed), 24),
        "work that may be what kills the program is not begun for ever"
    );
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert!(answered(world.practice()).values().all(|count| *count == 1));
}

/// A search whose engine ended after each of its first five books; the gate is open.
async fn ended_five_times(stop: Stop) -> (World, SearchId) {
    let mut world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    for checked in 1..=5 {
        gate.wait_held(1).await;
        gate.release(1);
        world
            .until(id, |search| search.checked_count == checked)
            .await;
        world = world.stop(stop).await.start().await;
    }
    gate.release_all();
    (world, id)
}

#[tokio::test]
async fn a_search_that_was_in_line_is_begun_at_the_next_start() {
    for stop in BOTH {
        let world = World::new().await;
        let gate = world.practice().gate();
        gate.hold(Kind::List);
        for text in ["토지", "호주", "파이썬", "한국", "세계", "경제"] {
            world.ask(text).await;
        }
        gate.wait_held(6).await;
        let id = world.ask("데미안").await;
        let stopped = world.stop(stop).await;
        gate.release_all();
        let world = stopped.start().await;
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.hit_count, search.checked_count),
            (SearchState::Complete, 1, 1),
            "{stop:?}"
        );
        for search in world.room().await.searches {
            let search = world.end(SearchId(search.id)).await;
            assert_eq!(search.state, SearchState::Complete, "{stop:?}");
        }
    }
}

#[tokio::test]
async fn a_stopped_search_stays_stopped_at_the_next_start() {
    for stop in BOTH {
        let world = World::new().await;
        world.practice().gate().hold(Kind::Copies);
        let id = world.ask("토지").await;
        world.practice().gate().wait_held(6).await;
        world.engine.cancel_search(id).await.unwrap();
        let world = world.stop(stop).await.start().await;
        world.practice().gate().release_all();
        world.practice().clear_log();
        world.find("데미안").await;
        assert_eq!(world.search(id).await.state, SearchState::Cancelled);
        assert_eq!(
            world.asked(Kind::Copies),
            1,
            "{stop:?}: nothing of it is asked any more"
        );
    }
}

#[tokio::test]
async fn what_had_ended_stays_as_it_was() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    let before = world.end(id).await;
    let hits = world.hits(id).await;
    let view = world.room().await;
    let world = world.stop(Stop::Shutdown).await.start().await;
    world.practice().clear_log();
    world.find("데미안").await;
    assert_eq!(world.search(id).await, before);
    assert_eq!(world.hits(id).await, hits);
    assert_eq!(world.room().await.messages[..3], view.messages[..]);
    assert_eq!(world.asked(Kind::List), 1, "nothing of it is asked again");
}

#[tokio::test]
async fn the_practice_library_is_followed_to_its_new_address() {
    let world = World::new().await;
    world.practice().gate().hold(Kind::Copies);
    let id = world.ask("토지").await;
    world.practice().gate().wait_held(6).await;
    let mut stopped = world.stop(Stop::Shutdown).await;
    let old = std::mem::replace(&mut stopped.practice, practice(Vec::new()).await);
    assert_ne!(old.base_url(), stopped.practice.base_url());
    old.stop().await;
    let world = stopped.start().await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (0, 10),
        "the new one is asked for what was missing"
    );
    let kept = world.ask("토지").await;
    assert_eq!(
        world.search(kept).await.state,
        SearchState::Complete,
        "it is the same library"
    );
}

#[tokio::test]
async fn an_address_of_its_own_stays_with_a_search() {
    let world = World::new().await;
    let elsewhere = practice(Vec::new()).await;
    elsewhere.gate().hold(Kind::Copies);
    let options =
        options_with(|options| options.address = Some(Url::parse(&elsewhere.base_url()).unwrap()));
    let id = world.inquire("sejong", "토지", options).await;
    elsewhere.gate().wait_held(1).await;
    let world = world.stop(Stop::Drop).await.start().await;
    elsewhere.gate().release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.checked_count),
        (SearchState::Complete, 24, 10),
        "a search that goes on goes where it was sent"
    );
    assert!(world.practice().requests().is_empty(), "and nowhere else");
    let answered = answered(&elsewhere);
    assert_eq!(answered.len(), 11);
    assert!(answered.values().all(|count| *count == 1));
}

#[tokio::test]
async fn a_second_engine_on_the_folder_works_on_nothing_until_the_first_is_gone() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let stopped_options = world.options();
    let id = world.ask("토지").await;
    gate.wait_held(6).await;
    let second = Engine::start(stopped_options).await.unwrap();
    assert!(world.engine.is_runner() && !second.is_runner());
    assert_eq!(
        second.search(id).await.unwrap(),
        world.search(id).await,
        "both see the same"
    );
    let before = world.practice().requests().len();
    drop(second);
    gate.release_all();
    let search = world.end(SearchId(id.0)).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert_eq!(world.practice().requests().len() - before, 4, "none double");
}

#[tokio::test]
async fn what_a_second_engine_is_asked_the_first_one_answers() {
    let world = World::new().await;
    let second = Engine::start(world.options()).await.unwrap();
    let room = second.start_chat("practice").await.unwrap().room.id;
    let sent = second
        .send_message(RoomId(room), "토지", false)
        .await
        .unwrap();
    let id = SearchId(sent.searches[0].id);
    let search = until(&second, id, is_over).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10),
        "it is told to look again until the answer is there"
    );
    assert!(!second.is_runner());
    assert_eq!(world.practice().requests().len(), 11);
}

#[tokio::test]
async fn a_second_engine_takes_over_when_the_first_is_gone() {
    for stop in BOTH {
        let world = World::new().await;
        let gate = world.practice().gate();
        gate.hold(Kind::Copies);
        let id = world.ask("토지").await;
        gate.release(2);
        world.until(id, |search| search.checked_count == 2).await;
        gate.wait_held(6).await;
        let second = Engine::start(world.options()).await.unwrap();
        assert!(!second.is_runner());
        let stopped = world.stop(stop).await;
        gate.release_all();
        let search = until(&second, id, is_over).await;
        assert_eq!(
            (search.state, search.checked_count),
            (SearchState::Complete, 10),
            "{stop:?}"
        );
        assert!(second.is_runner(), "{stop:?}");
        let answered = answered(&stopped.practice);
        assert_eq!(answered.len(), 11, "{stop:?}");
        assert!(answered.values().all(|count| *count == 1), "{stop:?}");
    }
}
