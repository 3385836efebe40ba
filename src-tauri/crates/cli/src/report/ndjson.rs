//! `--ndjson`: an external contract. Its names appear nowhere else in the code and change with nothing inside.

use engine::wire::{CopiesState, Copy, ErrorCode, Search, Trouble};
use engine::{Card, ListedPage};
use serde::{Serialize, Serializer};

use super::{Done, say};
use crate::exit::Outcome;

/// A line. `start` comes first, `done` last, with the state `deleted` when the window deleted what was waited for; a `list` per page,
/// a `card` per book. `trouble` stands between them only when nothing
/// can be stored (`disk_full`, `busy`, `damaged`, `failed`), and once more with `null` when that is over.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Line<'a> {
    Start,
    List {
        library: &'a str,
        page: u32,
        n: u32,
        total: Option<u32>,
    },
    Card {
        library: &'a str,
        cid: &'a str,
        title: &'a str,
        author: &'a str,
        publisher: &'a str,
        year: &'a str,
        branches: Vec<Branch<'a>>,
        /// Only with copies: a book whose copies nobody knows has none to show.
        #[serde(skip_serializing_if = "Option::is_none")]
        items: Option<Vec<[&'a str; 5]>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<Detail>,
        error: Option<&'static str>,
    },
    Trouble {
        code: Option<&'static str>,
    },
    Done {
        state: &'static str,
        code: Option<&'static str>,
        hits: u32,
        requests: u32,
    },
}

#[derive(Serialize)]
struct Branch<'a> {
    name: &'a str,
    call_number: &'a str,
    status: &'a str,
}

/// Labels to values in the page's order; a label that stands twice keeps all its values, a line each.
struct Detail(Vec<(String, String)>);

impl Detail {
    fn new(fields: &[(String, String)]) -> Self {
        let mut merged: Vec<(String, String)> = Vec::new();
        for (label, value) in fields {
            match merged.iter_mut().find(|(known, _)| known == label) {
                Some((_, values)) => {
                    values.push('\n');
                    values.push_str(value);
                }
                None => merged.push((label.clone(), value.clone())),
            }
        }
        Self(merged)
    }
}

impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(label, value)| (label, value)))
    }
}

fn print(line: &Line<'_>) -> anyhow::Result<()> {
    say(&serde_json::to_string(line)?)
}

pub(super) fn start() -> anyhow::Result<()> {
    print(&Line::Start)
}

pub(super) fn page(search: &Search, page: &ListedPage) -> anyhow::Result<()> {
    print(&Line::List {
        library: &search.library_id,
        page: page.page,
        n: page.hit_count,
        total: search.total_count,
    })
}

pub(super) fn card(search: &Search, card: &Card) -> anyhow::Result<()> {
    let hit = &card.hit;
    let branches = hit.branches.iter().map(|branch| Branch {
        name: &branch.name,
        call_number: &branch.call_number,
        status: &branch.raw_status,
    });
    let has_copies = hit.copies_state == CopiesState::Checked;
    print(&Line::Card {
        library: &search.library_id,
        cid: &hit.cid,
        title: &hit.title,
        author: &hit.author,
        publisher: &hit.publisher,
        year: &hit.year,
        branches: branches.collect(),
        items: has_copies.then(|| hit.copies.iter().map(item).collect()),
        detail: card.detail.as_deref().map(Detail::new),
        error: card.error.map(ErrorCode::as_str),
    })
}

pub(super) fn trouble(trouble: Option<Trouble>) -> anyhow::Result<()> {
    print(&Line::Trouble {
        code: trouble.map(|trouble| match trouble {
            Trouble::DiskFull => "disk_full",
            Trouble::Busy => "busy",
            Trouble::Damaged => "damaged",
            Trouble::Failed => "failed",
        }),
    })
}

/// 등록번호, 소장위치, 청구기호, 상태, 반납기한.
fn item(copy: &Copy) -> [&str; 5] {
    [
        &copy.registration_number,
        &copy.location,
        &copy.call_number,
        &copy.raw_status,
        &copy.raw_due,
    ]
}

pub(super) fn done(done: &Done) -> anyhow::Result<()> {
    let code = match done.outcome {
        Outcome::Complete | Outcome::Cancelled | Outcome::Deleted => None,
        _ => done.code().map(ErrorCode::as_str),
    };
    print(&Line::Done {
        state: state(done.outcome),
        code,
        hits: done.hit_count(),
        requests: done.request_count(),
    })
}

fn state(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "complete",
        Outcome::Partial => "partial",
        Outcome::Failed => "failed",
        Outcome::Cancelled => "cancelled",
        Outcome::Deleted => "deleted",
    }
}
