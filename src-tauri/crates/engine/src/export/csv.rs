//! A conversation as a table for a spreadsheet: a row per copy, RFC 4180.

use super::text::place;
use super::{Card, Line, one_line};
use crate::wire::{Copy, Hit};

/// Without it, Excel takes UTF-8 for the system's own charset, and Korean for noise.
const BYTE_ORDER_MARK: char = '\u{feff}';

const KOREAN: [&str; 13] = [
    "찾은 때",
    "도서관",
    "검색어",
    "제목",
    "저자",
    "출판사",
    "연도",
    "위치",
    "청구기호",
    "상태",
    "반납",
    "등록번호",
    "확인한 때",
];

const ENGLISH: [&str; 13] = [
    "Searched",
    "Library",
    "Question",
    "Title",
    "Author",
    "Publisher",
    "Year",
    "Place",
    "Call number",
    "Status",
    "Due",
    "Registration number",
    "Checked",
];

/// What a table begins with.
pub(super) fn header(is_korean: bool) -> String {
    let mut table = String::from(BYTE_ORDER_MARK);
    let header = if is_korean { KOREAN } else { ENGLISH };
    row(&mut table, &header.map(str::to_owned));
    table
}

/// Every copy of these books of a card; a book of which no copies are known has one row without them.
pub(super) fn rows(line: &Line, hits: &[Hit], time: &dyn Fn(i64) -> String) -> String {
    let mut table = String::new();
    let Some(card) = &line.card else { return table };
    for hit in hits {
        for copy in copies(hit) {
            let checked_at = hit.copies_at_ms.map(time).unwrap_or_default();
            row(&mut table, &cells(&line.at, card, hit, copy, checked_at));
        }
    }
    table
}

/// The copies, or once none.
fn copies(hit: &Hit) -> Vec<Option<&Copy>> {
    if hit.copies.is_empty() {
        vec![None]
    } else {
        hit.copies.iter().map(Some).collect()
    }
}

fn cells(
    at: &str,
    card: &Card,
    hit: &Hit,
    copy: Option<&Copy>,
    checked_at: String,
) -> [String; 13] {
    let of_copy = |part: fn(&Copy) -> &String| copy.map(part).cloned().unwrap_or_default();
    [
        at.to_owned(),
        card.library.clone(),
        card.search.query.text.clone(),
        hit.title.clone(),
        hit.author.clone(),
        hit.publisher.clone(),
        hit.year.clone(),
        copy.map(place).unwrap_or_default(),
        of_copy(|copy| &copy.call_number),
        of_copy(|copy| &copy.raw_status),
        of_copy(|copy| &copy.raw_due),
        of_copy(|copy| &copy.registration_number),
        checked_at,
    ]
}

fn row(table: &mut String, cells: &[String; 13]) {
    let cells = cells.each_ref().map(|cell| quoted(&one_line(cell)));
    table.push_str(&cells.join(","));
    table.push_str("\r\n");
}

/// What a spreadsheet takes for the beginning of a formula, some also in their wide forms or behind a blank of their own.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A cell as it stands in a row. A spreadsheet would run one that begins like a formula. Where a comma stands in numbers, a semicolon
/// ends a cell.
pub(super) fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(FORMULA) { "'" } else { "" };
    if cell.contains([',', ';', '"', '\t', '\r', '\n']) {
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{guard}{cell}")
    }
}
