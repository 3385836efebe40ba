//! The copies of one record, over the three routes of catalogs.md 1.5.

use super::{escape, fill};
use crate::copies::{Branch, Copy};

/// `ItemDetailSimple.axa`: one table of five columns, all branches together. Without copies the table has no `tbody`.
pub(crate) fn simple_table(copies: &[Copy]) -> String {
    let mut page = String::new();
    let copies: Vec<&Copy> = copies.iter().collect();
    fill(
        &mut page,
        include_str!("templates/simple_table.html"),
        &[(
            "rows",
            &body(&copies, include_str!("templates/simple_row.html")),
        )],
    );
    page
}

/// `ItemDetail.axa` and `AjaxHtmlGenerator.ax`: the recorded table of seven columns, one for each branch that has copies;
/// without any copy the empty table of the first branch, which has no `tbody`.
pub(crate) fn full_tables<'a>(
    copies: &[Copy],
    branches: impl IntoIterator<Item = &'a Branch>,
) -> String {
    let mut page = String::new();
    let mut empty = None;
    for branch in branches {
        let here: Vec<&Copy> = copies.iter().filter(|copy| copy.branch == branch).collect();
        match here.is_empty() {
            true => empty = empty.or(Some(branch)),
            false => full_table(&mut page, branch, &here),
        }
    }
    if let (true, Some(branch)) = (page.is_empty(), empty) {
        full_table(&mut page, branch, &[]);
    }
    page
}

fn full_table(page: &mut String, branch: &Branch, copies: &[&Copy]) {
    let rows = body(copies, include_str!("templates/full_row.html"));
    let values = [
        ("branch", branch.name),
        ("branch_code", branch.code),
        ("rows", &*rows),
    ];
    fill(page, include_str!("templates/full_table.html"), &values);
}

fn body(copies: &[&Copy], row: &str) -> String {
    if copies.is_empty() {
        return String::new();
    }
    let mut rows = String::from("  <tbody>\n");
    for (place, copy) in copies.iter().enumerate() {
        let class = ["tbRecord1 ", "tbRecord2 "]
            .into_iter()
            .nth(place % 2)
            .unwrap_or_default();
        let last = if place + 1 == copies.len() {
            "lastRecord"
        } else {
            ""
        };
        let values = [
            ("row_class", &*format!("{class}{last}")),
            ("number", &*(place + 1).to_string()),
            ("registration_number", &*copy.registration_number),
            ("branch_code", copy.branch.code),
            ("room", copy.room),
            ("call_number", &*escape(&copy.call_number)),
            ("status", copy.status),
            ("due", &*copy.due),
        ];
        fill(&mut rows, row, &values);
    }
    rows.push_str("  </tbody>\n");
    rows
}
