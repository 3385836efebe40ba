//! The engine through its public face, against the practice library on loopback.
//!
//! Every test has its own folder and its own library; time stands still unless a test moves it or the queue waits for a
//! moment. Practice data: 토지 has 24 hits on one page, 호주 104 on three, 데미안 one.

#[path = "engine/again.rs"]
mod again;
#[path = "engine/answers.rs"]
mod answers;
#[path = "engine/faults.rs"]
mod faults;
#[path = "engine/folder.rs"]
mod folder;
#[path = "engine/input.rs"]
mod input;
#[path = "engine/kept.rs"]
mod kept;
#[path = "engine/losses.rs"]
mod losses;
#[path = "engine/manners.rs"]
mod manners;
#[path = "engine/notifications.rs"]
mod notifications;
#[path = "engine/restart.rs"]
mod restart;
#[path = "engine/sizes.rs"]
mod sizes;
