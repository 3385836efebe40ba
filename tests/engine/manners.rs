//! How hard a library is pressed: never more than six requests at once, fewer once it asks to be spared.

use engine::Amount;
use engine::wire::{ErrorCode, SearchState};
use practice::{Fault, Kind, Seen, What};
use support::library::{World, options_with};

#[tokio::test]
async fn never_more_than_six_requests_are_under_way() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let mut ids = Vec::new();
    // Searches beside each other, each with more to ask than there are lanes.
    for text in ["토지", "호주", "파이썬"] {
        ids.push(world.ask(text).await);
    }
    gate.wait_held(6).await;
    gate.release_all();
    for id in ids {
        assert_eq!(world.end(id).await.state, SearchState::Complete);
    }
    assert_eq!(
        world.practice().max_in_flight(),
        6,
        "all lanes were used, and none more"
    );
}

#[tokio::test]
async fn a_library_that_asks_to_be_spared_is_asked_less_at_once() {
    let fault = Fault::new(
        Kind::Copies,
        What::Busy {
            status: 429,
            retry_after: 1,
        },
    );
    let world = World::with(vec![fault.times(1)]).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let options = options_with(|options| options.copies = Amount::All);
    let id = world.inquire("practice", "토지", options).await;
    gate.wait_held(6).await;
    // The six that were under way come home, the first of them with 429.
    gate.release(6);
    gate.wait_held(3).await;
    gate.release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 24)
    );
    let copies: Vec<Seen> = world
        .practice()
        .requests()
        .into_iter()
        .filter(|seen| seen.kind == Kind::Copies)
        .collect();
    let told = copies.iter().find(|seen| seen.status == Some(429)).unwrap();
    let told_at = told.ended_micros.unwrap();
    let later: Vec<&Seen> = copies
        .iter()
        .filter(|seen| seen.started_micros > told_at)
        .collect();
    let (first, rest) = later.split_at(3);
    let first_home = first.iter().filter_map(|seen| seen.ended_micros).min();
    assert!(
        rest[0].started_micros >= first_home.unwrap(),
        "half of the lanes are closed: a fourth waits until one of three is home"
    );
}

#[tokio::test]
async fn a_search_may_be_told_to_ask_one_by_one() {
    let world = World::new().await;
    let options = options_with(|options| options.in_flight = Some(1));
    let id = world.inquire("practice", "호주", options).await;
    assert_eq!(world.end(id).await.state, SearchState::Complete);
    assert_eq!(world.practice().max_in_flight(), 1);
}

#[tokio::test]
async fn whether_a_library_answers_is_asked_no_less_gently_than_the_search_under_way() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let options = options_with(|options| options.in_flight = Some(1));
    let id = world.inquire("practice", "토지", options).await;
    gate.wait_held(1).await;
    world.engine.check_library("practice").await.unwrap();
    gate.release_all();
    assert_eq!(world.end(id).await.checked_count, 10);
    assert_eq!(world.practice().max_in_flight(), 1);
}

#[tokio::test]
async fn pages_come_before_copies_and_what_is_looked_at_before_both() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let options = options_with(|options| options.in_flight = Some(1));
    let id = world.inquire("practice", "호주", options).await;
    gate.wait_held(1).await;
    let seen: Vec<Kind> = world
        .practice()
        .requests()
        .iter()
        .map(|seen| seen.kind)
        .collect();
    assert_eq!(
        seen,
        [Kind::List, Kind::List, Kind::List, Kind::Copies],
        "all hits are listed before the first copies are asked for"
    );
    let ids = world.hit_ids(id, 60..61).await;
    let cid = world.hits(id).await[60].cid.clone();
    world.engine.check_copies(id, ids).await.unwrap();
    gate.release_all();
    world.end(id).await;
    world.until(id, |search| search.checked_count == 11).await;
    let requests = world.practice().requests();
    assert_eq!(
        requests[4].cid.as_deref(),
        Some(cid.as_str()),
        "the book that somebody looks at is next"
    );
}

#[tokio::test]
async fn a_library_that_says_no_is_left_alone_at_once() {
    for what in [What::Portal, What::Status(403)] {
        let world = World::with(vec![Fault::new(Kind::Copies, what)]).await;
        let gate = world.practice().gate();
        gate.hold(Kind::Copies);
        let id = world.ask("토지").await;
        gate.wait_held(6).await;
        gate.release(1);
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.code, search.hit_count),
            (SearchState::Partial, Some(ErrorCode::Blocked), 24),
            "{what:?}: what was listed is kept"
        );
        assert_eq!(
            (search.planned_count, search.failed_count),
            (10, 10),
            "{what:?}: and it is said how much could not be checked"
        );
        gate.release_all();
        world.practice().set_faults(Vec::new());
        world.find("데미안").await;
        assert_eq!(
            world.asked(Kind::Copies),
            6 + 1,
            "{what:?}: nothing of the refused search was asked after the no"
        );
    }
}

#[tokio::test]
async fn a_search_in_line_knows_how_many_are_before_it() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let mut ids = Vec::new();
    for text in ["토지", "호주", "파이썬", "데미안", "한국", "세계"] {
        ids.push(world.ask(text).await);
    }
    gate.wait_held(6).await;
    let seventh = world.ask("역사").await;
    let search = world.search(seventh).await;
    assert_eq!(
        (search.state, search.ahead_count),
        (SearchState::Waiting, 6),
        "all lanes are taken"
    );
    gate.release_all();
    for id in ids {
        world.end(id).await;
    }
    let search = world.end(seventh).await;
    assert_eq!(
        (search.state, search.ahead_count),
        (SearchState::Complete, 0)
    );
}
