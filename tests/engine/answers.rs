//! One question from the words to the complete card, and what a listener hears and finds of it.

use std::collections::{BTreeMap, HashSet};

use engine::wire::{Author, CopiesState, MessageBody, SearchState, Status};
use engine::{MessageId, RoomId, SearchId};
use practice::Kind;
use queue::JobState;
use support::library::{Stop, World, hear, is_over};

#[tokio::test]
async fn a_search_lists_every_page_and_checks_the_copies_of_the_first_ten() {
    let world = World::new().await;
    let id = world.ask("호주").await;
    let search = world.end(id).await;

    assert_eq!(
        (search.state, search.code),
        (SearchState::Complete, None),
        "nothing went wrong"
    );
    assert_eq!((search.total_count, search.hit_count), (Some(104), 104));
    assert_eq!(
        (
            search.checked_count,
            search.planned_count,
            search.failed_count
        ),
        (10, 10, 0),
        "n/m counts the books whose copies are planned"
    );
    assert!(
        !search.has_more && search.failed_page_count == 0,
        "all pages are listed"
    );
    assert!(!search.resumed && search.kept_from_ms.is_none() && search.as_of_ms.is_some());
    assert_eq!(
        (
            world.asked(Kind::List),
            world.asked(Kind::Copies),
            world.asked(Kind::Detail)
        ),
        (3, 10, 0),
        "three pages, ten books, and no detail that nobody asked for"
    );
    assert_eq!(world.engine.request_count(id).await.unwrap(), 13);
    assert!(world.asked_copies().values().all(|count| *count == 1));
}

#[tokio::test]
async fn the_hits_are_in_the_catalogues_order_and_the_first_ten_are_checked() {
    let world = World::new().await;
    let id = world.ask("호주").await;
    let search = world.end(id).await;
    let hits = world.hits(id).await;
    let cids: HashSet<&str> = hits.iter().map(|hit| hit.cid.as_str()).collect();
    assert_eq!(cids.len(), 104, "no book twice");
    assert!(
        (0..).zip(&hits).all(|(place, hit)| hit.position == place),
        "in the catalogue's order, without gaps"
    );
    for hit in &hits {
        let expected = if hit.position < 10 {
            CopiesState::Checked
        } else {
            CopiesState::Unplanned
        };
        assert_eq!(hit.copies_state, expected, "{}", hit.position);
        assert!(hit.title.contains("호주") && !hit.cid.is_empty(), "{hit:?}");
    }
    let available = hits
        .iter()
        .filter(|hit| {
            hit.copies
                .iter()
                .any(|copy| copy.status == Status::Available)
        })
        .count();
    assert_eq!(
        usize::try_from(search.available_count),
        Ok(available),
        "books with a copy to borrow now"
    );
}

#[tokio::test]
async fn a_hit_says_where_the_book_stands() {
    let world = World::new().await;
    let id = world.ask("데미안").await;
    world.end(id).await;
    let hits = world.hits(id).await;
    let [hit] = hits.as_slice() else {
        panic!("one book: {hits:?}")
    };
    assert!(
        !hit.author.is_empty() && !hit.publisher.is_empty() && hit.year.len() == 4,
        "{hit:?}"
    );
    let branch = hit.branches.first().unwrap();
    assert!(
        !branch.name.is_empty() && !branch.call_number.is_empty() && !branch.raw_status.is_empty(),
        "the list alone says where it stands: {branch:?}"
    );
    assert!(!hit.copies.is_empty() && hit.copies_at_ms.is_some());
    for copy in &hit.copies {
        assert_eq!(copy.registration_number.len(), 12, "{copy:?}");
        assert!(
            !copy.location.is_empty() && !copy.raw_status.is_empty(),
            "{copy:?}"
        );
        assert!(
            copy.call_number.starts_with(&branch.call_number),
            "the same shelf as in the list: {copy:?}"
        );
    }
    let link = world.engine.link(SearchId(hit.search_id), None).await;
    assert!(
        link.unwrap()
            .as_str()
            .starts_with(&world.practice().base_url()),
        "the list can be opened at the library"
    );
}

#[tokio::test]
async fn changes_come_with_rising_versions_and_add_up_to_what_is_stored() {
    let world = World::new().await;
    let mut changes = world.engine.changes();
    let id = world.ask("호주").await;
    let told = hear(&mut changes, id, is_over).await;

    let versions: Vec<i64> = told.iter().map(|told| told.search.version).collect();
    assert!(
        versions.windows(2).all(|pair| pair[0] < pair[1]),
        "a listener drops what is older than what it has: {versions:?}"
    );
    assert!(
        told.windows(2).all(|pair| {
            pair[0].search.hit_count <= pair[1].search.hit_count
                && pair[0].search.checked_count <= pair[1].search.checked_count
        }),
        "nothing that was shown is taken back"
    );
    let states: Vec<SearchState> = told.iter().map(|told| told.search.state).collect();
    assert_eq!(states.first(), Some(&SearchState::Waiting));
    assert!(states.contains(&SearchState::Running));
    assert!(
        told.iter()
            .any(|told| told.search.hit_count > 0 && told.search.checked_count == 0),
        "hits are told before their copies are known"
    );

    let mut known = BTreeMap::new();
    for told in &told {
        assert!(told.gone.is_empty(), "nothing was known before");
        for hit in &told.hits {
            known.insert(hit.position, hit.clone());
        }
    }
    let stored = world.hits(id).await;
    assert_eq!(
        known.into_values().collect::<Vec<_>>(),
        stored,
        "who heard everything knows what the database knows"
    );
    assert_eq!(told.last().unwrap().search, world.search(id).await);
}

#[tokio::test]
async fn a_late_listener_rebuilds_the_same_from_the_database() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let mut changes = world.engine.changes();
    let id = world.ask("토지").await;
    gate.release(3);
    let told = hear(&mut changes, id, |search| search.checked_count == 3).await;
    let now = told.last().unwrap().search.clone();

    let view = world.room().await;
    assert_eq!(
        view.searches,
        std::slice::from_ref(&now),
        "the middle of a search, as the events told it"
    );
    assert_eq!(view.hits, world.engine.hits(id, 0, 10).await.unwrap());
    assert_eq!(view.hits.len(), 10, "the first hits of a card");
    let (first, rest) = (
        world.engine.hits(id, 0, 20).await.unwrap(),
        world.engine.hits(id, 20, 20).await.unwrap(),
    );
    assert_eq!((first.len(), rest.len()), (20, 4), "the rest, page by page");
    assert_eq!(
        world.room_in_list().await.last_search,
        Some(now),
        "the list of rooms shows the same"
    );

    gate.release_all();
    let end = world.end(id).await;
    assert_eq!(world.room().await.searches, [end]);
}

#[tokio::test]
async fn a_question_is_stored_whole_before_the_library_answers() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::List);
    let sent = world.send("토지").await;
    // send_message has returned, and this answer is still held.
    let search = sent.searches[0].clone();
    let bodies: Vec<_> = sent
        .messages
        .iter()
        .map(|message| (message.author, message.body.clone()))
        .collect();
    let text = MessageBody::Text {
        text: "토지".to_owned(),
        search_id: Some(search.id),
    };
    let card = MessageBody::Search {
        search_id: search.id,
    };
    assert_eq!(
        bodies,
        [(Author::Me, text), (Author::Library, card)],
        "the text and its card"
    );
    assert_eq!(search.message_id, Some(sent.messages[1].id));
    assert_eq!(
        (search.state, search.hit_count),
        (SearchState::Waiting, 0),
        "nothing was answered yet"
    );
    let jobs = engine::read_queue(world.folder(), 10).await.unwrap().jobs;
    assert_eq!(
        jobs.iter().map(|job| job.kind.as_str()).collect::<Vec<_>>(),
        ["list_page"],
        "the first job was committed with the question"
    );

    gate.wait_held(1).await;
    assert!(
        world
            .practice()
            .requests()
            .iter()
            .all(|seen| seen.ended_micros.is_none()),
        "the library has answered nothing"
    );
    // The harshest proof: everything ends here, and nothing is lost.
    let world = world.stop(Stop::Drop).await.start().await;
    let view = world.room().await;
    assert!(matches!(view.messages[0].body, MessageBody::Greeting));
    assert_eq!(view.messages[1..], sent.messages);
    gate.release_all();
    let end = world.end(SearchId(search.id)).await;
    assert_eq!((end.state, end.hit_count), (SearchState::Complete, 24));
    let jobs = engine::read_queue(world.folder(), 100).await.unwrap().jobs;
    assert!(jobs.iter().all(|job| job.state == JobState::Completed));
}

#[tokio::test]
async fn long_rooms_come_page_by_page() {
    let world = World::new().await;
    let room = world.room_id().await;
    for _ in 0..75 {
        world.engine.show_guide(room).await.unwrap();
        world.send(",").await;
    }
    let newest = world.engine.open_room(room, None).await.unwrap();
    assert!(newest.has_older && newest.messages.len() == 200);
    let before = MessageId(newest.messages[0].id);
    let oldest = world.engine.open_room(room, Some(before)).await.unwrap();
    assert!(
        !oldest.has_older && oldest.messages.len() == 26,
        "75 guides, 75 pairs and the greeting are 226 lines: {}",
        oldest.messages.len()
    );
    assert!(
        oldest.messages.iter().all(|message| message.id < before.0),
        "no line twice"
    );
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    let world = World::new().await;
    for (what, error) in [
        (
            "library",
            world.engine.start_chat("nowhere").await.err().unwrap(),
        ),
        (
            "room",
            world
                .engine
                .open_room(RoomId(99), None)
                .await
                .err()
                .unwrap(),
        ),
        (
            "room",
            world
                .engine
                .send_message(RoomId(99), "토지", false)
                .await
                .err()
                .unwrap(),
        ),
        (
            "search",
            world.engine.search(SearchId(99)).await.err().unwrap(),
        ),
    ] {
        assert_eq!(
            error.code(),
            engine::wire::CommandErrorCode::NotFound,
            "{what}: {error}"
        );
    }
    let error = world.engine.start_chat("cbnul").await.err().unwrap();
    assert_eq!(
        error.code(),
        engine::wire::CommandErrorCode::NotAllowed,
        "a library that nobody has checked yet is not talked to"
    );
}
