//! Ways in which books could get lost without a word.

use std::time::Duration;

use engine::wire::{Change, CopiesState, ErrorCode, SearchState};
use engine::{Amount, SearchOptions};
use practice::{Fault, Kind, What};
use support::library::{World, in_time, options_with};

#[tokio::test]
async fn a_gate_before_the_copies_does_not_make_them_none() {
    let world = World::with(vec![Fault::new(Kind::Copies, What::CookieGate)]).await;
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(search.state, SearchState::Complete);
    let hits = world.hits(id).await;
    let checked = hits
        .iter()
        .filter(|hit| hit.copies_state == CopiesState::Checked);
    let found: Vec<usize> = checked.map(|hit| hit.copies.len()).collect();
    assert_eq!(found.len(), 10);
    assert!(
        found.iter().all(|count| *count > 0),
        "the gate takes the cookie and lets the same request through: {found:?}"
    );
}

#[tokio::test]
async fn pages_left_out_by_a_stop_are_listed_when_more_is_loaded() {
    let world = World::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    let gate = world.practice().gate();
    let options = options_with(|options| options.pages = Some(Amount::First(3)));
    gate.hold(Kind::List);
    let id = world.inquire("practice", "토지", options).await;
    gate.wait_held(1).await;
    gate.release(1);
    world.until(id, |search| search.hit_count == 50).await;
    gate.wait_held(2).await;
    world.engine.cancel_search(id).await.unwrap();
    gate.release_all();
    assert!(world.search(id).await.has_more, "pages beyond the third");
    world.engine.load_more(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count),
        (SearchState::Complete, 500),
        "pages 2 and 3 too"
    );
    let hits = world.hits(id).await;
    assert!((0..).zip(&hits).all(|(place, hit)| hit.position == place));
}

#[tokio::test]
async fn a_card_hears_of_copies_that_another_search_refreshed() {
    let world = World::new().await;
    let card = world.ask("코스모스").await;
    let before = world.end(card).await;
    // Long enough that the copies are read again.
    world.clock().advance(61_000);
    let mut changes = world.engine.changes();
    let terminal = world
        .inquire("practice", "코스모스", SearchOptions::default())
        .await;
    world.end(terminal).await;
    let told = in_time("a change of the card", async {
        loop {
            match changes.recv().await {
                Ok(Change::Search { search, hits, .. }) if search.id == card.0 => {
                    return (search, hits);
                }
                Ok(_) => {}
                Err(error) => panic!("a change was missed: {error}"),
            }
        }
    })
    .await;
    let (search, hits) = told;
    assert!(search.version > before.version);
    assert_eq!(search.state, SearchState::Complete, "it stays ended");
    let read_at_ms = hits[0].copies_at_ms.unwrap();
    assert!(
        read_at_ms >= before.as_of_ms.unwrap() + 61_000,
        "with the copies as they are now"
    );
}

#[tokio::test]
async fn a_notification_of_another_process_reaches_the_window() {
    let first = World::new().await;
    let second = in_time("a second engine", engine::Engine::start(first.options()))
        .await
        .unwrap();
    assert!(!second.is_runner(), "the first one works on the jobs");
    let room = second.start_chat("practice").await.unwrap().room.id;
    let waiting = second.next_notifications();
    second
        .send_message(engine::RoomId(room), "코스모스", false)
        .await
        .unwrap();
    let found = in_time("the notification", waiting).await.unwrap();
    assert_eq!(found.len(), 1, "asked here, ended there, told here");
    second.shutdown(Duration::ZERO).await;
}

/// The search for a question to a library with this fault, ended.
async fn ended(fault: Fault, text: &str) -> (World, engine::wire::Search) {
    let world = World::with(vec![fault]).await;
    let search = world.find(text).await;
    (world, search)
}

#[tokio::test]
async fn a_site_that_gives_its_first_page_for_every_page_is_found_out() {
    let (world, search) = ended(Fault::new(Kind::List, What::SamePage), "호주").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Partial, Some(ErrorCode::LayoutUnknown)),
        "104 books are there and 50 were listed"
    );
    assert_eq!((search.hit_count, search.total_count), (50, Some(104)));
    let id = engine::SearchId(search.id);
    assert_eq!(world.hits(id).await.len(), 50, "what was listed is kept");
}

#[tokio::test]
async fn a_page_of_any_size_does_not_fill_the_memory() {
    let (_world, search) = ended(Fault::new(Kind::List, What::TooLarge), "코스모스").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::TooLarge))
    );
}

#[tokio::test]
async fn a_stray_byte_does_not_cost_the_page() {
    let (_world, search) = ended(Fault::new(Kind::List, What::StrayByte), "토지").await;
    assert_eq!(
        (search.state, search.hit_count),
        (SearchState::Complete, 24)
    );
}

#[tokio::test]
async fn a_sentence_in_place_of_the_copies_is_not_taken_for_none() {
    let (world, search) = ended(Fault::new(Kind::Copies, What::NotATable), "코스모스").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Partial, Some(ErrorCode::LogIn))
    );
    let hits = world.hits(engine::SearchId(search.id)).await;
    assert!(
        hits.iter()
            .take(10)
            .all(|hit| hit.copies_state == CopiesState::Failed),
        "not checked is not none"
    );
}
