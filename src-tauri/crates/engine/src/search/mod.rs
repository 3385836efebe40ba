//! The use case: one question to one library, from the words to the closed card.
//!
//! What is decided here is stored by `store` and carried out by `jobs`; nothing in here talks to the network.

mod again;
mod ask;
mod close;
mod hold;
mod in_view;
pub(crate) mod limits;
mod plan;
mod publish;

pub(crate) use again::{again, load_more, look_at};
pub(crate) use ask::{Asked, Question, ask};
pub(crate) use close::{abandon, cancel, close, time_out, turn_away};
pub(crate) use hold::{hold, resume};
pub(crate) use in_view::bring_forward;
pub(crate) use plan::{Listing, Wanted, add_page, plan_copies, plan_pages};
pub(crate) use publish::{publish, publish_room};

/// Priorities of the queue (lower runs first): what the person looks at, list pages, copies, details.
pub(crate) mod priority {
    pub(crate) const IN_VIEW: i64 = 5;
    pub(crate) const LIST: i64 = 10;
    pub(crate) const COPIES: i64 = 20;
    pub(crate) const DETAIL: i64 = 30;
}
