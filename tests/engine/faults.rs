//! Every fault of the practice library ends in its own code, a passing one in a complete answer, and none in an empty one.

use std::time::Duration;

use engine::wire::{CopiesState, ErrorCode, SearchState};
use practice::{Fault, Kind, On, What};
use support::library::{BEGINNING_MS, Stopped, World, options_with, practice};
use url::Url;

/// How long the engine waits where a fault never answers.
const SHORT: Duration = Duration::from_secs(1);

async fn world(fault: Fault) -> World {
    let never_answers = matches!(fault.what, What::Hang | What::Drip { .. });
    let stopped = Stopped::new(vec![fault]).await;
    if never_answers {
        stopped.answer_timeout(SHORT).start().await
    } else {
        stopped.start().await
    }
}

const DRIP: What = What::Drip {
    pause_ms: 5,
    bytes: None,
};

const fn busy(status: u16, retry_after: u32) -> What {
    What::Busy {
        status,
        retry_after,
    }
}

async fn passes(fault: Fault) {
    let world = world(fault.clone()).await;
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Complete, None),
        "it passes: {fault:?}"
    );
    assert_eq!(
        (search.hit_count, search.checked_count, search.failed_count),
        (24, 10, 0),
        "and leaves nothing out: {fault:?}"
    );
}

#[tokio::test]
async fn a_passing_fault_of_the_list_ends_in_a_complete_answer() {
    for what in [
        What::Status(500),
        What::Reset,
        What::CutPage,
        What::EmptyPage,
        What::ErrorPage,
        busy(429, 2),
        busy(503, 3),
    ] {
        passes(Fault::new(Kind::List, what).times(2)).await;
    }
    passes(Fault::new(Kind::List, What::Hang).times(1)).await;
    passes(Fault::new(Kind::List, DRIP).times(1)).await;
}

#[tokio::test]
async fn a_passing_fault_of_the_copies_ends_in_a_complete_answer() {
    for what in [
        What::Status(500),
        What::Reset,
        What::CutPage,
        What::EmptyPage,
        What::ErrorPage,
        busy(429, 2),
        busy(503, 3),
    ] {
        passes(Fault::new(Kind::Copies, what).times(2)).await;
    }
    passes(Fault::new(Kind::Copies, What::Hang).times(1)).await;
    passes(Fault::new(Kind::Copies, DRIP).times(1)).await;
}

#[tokio::test]
async fn oddities_of_a_site_are_no_faults() {
    for what in [
        What::CookieGate,
        What::EucKr,
        What::SimpleGone,
        What::FullGone,
        What::Drip {
            pause_ms: 0,
            bytes: Some(200),
        },
    ] {
        passes(Fault::everywhere(what)).await;
    }
}

#[tokio::test]
async fn the_cookie_gate_is_passed_once_and_its_cookie_kept() {
    let world = World::with(vec![Fault::everywhere(What::CookieGate)]).await;
    world.find("토지").await;
    assert_eq!(
        world.asked(Kind::Gate),
        1,
        "every later request carries the cookie"
    );
}

#[tokio::test]
async fn korean_survives_a_wrong_charset_header() {
    let world = World::with(vec![Fault::everywhere(What::EucKr)]).await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let hits = world.hits(id).await;
    assert_eq!(hits[0].title, "토지 1");
    assert!(hits[0].copies[0].location.contains("자료실"), "{hits:?}");
}

/// The faults that do not pass, and the code each ends in.
fn lasting() -> Vec<(What, ErrorCode)> {
    vec![
        (What::Status(500), ErrorCode::Upstream),
        (What::Status(404), ErrorCode::Upstream),
        (What::Status(403), ErrorCode::Blocked),
        (busy(429, 1), ErrorCode::Blocked),
        (What::Reset, ErrorCode::Network),
        (What::Hang, ErrorCode::Timeout),
        (DRIP, ErrorCode::Timeout),
        (What::CutPage, ErrorCode::CutPage),
        (What::EmptyPage, ErrorCode::CutPage),
        (What::RenamedClasses, ErrorCode::LayoutUnknown),
        (What::ErrorPage, ErrorCode::ErrorPage),
        (What::LogIn, ErrorCode::LogIn),
        (What::Portal, ErrorCode::Blocked),
        (What::RedirectLoop, ErrorCode::Blocked),
    ]
}

#[tokio::test]
async fn a_lasting_fault_of_the_list_fails_with_its_code_and_never_as_an_empty_answer() {
    for (what, code) in lasting() {
        let world = world(Fault::new(Kind::List, what)).await;
        let search = world.find("토지").await;
        assert_eq!(
            (search.state, search.code),
            (SearchState::Failed, Some(code)),
            "{what:?}"
        );
        assert_eq!(
            (
                search.hit_count,
                search.total_count,
                search.failed_page_count
            ),
            (0, None, 1),
            "what is not known is not said: {what:?}"
        );
        assert_eq!(world.asked(Kind::Copies), 0, "{what:?}");
    }
}

#[tokio::test]
async fn a_lasting_fault_of_the_copies_is_partial_with_its_code_and_keeps_the_list() {
    for (what, code) in lasting() {
        let world = world(Fault::new(Kind::Copies, what)).await;
        let id = world.ask("데미안").await;
        let search = world.end(id).await;
        assert_eq!(
            (search.state, search.code),
            (SearchState::Partial, Some(code)),
            "{what:?}"
        );
        assert_eq!(
            (search.hit_count, search.checked_count, search.failed_count),
            (1, 0, 1),
            "{what:?}"
        );
        let hit = world.hits(id).await.remove(0);
        assert_eq!(
            (hit.copies_state, hit.copies_code),
            (CopiesState::Failed, Some(code)),
            "the hit itself says why: {what:?}"
        );
        assert!(
            !hit.branches.is_empty(),
            "what the list said of it stays: {what:?}"
        );
    }
}

#[tokio::test]
async fn a_fault_of_later_pages_is_partial_and_keeps_what_was_listed() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("호주").await;
    gate.wait_held(1).await;
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::List, What::Status(500))]);
    gate.release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Partial, Some(ErrorCode::Upstream))
    );
    assert_eq!(
        (
            search.total_count,
            search.hit_count,
            search.failed_page_count
        ),
        (Some(104), 50, 2),
        "the first page is there, and how much is missing is said"
    );
    assert_eq!(
        (search.checked_count, search.planned_count),
        (10, 10),
        "its books are checked all the same"
    );
}

#[tokio::test]
async fn a_later_page_that_comes_empty_is_no_shorter_list() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let id = world.ask("호주").await;
    gate.wait_held(1).await;
    world
        .practice()
        .set_faults(vec![Fault::new(Kind::List, What::EmptyPage)]);
    gate.release_all();
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Partial, Some(ErrorCode::CutPage))
    );
}

#[tokio::test]
async fn one_book_that_cannot_be_checked_leaves_the_others_alone() {
    let fault = Fault::new(Kind::Copies, What::LogIn).times(1);
    let world = World::with(vec![fault]).await;
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Partial, Some(ErrorCode::LogIn))
    );
    assert_eq!(
        (
            search.planned_count,
            search.checked_count,
            search.failed_count
        ),
        (10, 9, 1)
    );
}

#[tokio::test]
async fn a_library_that_asks_to_wait_is_not_asked_before() {
    for (status, code) in [(429, ErrorCode::Blocked), (503, ErrorCode::Upstream)] {
        let world = World::with(vec![Fault::new(Kind::List, busy(status, 20)).times(1)]).await;
        let mut changes = world.engine.changes();
        let id = world.ask("데미안").await;
        let told =
            support::library::hear(&mut changes, id, |search| search.finished_at_ms.is_some())
                .await;
        let last = told.last().unwrap();
        assert!(
            told.iter()
                .any(|told| told.search.code == Some(code) && told.search.finished_at_ms.is_none()),
            "while it waits, the card says why ({status})"
        );
        assert_eq!(
            (last.search.state, last.search.code),
            (SearchState::Complete, None)
        );
        assert!(
            last.search.finished_at_ms.unwrap() >= BEGINNING_MS + 20_000,
            "Retry-After is kept to"
        );
    }
}

#[tokio::test]
async fn a_fourth_request_to_wait_is_taken_as_a_no() {
    let world = World::with(vec![Fault::new(Kind::List, busy(503, 1))]).await;
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::Blocked))
    );
    assert_eq!(world.asked(Kind::List), 4);
}

#[tokio::test]
async fn three_attempts_and_no_more() {
    for (what, attempts) in [
        (What::Status(500), 3),
        (What::Reset, 3),
        (What::CutPage, 3),
        (What::Status(404), 1),
        (What::RenamedClasses, 1),
        (What::Portal, 1),
    ] {
        let world = World::with(vec![Fault::new(Kind::List, what)]).await;
        world.find("토지").await;
        assert_eq!(
            world.asked(Kind::List),
            attempts,
            "only what may pass is asked again: {what:?}"
        );
    }
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_not_asked_again() {
    let world = World::with(vec![Fault::new(On::All, What::SimpleGone)]).await;
    let gone = |world: &World| {
        let requests = world.practice().requests();
        requests
            .iter()
            .filter(|seen| seen.path.contains("ItemDetailSimple"))
            .count()
    };
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert!(gone(&world) > 0, "it is the first to be tried");
    world.practice().clear_log();
    let search = world.find("호주").await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert_eq!(
        (gone(&world), world.asked(Kind::Copies)),
        (0, 10),
        "the endpoint that answered is remembered"
    );
    let world = world
        .stop(support::library::Stop::Shutdown)
        .await
        .start()
        .await;
    world.practice().clear_log();
    world.find("파이썬").await;
    assert_eq!(
        (gone(&world), world.asked(Kind::Copies)),
        (0, 10),
        "also at the next start"
    );
}

#[tokio::test]
async fn the_third_endpoint_answers_when_two_are_gone() {
    let world = World::with(vec![
        Fault::everywhere(What::SimpleGone),
        Fault::everywhere(What::FullGone),
    ])
    .await;
    let id = world.ask("토지").await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.checked_count),
        (SearchState::Complete, 10)
    );
    assert!(!world.hits(id).await[0].copies.is_empty());
}

#[tokio::test]
async fn a_library_that_is_down_is_a_network_fault() {
    let world = World::new().await;
    let closed = practice(Vec::new()).await;
    let address = Url::parse(&closed.base_url()).unwrap();
    closed.stop().await;
    let options = options_with(|options| options.address = Some(address));
    let id = world.inquire("practice", "토지", options).await;
    let search = world.end(id).await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::Network))
    );
}

#[tokio::test]
async fn a_library_without_an_address_says_so() {
    let stopped = Stopped::new(Vec::new()).await;
    let options = engine::Options {
        practice: None,
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let search = world.find("토지").await;
    assert_eq!(
        (search.state, search.code),
        (SearchState::Failed, Some(ErrorCode::NoAddress))
    );
    assert!(world.practice().requests().is_empty());
}
