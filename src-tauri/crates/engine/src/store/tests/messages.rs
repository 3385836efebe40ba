use super::fixture::{Store, copy};
use crate::id::{MessageId, RoomId};
use crate::store::{books, messages, rooms};
use crate::wire::{Author, Message, MessageBody, RefusalCode, SearchState, Status};

/// Writes lines one after another, a millisecond apart.
async fn say(store: &mut Store, room: RoomId, bodies: Vec<MessageBody>) -> Vec<Message> {
    let mut said = Vec::new();
    for (at_ms, body) in (10..).zip(bodies) {
        let message = messages::insert(store, room, Author::Library, body, at_ms).await;
        said.push(message.unwrap());
    }
    said
}

#[tokio::test]
async fn insert_writes_every_kind_of_line_as_it_is_read() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let search_id = store.search_in(room, "소년이 온다").await.0;
    let text = |search_id| MessageBody::Text {
        text: "'; DROP TABLE message; --".to_owned(),
        search_id,
    };
    let code = RefusalCode::NothingToSearch;
    let bodies = vec![
        MessageBody::Greeting,
        MessageBody::Guide,
        text(None),
        text(Some(search_id)),
        MessageBody::Search { search_id },
        MessageBody::Refused { code },
    ];
    let said = say(&mut store, room, bodies).await;
    let read = messages::page(&mut store, room, None, 50).await.unwrap();
    assert_eq!(read, said);
}

#[tokio::test]
async fn page_goes_back_from_the_newest_without_gap_or_repeat() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = crate::store::rooms::ensure(&mut store, "ut", 1)
        .await
        .unwrap();
    let said = say(&mut store, room, vec![MessageBody::Guide; 5]).await;
    say(&mut store, other, vec![MessageBody::Greeting]).await;
    let newest = messages::page(&mut store, room, None, 2).await.unwrap();
    assert_eq!(newest, said[3..], "the newest, oldest of them first");
    let before = Some(MessageId(newest[0].id));
    let older = messages::page(&mut store, room, before, 2).await.unwrap();
    assert_eq!(older, said[1..3]);
    let before = Some(MessageId(said[0].id));
    let none = messages::page(&mut store, room, before, 2).await.unwrap();
    assert_eq!(none, []);
}

#[tokio::test]
async fn last_is_the_newest_line_of_the_room() {
    let mut store = Store::new().await;
    let room = store.room().await;
    assert_eq!(messages::last(&mut store, room).await.unwrap(), None);
    let said = say(
        &mut store,
        room,
        vec![MessageBody::Guide, MessageBody::Greeting],
    )
    .await;
    let last = messages::last(&mut store, room).await.unwrap();
    assert_eq!(last.as_ref(), said.last());
}

#[tokio::test]
async fn last_is_the_newest_card_that_goes_on() {
    let mut store = Store::new().await;
    let (room, _) = rooms::ensure(&mut store, "everyone", 1).await.unwrap();
    let mut cards = Vec::new();
    let mut searches = Vec::new();
    for text in ["먼저", "하나", "둘", "셋"] {
        if text == "하나" {
            // What was asked before is another question.
            say(&mut store, room, vec![MessageBody::Guide]).await;
        }
        let search = store.search_in(room, text).await;
        let search_id = search.0;
        let said = say(&mut store, room, vec![MessageBody::Search { search_id }]).await;
        cards.extend(said);
        searches.push(search);
    }
    let mut seen = Vec::new();
    for ended in [searches[3], searches[1], searches[2]] {
        seen.push(messages::last(&mut store, room).await.unwrap());
        store.end(ended, SearchState::Complete, 70).await;
    }
    seen.push(messages::last(&mut store, room).await.unwrap());
    let wanted = [&cards[3], &cards[2], &cards[2], &cards[3]];
    assert_eq!(seen, wanted.map(|card| Some(card.clone())));
}

#[tokio::test]
async fn card_of_is_the_card_and_not_the_question() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let search = store.search_in(room, "소년이 온다").await;
    let question = MessageBody::Text {
        text: "소년이 온다".to_owned(),
        search_id: Some(search.0),
    };
    say(&mut store, room, vec![question]).await;
    let none = messages::card_of(&mut store, search).await.unwrap();
    assert_eq!(none, None);
    let card = MessageBody::Search {
        search_id: search.0,
    };
    let said = say(&mut store, room, vec![card]).await;
    let found = messages::card_of(&mut store, search).await.unwrap();
    assert_eq!(found, Some(MessageId(said[0].id)));
}

#[tokio::test]
async fn find_looks_into_texts_questions_books_and_their_places() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let (other, _) = crate::store::rooms::ensure(&mut store, "ut", 5)
        .await
        .unwrap();
    let text = |text: &str| MessageBody::Text {
        text: text.to_owned(),
        search_id: None,
    };
    let search = store.search_with("Clean CODE", &["A", "50%_\\off"]).await;
    let book = store.books(search).await[0];
    let copies = [copy("EM1", Status::Available)];
    books::set_copies(&mut store, book, &copies, 1)
        .await
        .unwrap();
    let card = MessageBody::Search {
        search_id: search.0,
    };
    let mut ids = Vec::new();
    for (room, body) in [
        (room, text("clean code")),
        (room, card),
        (other, text("clean code")),
        (room, text("토지")),
        (room, MessageBody::Guide),
    ] {
        let line = messages::insert(&mut store, room, Author::Me, body, 1);
        ids.push(line.await.unwrap().id);
    }
    for (wanted, found) in [
        ("CLEAN", vec![ids[1], ids[0]]),
        ("토지", vec![ids[3]]),
        ("제목 A", vec![ids[1]]),
        ("50%_\\OFF", vec![ids[1]]),
        ("5_%", vec![]),
        ("한강", vec![ids[1]]),
        ("창비", vec![ids[1]]),
        ("본관", vec![ids[1]]),
        ("813.7", vec![ids[1]]),
        ("종합자료실 \"2층", vec![ids[1]]),
        ("raw_status", vec![]),
        ("대출중", vec![]),
        ("_", vec![ids[1]]),
        ("없는 말", vec![]),
    ] {
        let lines = messages::find(&mut store, room, wanted, 9).await.unwrap();
        let lines: Vec<i64> = lines.iter().map(|id| id.0).collect();
        assert_eq!(lines, found, "{wanted}");
    }
    let newest = messages::find(&mut store, room, "clean", 1).await.unwrap();
    assert_eq!(newest.len(), 1);
    assert_eq!(newest[0].0, ids[1]);
}

#[tokio::test]
async fn after_goes_on_from_the_oldest() {
    let mut store = Store::new().await;
    let room = store.room().await;
    let mut ids = Vec::new();
    for at_ms in 1..=3 {
        let said = messages::insert(&mut store, room, Author::Me, MessageBody::Guide, at_ms);
        ids.push(said.await.unwrap().id);
    }
    let mut after = async |id: Option<i64>, limit| {
        let lines = messages::after(&mut store, room, id.map(MessageId), limit);
        let lines = lines.await.unwrap().into_iter();
        lines.map(|line| line.id).collect::<Vec<_>>()
    };
    assert_eq!(after(None, 2).await, ids[..2]);
    assert_eq!(after(Some(ids[1]), 2).await, ids[2..]);
    assert!(after(Some(ids[2]), 2).await.is_empty());
}
