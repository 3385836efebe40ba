//! `search` and `search_batch`: the questions and where they stand.

mod batches;
mod closing;
mod reading;
mod writing;

pub(crate) use batches::{Purpose, add_batch, batches, owners};
pub(crate) use closing::{count_tries, end, hold, mark_resumed, reopen, start, unhold};
#[cfg(test)]
pub(super) use reading::{ENDED, KEPT, LIVE, UNFINISHED};
pub(crate) use reading::{
    Kept, Record, ended, get, is_live_in, kept, live, live_like, request_count, unfinished,
};
pub(crate) use writing::{
    NewSearch, count_requests, insert, keep_listing, raise_limit, search_as_title, set_code,
    set_kept_from, set_listing, set_options, touch,
};
