//! `--ndjson`: an external contract. Its names appear nowhere else in the code and change with nothing inside.

use engine::wire::{Copy, Search};
use engine::{Card, ListedPage};
use serde_json::{Map, Value, json};

use super::{Done, say};

pub(super) fn start() -> anyhow::Result<()> {
    say(&json!({ "event": "start" }).to_string())
}

pub(super) fn page(search: &Search, page: &ListedPage) -> anyhow::Result<()> {
    let line = json!({
        "event": "list",
        "library": search.library_id,
        "page": page.page,
        "n": page.hit_count,
        "total": search.total_count,
    });
    say(&line.to_string())
}

pub(super) fn card(search: &Search, card: &Card) -> anyhow::Result<()> {
    say(&card_line(&search.library_id, card).to_string())
}

fn card_line(library_id: &str, card: &Card) -> Value {
    let hit = &card.hit;
    let branches: Vec<Value> = hit
        .branches
        .iter()
        .map(|branch| {
            json!({
                "name": branch.name,
                "call_number": branch.call_number,
                "status": branch.raw_status,
            })
        })
        .collect();
    let mut line = json!({
        "event": "card",
        "library": library_id,
        "cid": hit.cid,
        "title": hit.title,
        "author": hit.author,
        "publisher": hit.publisher,
        "year": hit.year,
        "branches": branches,
        "error": card.error.map(engine::wire::ErrorCode::as_str),
    });
    if let Some(object) = line.as_object_mut() {
        // Only with copies: a book that was not asked for them has none to show.
        if card.has_copies {
            object.insert("items".to_owned(), hit.copies.iter().map(item).collect());
        }
        if let Some(fields) = &card.detail {
            object.insert("detail".to_owned(), detail(fields));
        }
    }
    line
}

/// 등록번호, 소장위치, 청구기호, 상태, 반납기한.
fn item(copy: &Copy) -> Value {
    json!([
        copy.registration_number,
        copy.location,
        copy.call_number,
        copy.raw_status,
        copy.raw_due,
    ])
}

/// Labels to values; a label that stands twice keeps all its values, a line each.
fn detail(fields: &[(String, String)]) -> Value {
    let mut object = Map::new();
    for (label, value) in fields {
        match object.get_mut(label) {
            Some(Value::String(known)) => {
                known.push('\n');
                known.push_str(value);
            }
            _ => {
                object.insert(label.clone(), Value::String(value.clone()));
            }
        }
    }
    Value::Object(object)
}

pub(super) fn done(done: &Done) -> anyhow::Result<()> {
    let line = json!({
        "event": "done",
        "state": done.state,
        "code": done.code.map(engine::wire::ErrorCode::as_str),
        "hits": done.hit_count,
        "requests": done.request_count,
    });
    say(&line.to_string())
}
