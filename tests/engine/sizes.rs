//! Much and nothing: many hits, many copies, no copies, no hits, and more on request.

use engine::wire::{CopiesState, SearchState};
use engine::{Amount, SearchOptions};
use practice::{Fault, Kind, What};
use support::library::{World, options_with};

fn pages(count: u32) -> SearchOptions {
    options_with(|options| options.pages = Some(Amount::First(count)))
}

#[tokio::test]
async fn five_hundred_hits_are_listed_and_no_more_are_there() {
    let world = World::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.total_count, search.hit_count),
        (SearchState::Complete, Some(500), 500)
    );
    assert!(!search.has_more, "all of them are listed");
    assert_eq!((search.planned_count, search.checked_count), (10, 10));
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (10, 10)
    );
    let hits = world.hits(id).await;
    assert!((0..).zip(&hits).all(|(place, hit)| hit.position == place));
}

#[tokio::test]
async fn more_hits_are_loaded_when_they_are_asked_for() {
    let world = World::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    let id = world.inquire("practice", "토지", pages(1)).await;
    let search = world.end(id).await;
    assert_eq!(
        (search.total_count, search.hit_count, search.has_more),
        (Some(500), 50, true)
    );
    world.practice().clear_log();
    world.engine.load_more(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.hit_count, search.has_more),
        (SearchState::Complete, 500, false)
    );
    assert_eq!(
        (world.asked(Kind::List), world.asked(Kind::Copies)),
        (9, 0),
        "only the pages that were missing, and no copies that nobody asked for"
    );
    let version = search.version;
    world.engine.load_more(id).await.unwrap();
    assert_eq!(
        world.search(id).await.version,
        version,
        "when everything is listed, nothing happens"
    );
}

#[tokio::test]
async fn the_last_page_may_be_short() {
    let world = World::new().await;
    let id = world.inquire("practice", "호주", pages(2)).await;
    let search = world.end(id).await;
    assert_eq!((search.hit_count, search.has_more), (100, true));
    world.engine.load_more(id).await.unwrap();
    let search = world.end(id).await;
    assert_eq!((search.hit_count, search.has_more), (104, false));
}

#[tokio::test]
async fn a_book_with_two_hundred_copies_has_them_all() {
    let world = World::with(vec![Fault::new(Kind::Copies, What::ManyCopies)]).await;
    let id = world.ask("데미안").await;
    let search = world.end(id).await;
    assert_eq!(search.state, SearchState::Complete);
    assert_eq!(world.hits(id).await[0].copies.len(), 200);
}

#[tokio::test]
async fn a_book_without_copies_is_known_to_have_none() {
    let world = World::with(vec![Fault::everywhere(What::NoCopies)]).await;
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count, search.available_count),
        (SearchState::Complete, 10, 0)
    );
    let hit = world.hits(id).await.remove(0);
    assert_eq!(
        (hit.copies_state, hit.copies.len()),
        (CopiesState::Checked, 0)
    );
    assert!(hit.copies_at_ms.is_some(), "known, and empty");
}

#[tokio::test]
async fn nothing_found_is_an_answer() {
    let world = World::new().await;
    let search = world.find("이런제목의책은없다").await;
    assert_eq!(
        (search.state, search.code, search.total_count),
        (SearchState::Complete, None, Some(0))
    );
    assert_eq!((search.hit_count, search.planned_count), (0, 0));
    assert_eq!((world.asked(Kind::List), world.asked(Kind::Copies)), (1, 0));
}

#[tokio::test]
async fn details_and_all_copies_come_when_a_terminal_asks_for_them() {
    let world = World::new().await;
    let options = options_with(|options| {
        options.copies = Amount::All;
        options.details = true;
    });
    let id = world.inquire("practice", "토지", options).await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count, search.planned_count),
        (SearchState::Complete, 24, 24)
    );
    let cards = world.engine.cards(id, None).await.unwrap();
    assert_eq!(cards.len(), 24);
    for card in &cards {
        assert!(card.has_copies && card.error.is_none());
        let detail = card.detail.as_ref().unwrap();
        assert!(!detail.is_empty(), "{}", card.hit.title);
    }
    assert_eq!(world.engine.request_count(id).await.unwrap(), 1 + 24 + 24);
}
