//! Where a person was in a room, over restarts and for a day.

use engine::wire::Place;
use engine::{Error, RoomId};
use support::library::{Stop, World};

const DAY_MS: i64 = 86_400_000;

#[tokio::test]
async fn a_place_is_kept_over_a_restart_for_a_day() {
    let world = World::new().await;
    let room = world.room_id().await;
    let sent = world.send("토지").await;
    let place = Place {
        message_id: sent.messages[0].id,
        above_px: 12,
    };
    world.engine.set_place(room, Some(place)).await.unwrap();
    let world = world.stop(Stop::Shutdown).await.start().await;
    assert_eq!(world.room_in_list().await.place, Some(place));
    assert_eq!(world.room().await.room.place, Some(place));
    world.clock().advance(DAY_MS);
    assert_eq!(world.room_in_list().await.place, None);
    assert_eq!(world.room().await.room.place, None);
}

#[tokio::test]
async fn a_place_is_forgotten_at_the_end_and_with_its_conversation() {
    let world = World::new().await;
    let room = world.room_id().await;
    let place = async || {
        let sent = world.send("데미안").await;
        let place = Place {
            message_id: sent.messages[0].id,
            above_px: 0,
        };
        world.engine.set_place(room, Some(place)).await.unwrap();
        assert_eq!(world.room_in_list().await.place, Some(place));
    };
    place().await;
    world.engine.set_place(room, None).await.unwrap();
    assert_eq!(world.room_in_list().await.place, None);
    place().await;
    world.engine.clear_room(room).await.unwrap();
    assert_eq!(world.room_in_list().await.place, None);
    let nowhere = world.engine.set_place(RoomId(99), None).await;
    assert!(matches!(nowhere, Err(Error::NotFound("room"))));
}
