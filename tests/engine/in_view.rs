//! What the person looks at comes first.

use engine::wire::CopiesState;
use engine::{Amount, SearchId};
use practice::Kind;
use support::library::{World, options_with};

/// Copies of all 24 books are asked for: six are under way, and the gate is shut.
async fn all_wanted(world: &World) -> SearchId {
    world.practice().gate().hold(Kind::Copies);
    let options = options_with(|options| options.copies = Amount::All);
    let id = world.inquire("practice", "토지", options).await;
    world.practice().gate().wait_held(6).await;
    id
}

/// Lets one answer after the other go.
async fn answer(world: &World, count: usize) {
    let gate = world.practice().gate();
    for _ in 0..count {
        gate.release(1);
        gate.wait_held(6).await;
    }
}

/// In which order the copies were asked for, by the places of the books.
async fn order(world: &World, id: SearchId) -> Vec<usize> {
    let hits = world.hits(id).await;
    let requests = world.practice().requests().into_iter();
    requests
        .filter(|seen| seen.kind == Kind::Copies)
        .filter_map(|seen| {
            hits.iter()
                .position(|hit| Some(&hit.cid) == seen.cid.as_ref())
        })
        .collect()
}

#[tokio::test]
async fn books_in_view_are_asked_for_next() {
    let world = World::new().await;
    let id = all_wanted(&world).await;
    let shown = world.hit_ids(id, 20..22).await;
    world.engine.show_hits(id, shown).await.unwrap();
    answer(&world, 4).await;
    assert_eq!(order(&world, id).await[6..], [20, 21, 6, 7]);
}

#[tokio::test]
async fn books_out_of_view_go_back_into_their_line() {
    let world = World::new().await;
    let id = all_wanted(&world).await;
    for places in [20..24, 15..17] {
        let shown = world.hit_ids(id, places).await;
        world.engine.show_hits(id, shown).await.unwrap();
    }
    answer(&world, 4).await;
    assert_eq!(order(&world, id).await[6..], [15, 16, 6, 7]);
    world.engine.show_hits(id, Vec::new()).await.unwrap();
    world.practice().gate().release_all();
    let search = world.end(id).await;
    assert_eq!(search.checked_count, 24, "nothing is lost by looking");
    let mut asked = order(&world, id).await;
    asked.sort_unstable();
    assert_eq!(asked, (0..24).collect::<Vec<_>>(), "and nothing doubled");
}

#[tokio::test]
async fn a_book_that_was_asked_for_by_itself_goes_back_too() {
    let world = World::new().await;
    world.practice().gate().hold(Kind::Copies);
    let id = world.ask("토지").await;
    world.practice().gate().wait_held(6).await;
    // Far below, the reader asks for some; then scrolls up again.
    let far = world.hit_ids(id, 20..22).await;
    world.engine.check_copies(id, far).await.unwrap();
    let near = world.hit_ids(id, 9..10).await;
    world.engine.show_hits(id, near).await.unwrap();
    answer(&world, 3).await;
    assert_eq!(order(&world, id).await[6..], [9, 6, 7]);
}

#[tokio::test]
async fn looking_asks_for_nothing_that_was_not_asked_for() {
    let world = World::new().await;
    world.practice().gate().hold(Kind::Copies);
    let id = world.ask("토지").await;
    world.practice().gate().wait_held(6).await;
    let before = world.search(id).await;
    let shown = world.hit_ids(id, 8..20).await;
    world.engine.show_hits(id, shown).await.unwrap();
    assert_eq!(world.search(id).await, before, "nobody sees a difference");
    world.practice().gate().release_all();
    world.end(id).await;
    assert_eq!(world.asked(Kind::Copies), 10);
    let hit = &world.hits(id).await[15];
    assert_eq!(hit.copies_state, CopiesState::Unplanned);
}
