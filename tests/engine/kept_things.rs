//! What the person keeps beyond its conversation, and takes along as a file.

use std::sync::Arc;

use engine::wire::{Change, ExportForm};
use engine::{Error, RoomId};
use practice::{Fault, Kind, What};
use support::library::{Stopped, World, in_time, is_over};
use tokio::sync::broadcast::Receiver;

#[tokio::test]
async fn a_book_is_kept_over_the_end_of_its_conversation() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let hit = world.hits(id).await.remove(0);
    let engine = &world.engine;
    let mut changes = engine.changes();
    engine
        .set_book_saved("practice", &hit.cid, true)
        .await
        .unwrap();
    assert_eq!(changes.recv().await.unwrap(), Change::Saved);
    engine.clear_room(world.room_id().await).await.unwrap();
    let book = engine.saved().await.unwrap().books.remove(0);
    assert_eq!((&book.title, &book.copies), (&hit.title, &hit.copies));
    assert_eq!(book.library_id, "practice");
    let unknown = engine.set_book_saved("practice", "none", true).await;
    assert!(matches!(unknown, Err(Error::NotFound("book"))));
    engine
        .set_book_saved("practice", &hit.cid, false)
        .await
        .unwrap();
    assert!(engine.saved().await.unwrap().books.is_empty());
}

#[tokio::test]
async fn a_kept_book_is_told_when_its_copies_are_read_anew() {
    let world = World::new().await;
    let id = world.ask("데미안").await;
    world.end(id).await;
    let cid = world.hits(id).await[0].cid.clone();
    let engine = &world.engine;
    let mut changes = engine.changes();
    engine.retry_search(id).await.unwrap();
    assert_eq!(told_saved(&mut changes).await, 0, "nothing is kept yet");
    engine.set_book_saved("practice", &cid, true).await.unwrap();
    let before = engine.saved().await.unwrap().books[0].copies_at_ms;
    world.clock().advance(1_000);
    let mut changes = engine.changes();
    engine.retry_search(id).await.unwrap();
    assert_eq!(told_saved(&mut changes).await, 1);
    let after = engine.saved().await.unwrap().books[0].copies_at_ms;
    assert!(after > before, "{after:?}");
}

/// How often it is told that something kept has changed until a search ends.
async fn told_saved(changes: &mut Receiver<Change>) -> usize {
    let heard = async {
        let mut count = 0;
        loop {
            match changes.recv().await.unwrap() {
                Change::Saved => count += 1,
                Change::Search { search, .. } if is_over(&search) => return count,
                _ => {}
            }
        }
    };
    in_time("a search ends", heard).await
}

#[tokio::test]
async fn a_question_is_kept_as_it_was_sent() {
    let world = World::new().await;
    let engine = &world.engine;
    let mut changes = engine.changes();
    let text = "토지,,박경리";
    engine
        .set_search_saved("practice", text, true)
        .await
        .unwrap();
    assert_eq!(changes.recv().await.unwrap(), Change::Saved);
    assert_eq!(engine.saved().await.unwrap().searches[0].text, text);
    let unknown = engine.set_search_saved("nowhere", text, true).await;
    assert!(matches!(unknown, Err(Error::NotFound("library"))));
    engine
        .set_search_saved("practice", text, false)
        .await
        .unwrap();
    assert!(engine.saved().await.unwrap().searches.is_empty());
}

#[tokio::test]
async fn a_long_conversation_comes_in_pieces_and_as_it_was_at_the_beginning() {
    let world = World::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    let room = world.room_id().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    for _ in 0..250 {
        world.engine.show_guide(room).await.unwrap();
    }
    let begin = world.engine.export_room(room, ExportForm::Text, true);
    let mut export = begin.await.unwrap();
    let first = export.next().await.unwrap().unwrap();
    world.engine.clear_room(room).await.unwrap();
    let mut pieces = vec![first];
    while let Some(piece) = export.next().await.unwrap() {
        pieces.push(piece);
    }
    let longest = pieces.iter().map(String::len).max().unwrap();
    assert!(pieces.len() > 1 && longest < 128 * 1024, "{longest} bytes");
    let text = pieces.concat();
    let lines = text.lines().filter(|line| line.starts_with('['));
    assert_eq!(lines.count(), 1 + 2 + 250, "every line once");
    let books = text.lines().filter(|line| !line.starts_with(['[', ' ']));
    assert_eq!(books.count(), 500, "every book once");
}

#[tokio::test]
async fn a_conversation_is_written_out_in_local_time() {
    let stopped = Stopped::new(Vec::new()).await;
    let options = engine::Options {
        utc_offset: Arc::new(|_| 900),
        ..stopped.options()
    };
    let world = stopped.start_with(options).await;
    let room = world.room_id().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let (begun, text) = world.exported(room, ExportForm::Text).await;
    // 2027-01-15 08:00 in UTC.
    assert_eq!(
        (begun.date.as_str(), begun.extension),
        ("2027-01-15", "txt")
    );
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("[2027-01-15 23:00] "), "{}", lines[0]);
    assert_eq!(lines[1], "[2027-01-15 23:00] 나: 토지");
    let hits = world.hits(id).await;
    for hit in &hits {
        assert!(text.contains(&hit.title), "{}", hit.title);
    }
    let (begun, table) = world.exported(room, ExportForm::Csv).await;
    let rows: usize = hits.iter().map(|hit| hit.copies.len().max(1)).sum();
    assert_eq!((table.lines().count(), begun.extension), (rows + 1, "csv"));
    let unknown = world
        .engine
        .export_room(RoomId(99), ExportForm::Text, true)
        .await;
    assert!(matches!(unknown, Err(Error::NotFound("room"))));
}
