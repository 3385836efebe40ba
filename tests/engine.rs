//! The engine through its public face, against the practice library on loopback.
//!
//! Every test has its own folder and its own library; time stands still unless a test moves it or the queue waits for a
//! moment. Practice data: 토지 has 24 hits on one page, 호주 104 on three, 데미안 one.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be prepared fails where it was prepared"
)]

#[path = "engine/again.rs"]
mod again;
#[path = "engine/aged.rs"]
mod aged;
#[path = "engine/answers.rs"]
mod answers;
#[path = "engine/covers.rs"]
mod covers;
#[path = "engine/deleted.rs"]
mod deleted;
#[path = "engine/details.rs"]
mod details;
#[path = "engine/everyone.rs"]
mod everyone;
#[path = "engine/everyones_room.rs"]
mod everyones_room;
#[path = "engine/faults.rs"]
mod faults;
#[path = "engine/folder.rs"]
mod folder;
#[path = "engine/gathered.rs"]
mod gathered;
#[path = "engine/in_view.rs"]
mod in_view;
#[path = "engine/input.rs"]
mod input;
#[path = "engine/kept.rs"]
mod kept;
#[path = "engine/kept_things.rs"]
mod kept_things;
#[path = "engine/looked_at.rs"]
mod looked_at;
#[path = "engine/losses.rs"]
mod losses;
#[path = "engine/manners.rs"]
mod manners;
#[path = "engine/network.rs"]
mod network;
#[path = "engine/notifications.rs"]
mod notifications;
#[path = "engine/own_slot.rs"]
mod own_slot;
#[path = "engine/pause.rs"]
mod pause;
#[path = "engine/places.rs"]
mod places;
#[path = "engine/reports.rs"]
mod reports;
#[path = "engine/rest.rs"]
mod rest;
#[path = "engine/restart.rs"]
mod restart;
#[path = "engine/rooms.rs"]
mod rooms;
#[path = "engine/settings.rs"]
mod settings;
#[path = "engine/sizes.rs"]
mod sizes;
#[path = "engine/tried.rs"]
mod tried;
#[path = "engine/watch.rs"]
mod watch;
