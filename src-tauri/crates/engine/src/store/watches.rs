//! `watch`: books that are looked at until they can be borrowed.

mod begin;
mod ends;
mod live;
mod looks;
mod shown;

#[cfg(test)]
pub(super) use begin::KNOWN;
pub(crate) use begin::{Known, NewWatch, begin, known, live};
#[cfg(test)]
pub(super) use ends::{FORGET, UNSHOWN, Unshown};
pub(crate) use ends::{end, forget, revive, stop, unshown};
#[cfg(test)]
pub(super) use live::OF_BOOK;
pub(crate) use live::{Live, due, next_at_ms, of_book, over, sources};
pub(crate) use looks::{Answer, answered, begin_anew, doubt, failed, put_off, silence_told, trust};
pub(crate) use shown::{all, get};
