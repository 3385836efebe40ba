//! How often a library was asked for what is missing.

use engine::SearchId;
use engine::wire::SearchState;
use practice::{Fault, Kind, What};
use support::library::{World, hear, is_over};

#[tokio::test]
async fn a_list_that_never_came_was_asked_for_so_often() {
    for what in [
        What::Status(500),
        What::Status(404),
        What::Busy {
            status: 503,
            retry_after: 1,
        },
    ] {
        let world = World::with(vec![Fault::new(Kind::List, what)]).await;
        let search = world.find("토지").await;
        assert_eq!(search.state, SearchState::Failed, "{what:?}");
        let asked = u32::try_from(world.asked(Kind::List)).unwrap();
        assert_eq!(search.tried_count, asked, "{what:?}");
    }
}

#[tokio::test]
async fn what_is_missing_is_counted_only_while_it_is() {
    let fault = Fault::new(Kind::Copies, What::Status(500));
    let world = World::with(vec![fault]).await;
    let search = world.find("데미안").await;
    assert_eq!(search.state, SearchState::Partial);
    let asked = world.asked_copies();
    let most = asked.values().copied().max().unwrap();
    assert!(most > 1, "it is worth another try: {asked:?}");
    assert_eq!(search.tried_count, u32::try_from(most).unwrap());
    world.practice().set_faults(Vec::new());
    let id = SearchId(search.id);
    let mut changes = world.engine.changes();
    world.engine.retry_search(id).await.unwrap();
    let told = hear(&mut changes, id, is_over).await;
    let last = told.last().unwrap();
    assert_eq!(last.search.state, SearchState::Complete);
    let counts: Vec<u32> = told.iter().map(|told| told.search.tried_count).collect();
    assert!(counts.iter().all(|count| *count == 0), "{counts:?}");
}
