//! One question asked twice, one book wanted twice, and answers that are kept.

use std::collections::HashSet;

use engine::SearchId;
use engine::wire::{CopiesState, ErrorCode, MessageBody, SearchState};
use practice::{Fault, Kind, What};
use support::library::{World, hear, is_over};

#[tokio::test]
async fn the_same_question_while_it_runs_leads_to_its_card() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let first = world.send("토지").await;
    let id = first.searches[0].id;
    gate.wait_held(6).await;
    for text in ["토지", " 토지 ", "토지,,"] {
        let again = world.send(text).await;
        assert_eq!(
            again.running_message_id,
            Some(first.messages[1].id),
            "the card that answers it: {text}"
        );
        assert_eq!(again.searches[0].id, id);
        let [line] = again.messages.as_slice() else {
            panic!("the text alone, no second card: {:?}", again.messages)
        };
        assert!(
            matches!(line.body, MessageBody::Text { search_id: Some(search), .. } if search == id)
        );
    }
    gate.release_all();
    let search = world.end(SearchId(id)).await;
    assert_eq!(search.state, SearchState::Complete);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 10),
        "there was one search"
    );
}

/// Two searches for the same ten books, all planned, none fetched: the copies are held at the gate.
async fn two_that_share_books(world: &World) -> [SearchId; 2] {
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    gate.hold(Kind::Copies);
    let ids = [world.ask("토지").await, world.ask("토지,,박경리").await];
    // Both lists are under way before any copies take the lanes.
    gate.wait_held(2).await;
    gate.release(2);
    for id in ids {
        world.until(id, |search| search.planned_count == 10).await;
    }
    ids
}

#[tokio::test]
async fn a_book_that_two_searches_want_is_fetched_once() {
    let world = World::new().await;
    let [one, two] = two_that_share_books(&world).await;
    world.practice().gate().release_all();
    for id in [one, two] {
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.checked_count),
            (SearchState::Complete, 10)
        );
        let hits = world.hits(id).await;
        assert!(!hits[0].copies.is_empty(), "both have the copies");
    }
    let asked = world.asked_copies();
    assert!(
        asked.values().all(|count| *count == 1),
        "each book once: {asked:?}"
    );
    let wanted: HashSet<String> = [world.hits(one).await, world.hits(two).await]
        .iter()
        .flat_map(|hits| &hits[..10])
        .map(|hit| hit.cid.clone())
        .collect();
    assert_eq!(asked.len(), wanted.len());
    assert!(wanted.len() < 20, "the two searches do share books");
}

#[tokio::test]
async fn one_of_two_searches_may_be_stopped_without_the_other() {
    let world = World::new().await;
    let [one, two] = two_that_share_books(&world).await;
    world.engine.cancel_search(one).await.unwrap();
    world.practice().gate().release_all();
    let search = world.end(two).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10),
        "what the other one waits for goes on"
    );
    assert_eq!(world.search(one).await.state, SearchState::Cancelled);
}

#[tokio::test]
async fn a_no_to_one_search_ends_both_that_wait_for_the_book() {
    let world = World::new().await;
    let [one, two] = two_that_share_books(&world).await;
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::Copies, What::Status(403))]);
    world.practice().gate().release_all();
    for id in [one, two] {
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.code),
            (SearchState::Partial, Some(ErrorCode::Blocked))
        );
        assert_eq!(
            search.planned_count,
            search.checked_count + search.failed_count,
            "nothing stays open"
        );
    }
}

#[tokio::test]
async fn a_young_answer_is_the_answer() {
    let world = World::new().await;
    let first = world.find("토지").await;
    let as_of_ms = first.as_of_ms.unwrap();
    world.practice().clear_log();
    world.clock().advance(59_000);
    let sent = world.send("토지").await;
    let search = sent.searches[0].clone();
    assert_ne!(search.id, first.id, "a card of its own");
    assert_eq!(
        (search.state, search.kept_from_ms),
        (SearchState::Complete, Some(as_of_ms)),
        "complete at once, and of which time is said"
    );
    assert_eq!(
        (search.total_count, search.hit_count, search.checked_count),
        (Some(24), 24, 10)
    );
    let hits = world.hits(SearchId(search.id)).await;
    assert_eq!(hits.len(), 24);
    assert!(!hits[0].copies.is_empty());
    world.find("데미안").await;
    assert_eq!(
        world.asked(Kind::List),
        1,
        "nothing was asked but the other question"
    );
}

#[tokio::test]
async fn an_older_answer_is_shown_at_once_and_refreshed() {
    let world = World::new().await;
    let first = world.find("토지").await;
    world.practice().clear_log();
    world.clock().advance(60_000);
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let sent = world.send("토지").await;
    let search = sent.searches[0].clone();
    assert_eq!(
        (search.state, search.kept_from_ms),
        (SearchState::Waiting, first.as_of_ms),
        "the old answer, and how old it is"
    );
    assert_eq!(search.hit_count, 24);
    let id = SearchId(search.id);
    let shown = world.hits(id).await;
    assert!(
        !shown[0].copies.is_empty(),
        "with what was known of its copies"
    );
    gate.release_all();
    let end = world.end(id).await;
    assert_eq!(
        (end.state, end.kept_from_ms),
        (SearchState::Complete, None),
        "nothing old is shown any more"
    );
    assert!(end.as_of_ms > first.as_of_ms);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 10)
    );
    let ids = |hits: &[engine::wire::Hit]| hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(
        ids(&world.hits(id).await),
        ids(&shown),
        "found again is the same hit: nothing jumps on the screen"
    );
}

#[tokio::test]
async fn a_refresh_tells_which_hits_are_gone() {
    let world = World::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    assert_eq!(world.find("토지").await.hit_count, 500);
    world.practice().set_faults(Vec::new());
    world.clock().advance(60_000);
    let mut changes = world.engine.changes();
    let id = world.ask("토지").await;
    let told = hear(&mut changes, id, is_over).await;
    let end = &told.last().unwrap().search;
    assert_eq!(
        (end.state, end.total_count, end.hit_count),
        (SearchState::Complete, Some(24), 24)
    );
    let gone: HashSet<i64> = told.iter().flat_map(|told| told.gone.clone()).collect();
    let left: HashSet<i64> = world.hits(id).await.iter().map(|hit| hit.id).collect();
    assert_eq!((gone.len(), left.len()), (476, 24));
    assert!(
        gone.is_disjoint(&left),
        "what is left is not told to be gone"
    );
}

#[tokio::test]
async fn a_refresh_that_fails_keeps_the_old_answer() {
    let world = World::new().await;
    let first = world.find("토지").await;
    world.clock().advance(60_000);
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::List, What::LogIn)]);
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_ne!(
        search.state,
        SearchState::Complete,
        "an old answer is no new one"
    );
    assert_eq!(search.code, Some(ErrorCode::LogIn));
    assert_eq!(
        (search.hit_count, search.kept_from_ms),
        (24, first.as_of_ms),
        "what was found is kept, with its age"
    );
    world.practice().set_faults(Vec::new());
    world.engine.retry_search(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.kept_from_ms),
        (SearchState::Complete, 24, None)
    );
}

#[tokio::test]
async fn a_partial_answer_is_shown_but_never_taken_for_the_answer() {
    let world = World::with(vec![Fault::new(Kind::Copies, What::LogIn).times(1)]).await;
    assert_eq!(world.find("토지").await.state, SearchState::Partial);
    world.practice().clear_log();
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 1),
        "the nine books that were read a moment ago are not read again"
    );
}

#[tokio::test]
async fn copies_read_a_moment_ago_serve_another_search() {
    let world = World::new().await;
    world.find("토지").await;
    world.practice().clear_log();
    let id = world.ask("토지,,박경리").await;
    let search = world.end(id).await;
    assert_eq!(search.checked_count, 10);
    let asked = world.asked(Kind::Copies);
    let hits = world.hits(id).await;
    assert!(asked < 10, "{asked} of ten");
    assert!(
        hits[..10]
            .iter()
            .all(|hit| hit.copies_state == CopiesState::Checked)
    );
    world.clock().advance(60_000);
    world.practice().clear_log();
    world.find("토지 1").await;
    assert!(
        world.asked(Kind::Copies) > 0,
        "a minute later they are read again"
    );
}

#[tokio::test]
async fn what_was_forgotten_is_asked_anew_and_stays_where_it_was_said() {
    let world = World::new().await;
    let first = world.ask("토지").await;
    let before = world.end(first).await;
    let hits = world.hits(first).await;
    let engine = &world.engine;
    let cid = &hits[0].cid;
    engine.set_book_saved("practice", cid, true).await.unwrap();
    world.practice().clear_log();
    let kept = world.find("토지").await;
    assert!(kept.kept_from_ms.is_some());
    assert_eq!(world.asked(Kind::List), 0, "it is young enough");
    world.clock().advance(1_000);
    engine.clear_kept().await.unwrap();
    world.clock().advance(1_000);
    let anew = world.find("토지").await;
    assert_eq!(anew.kept_from_ms, None);
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (1, 10)
    );
    let then = world.find("토지").await;
    assert_eq!(then.kept_from_ms, anew.as_of_ms, "from now on it is kept");
    assert_eq!(world.asked(Kind::List), 1);
    assert_eq!(world.search(first).await.as_of_ms, before.as_of_ms);
    assert_eq!(world.hits(first).await.len(), hits.len());
    assert_eq!(engine.saved().await.unwrap().books.len(), 1);
}
