//! What the person keeps beyond its conversation, and takes along as a file.

use std::sync::Arc;

use engine::wire::{Change, ExportForm};
use engine::{Error, RoomId};
use support::library::{Stopped, World};

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
    let export = async |form| world.engine.export_room(room, form, true).await.unwrap();
    let text = export(ExportForm::Text).await;
    // 2027-01-15 08:00 in UTC.
    assert_eq!((text.date.as_str(), text.extension), ("2027-01-15", "txt"));
    let lines: Vec<&str> = text.text.lines().collect();
    assert!(lines[0].starts_with("[2027-01-15 23:00] "), "{}", lines[0]);
    assert_eq!(lines[1], "[2027-01-15 23:00] 나: 토지");
    let hits = world.hits(id).await;
    for hit in &hits {
        assert!(text.text.contains(&hit.title), "{}", hit.title);
    }
    let table = export(ExportForm::Csv).await;
    let rows: usize = hits.iter().map(|hit| hit.copies.len().max(1)).sum();
    assert_eq!(
        (table.text.lines().count(), table.extension),
        (rows + 1, "csv")
    );
    let unknown = world
        .engine
        .export_room(RoomId(99), ExportForm::Text, true)
        .await;
    assert!(matches!(unknown, Err(Error::NotFound("room"))));
}
