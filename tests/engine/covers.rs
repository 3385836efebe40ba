//! Covers: asked for once, only where the list says, and after everything that answers a question.

use std::sync::Arc;

use engine::wire::ErrorCode;
use engine::{Cover, HitId, MediaType};
use practice::{Fault, Kind, What};
use queue::ManualClock;
use support::library::{BEGINNING_MS, Stop, Stopped, World, in_time};

const DAY_MS: i64 = 86_400_000;

/// The volumes of 토지 for which the list names a cover, and those for which it does not.
async fn volumes(world: &World) -> (Vec<HitId>, Vec<HitId>) {
    let id = world.ask("토지").await;
    world.end(id).await;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for hit in world.hits(id).await {
        let Some(Ok(number)) = hit.title.strip_prefix("토지 ").map(str::parse::<u64>) else {
            continue;
        };
        // Volume 1 is record 1600013, each further one seven more; every third record has no cover.
        match (1_600_013 + 7 * (number - 1)) % 3 {
            0 => without.push(HitId(hit.id)),
            _ => with.push(HitId(hit.id)),
        }
    }
    (with, without)
}

async fn with_cover(world: &World) -> Vec<HitId> {
    volumes(world).await.0
}

async fn cover(world: &World, id: HitId) -> Option<Cover> {
    let cover = world.engine.cover(id);
    in_time("a cover", cover).await.unwrap()
}

/// A world in which this goes wrong with covers.
async fn world(what: What) -> (World, Vec<HitId>) {
    let world = World::with(vec![Fault::new(Kind::Cover, what)]).await;
    let ids = with_cover(&world).await;
    (world, ids)
}

#[tokio::test]
async fn a_cover_is_asked_for_once_and_then_kept_over_a_restart_on_another_port() {
    let world = World::new().await;
    let ids = with_cover(&world).await;
    let first = cover(&world, ids[0]).await.unwrap();
    assert_eq!(first.media_type, MediaType::Png);
    assert_eq!(cover(&world, ids[0]).await.as_ref(), Some(&first));
    assert_eq!(world.asked(Kind::Cover), 1);
    let mut stopped = world.stop(Stop::Shutdown).await;
    stopped.practice = support::library::practice(Vec::new()).await;
    let world = stopped.start().await;
    assert_eq!(cover(&world, ids[0]).await, Some(first));
    assert_eq!(world.asked(Kind::Cover), 0);
    assert!(
        cover(&world, ids[1]).await.is_some(),
        "on the port of today"
    );
}

#[tokio::test]
async fn two_who_ask_at_once_are_one_request() {
    let world = World::new().await;
    let ids = with_cover(&world).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Cover);
    let both = async { tokio::join!(cover(&world, ids[0]), cover(&world, ids[0])) };
    let open = async {
        gate.wait_held(1).await;
        gate.release_all();
    };
    let ((one, other), ()) = tokio::join!(both, open);
    assert!(one.is_some() && one == other);
    assert_eq!(world.asked(Kind::Cover), 1);
}

#[tokio::test]
async fn a_host_is_asked_for_one_cover_at_a_time() {
    let world = World::new().await;
    let ids = with_cover(&world).await;
    world.practice().clear_log();
    let (a, b, c) = tokio::join!(
        cover(&world, ids[0]),
        cover(&world, ids[1]),
        cover(&world, ids[2])
    );
    assert!(a.is_some() && b.is_some() && c.is_some());
    assert_eq!(world.practice().max_in_flight(), 1);
}

#[tokio::test]
async fn pages_go_first() {
    let world = World::new().await;
    let ids = with_cover(&world).await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    world.practice().clear_log();
    let search = world.ask("호주").await;
    gate.wait_held(1).await;
    let open = async {
        // The cover has had its looks at the database long before these are over.
        for _ in 0..50 {
            world.hits(search).await;
        }
        gate.release_all();
    };
    let (found, ()) = tokio::join!(cover(&world, ids[0]), open);
    assert!(found.is_some());
    let requests = world.practice().requests();
    let first = |kind| requests.iter().find(|seen| seen.kind == kind).unwrap();
    let page_came_at = first(Kind::List).ended_micros.unwrap();
    assert!(first(Kind::Cover).started_micros >= page_came_at);
}

#[tokio::test]
async fn what_is_too_large_or_no_picture_or_on_another_host_is_none() {
    for what in [
        What::TooLarge,
        What::ErrorPage,
        What::EmptyPage,
        What::Portal,
        What::RedirectLoop,
        What::Status(404),
    ] {
        let (world, ids) = world(what).await;
        assert_eq!(cover(&world, ids[0]).await, None, "{what:?}");
        let asked = world.asked(Kind::Cover);
        assert_eq!(cover(&world, ids[0]).await, None, "{what:?}");
        assert_eq!(world.asked(Kind::Cover), asked, "{what:?} is remembered");
    }
}

#[tokio::test]
async fn a_cover_that_failed_is_asked_for_again_after_a_day() {
    let clock = ManualClock::new(BEGINNING_MS);
    let stopped = Stopped::new(vec![Fault::new(Kind::Cover, What::Status(404)).times(1)]).await;
    let options = engine::Options {
        clock: Arc::new(clock.clone()),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let ids = with_cover(&world).await;
    assert_eq!(cover(&world, ids[0]).await, None);
    clock.advance(DAY_MS - 1);
    assert_eq!(cover(&world, ids[0]).await, None);
    clock.advance(1);
    assert!(cover(&world, ids[0]).await.is_some());
    assert_eq!(world.asked(Kind::Cover), 2);
}

#[tokio::test]
async fn a_library_that_asks_to_be_spared_is_not_asked_for_covers() {
    let busy = What::Busy {
        status: 503,
        retry_after: 60,
    };
    let clock = ManualClock::new(BEGINNING_MS);
    let stopped = Stopped::new(vec![Fault::new(Kind::Cover, busy).times(1)]).await;
    let options = engine::Options {
        clock: Arc::new(clock.clone()),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let ids = with_cover(&world).await;
    for id in &ids[..3] {
        assert_eq!(cover(&world, *id).await, None);
    }
    assert_eq!(world.asked(Kind::Cover), 1);
    clock.advance(60_000);
    assert!(
        cover(&world, ids[0]).await.is_some(),
        "it was not the cover's fault"
    );
}

#[tokio::test]
async fn a_library_that_asks_for_pages_to_wait_is_not_asked_for_covers() {
    let clock = ManualClock::new(BEGINNING_MS);
    let stopped = Stopped::new(Vec::new()).await;
    let options = engine::Options {
        clock: Arc::new(clock.clone()),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let ids = with_cover(&world).await;
    let busy = What::Busy {
        status: 429,
        retry_after: 3_600,
    };
    let fault = Fault::new(Kind::List, busy).times(1);
    world.practice().set_faults(vec![fault]);
    let search = world.ask("호주").await;
    assert_eq!(world.end(search).await.code, Some(ErrorCode::Blocked));
    assert_eq!(cover(&world, ids[0]).await, None);
    assert_eq!(world.asked(Kind::Cover), 0);
    // It said an hour; longer than this no cover is left out.
    clock.advance(600_000);
    assert!(cover(&world, ids[0]).await.is_some());
}

#[tokio::test]
async fn a_cover_on_its_way_is_one_of_the_six() {
    let world = World::new().await;
    let ids = with_cover(&world).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Cover);
    gate.hold(Kind::Copies);
    world.practice().clear_log();
    let pages = async {
        gate.wait_held(1).await;
        let search = world.ask("호주").await;
        gate.wait_held(6).await;
        gate.release_all();
        world.end(search).await
    };
    let (found, _) = tokio::join!(cover(&world, ids[0]), pages);
    assert!(found.is_some());
    assert_eq!(world.practice().max_in_flight(), 6);
}

#[tokio::test]
async fn while_everything_is_paused_no_cover_is_asked_for() {
    let world = World::new().await;
    let ids = with_cover(&world).await;
    world.engine.pause_queue().await.unwrap();
    assert_eq!(cover(&world, ids[0]).await, None);
    world.engine.resume_queue().await.unwrap();
    assert!(cover(&world, ids[0]).await.is_some());
}

#[tokio::test]
async fn a_hit_that_is_not_there_or_has_no_cover_has_none() {
    let world = World::new().await;
    assert_eq!(cover(&world, HitId(99)).await, None);
    for id in volumes(&world).await.1 {
        assert_eq!(cover(&world, id).await, None);
    }
    assert_eq!(world.asked(Kind::Cover), 0);
}
