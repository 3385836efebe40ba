//! One line that is deleted.

use engine::wire::{Change, CopiesState, Message, MessageBody, Room};
use engine::{HitId, MessageId, SearchId};
use practice::Kind;
use support::library::{World, in_time};
use tokio::sync::broadcast::Receiver;

/// What is told until a line is told to be deleted: the lines that are changed by that, the line, and its room.
async fn heard(changes: &mut Receiver<Change>) -> (Vec<Message>, i64, Room) {
    let heard = async {
        let mut lines = Vec::new();
        loop {
            match changes.recv().await.unwrap() {
                Change::Message { message } => lines.push(message),
                Change::Deleted {
                    message_id, room, ..
                } => return (lines, message_id, room),
                _ => {}
            }
        }
    };
    in_time("a line is told to be deleted", heard).await
}

async fn lines(world: &World) -> Vec<Message> {
    let room = world.room_id().await;
    let view = world.engine.open_room(room, None).await.unwrap();
    view.messages
}

async fn delete(world: &World, line: &Message) -> (Vec<Message>, Room) {
    let mut changes = world.engine.changes();
    let id = MessageId(line.id);
    world.engine.delete_message(id).await.unwrap();
    let (lines, deleted, room) = heard(&mut changes).await;
    assert_eq!((deleted, room.id), (line.id, line.room_id));
    (lines, room)
}

#[tokio::test]
async fn a_question_goes_without_its_card() {
    let world = World::new().await;
    let search = world.find("데미안").await;
    let before = lines(&world).await;
    let (told, room) = delete(&world, &before[1]).await;
    assert_eq!(told, []);
    assert_eq!(room.last_message, Some(before[2].clone()));
    assert_eq!(lines(&world).await, [before[0].clone(), before[2].clone()]);
    assert_eq!(world.search(SearchId(search.id)).await, search);
}

#[tokio::test]
async fn a_card_takes_its_search_along_and_leaves_its_question() {
    let world = World::new().await;
    let id = world.ask("데미안").await;
    world.end(id).await;
    assert_eq!(world.room_in_list().await.unseen_count, 1);
    let before = lines(&world).await;
    let (told, room) = delete(&world, &before[2]).await;
    let question = Message {
        body: MessageBody::Text {
            text: "데미안".to_owned(),
            search_id: None,
        },
        ..before[1].clone()
    };
    let expected = std::slice::from_ref(&question);
    assert_eq!(told, expected, "it leads nowhere any more");
    assert_eq!(lines(&world).await, [before[0].clone(), question.clone()]);
    assert_eq!((room.unseen_count, room.last_message), (0, Some(question)));
    assert!(world.engine.search(id).await.is_err());
    assert!(world.engine.queue_view().await.unwrap().ended.is_empty());
}

#[tokio::test]
async fn a_card_under_way_is_stopped_first() {
    let world = World::new().await;
    let gate = world.practice().gate();
    gate.hold(Kind::Copies);
    let id = world.ask("토지").await;
    gate.wait_held(6).await;
    let card = lines(&world).await.remove(2);
    delete(&world, &card).await;
    gate.release_all();
    let work = world.engine.queue_view().await.unwrap();
    let waiting: u32 = work.libraries.iter().map(|jobs| jobs.waiting).sum();
    assert!(work.searches.is_empty() && waiting == 0, "{work:?}");
    assert!(world.engine.search(id).await.is_err());
    world.find("데미안").await;
}

#[tokio::test]
async fn a_book_that_is_being_opened_goes_with_its_card() {
    let world = World::new().await;
    let id = world.ask("토지").await;
    world.end(id).await;
    let gate = world.practice().gate();
    gate.hold(Kind::Detail);
    let hits = world.hits(id).await;
    let opened = HitId(hits[0].id);
    world.engine.check_detail(id, opened).await.unwrap();
    gate.wait_held(1).await;
    assert_eq!(world.hits(id).await[0].detail_state, CopiesState::Planned);
    let card = lines(&world).await.remove(2);
    delete(&world, &card).await;
    gate.release_all();
    // The same book of another card is asked for by itself.
    let again = world.ask("토지").await;
    world.end(again).await;
    let opened = HitId(world.hits(again).await[0].id);
    world.engine.check_detail(again, opened).await.unwrap();
    let mut changes = world.engine.changes();
    let read = async {
        while world.hits(again).await[0].detail_state != CopiesState::Checked {
            changes.recv().await.unwrap();
        }
    };
    in_time("the record is read", read).await;
}

#[tokio::test]
async fn any_other_line_goes_alone_and_one_that_is_gone_is_nothing() {
    let world = World::new().await;
    let greeting = lines(&world).await.remove(0);
    let (told, room) = delete(&world, &greeting).await;
    assert_eq!((told, room.last_message), (Vec::new(), None));
    let mut changes = world.engine.changes();
    let gone = MessageId(greeting.id);
    world.engine.delete_message(gone).await.unwrap();
    assert!(changes.try_recv().is_err(), "nothing is told of nothing");
}
