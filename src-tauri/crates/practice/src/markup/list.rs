//! The result list (recorded; several pages and no hits as catalogs.md 1.4 describes them).

use super::{escape, fill};
use crate::books::Book;
use crate::copies::{BRANCHES, Copy, branch_status, copies_of};
use crate::cover;

/// What the page shows.
pub(crate) struct ListPage<'a> {
    /// The `q` of the request.
    pub(crate) q: &'a str,
    /// All hits, of all pages.
    pub(crate) hits: &'a [(u64, &'a Book)],
    /// The 1-based page.
    pub(crate) page: usize,
    /// Hits on a page, at least 1.
    pub(crate) page_size: usize,
    /// So many copies of every record, instead of its own.
    pub(crate) copies: Option<usize>,
}

/// Page numbers in one block of the pager.
const BLOCK: usize = 10;

/// The page of a result list. A page beyond the last one is a page without hits; so is the page of a question that finds
/// nothing, which has neither list nor pager.
pub(crate) fn list_page(list: &ListPage<'_>) -> String {
    let total = list.hits.len();
    let start = list.page.saturating_sub(1).saturating_mul(list.page_size);
    let shown = list
        .hits
        .get(start..total.min(start.saturating_add(list.page_size)))
        .unwrap_or_default();
    let mut page = String::with_capacity(16_000 + 4_000 * shown.len());
    top(&mut page, list, total, shown.len());
    if total > 0 {
        page.push_str("\t<ul class=\"listType01\">\n");
        for (place, (cid, book)) in shown.iter().enumerate() {
            hit(&mut page, start + place + 1, *cid, book, list.copies);
        }
        page.push_str("</ul>\n    \t\t    \t\t\t\n");
        pager(&mut page, list.page, total.div_ceil(list.page_size));
    }
    page.push_str(include_str!("templates/list_foot.html"));
    page
}

fn top(page: &mut String, list: &ListPage<'_>, total: usize, shown: usize) {
    let values = [
        ("q", &*escape(list.q)),
        ("q_encoded", &*percent_encoded(list.q)),
        (
            "typed",
            &*escape(list.q.rsplit(':').next().unwrap_or_default()),
        ),
        ("page", &*list.page.to_string()),
        ("page_size", &*list.page_size.to_string()),
        ("total", &*total.to_string()),
        ("shown", &*shown.to_string()),
        (
            "found",
            if total > 0 {
                "입니다."
            } else {
                "가 없습니다."
            },
        ),
    ];
    fill(page, include_str!("templates/list_top.html"), &values);
}

fn hit(page: &mut String, number: usize, cid: u64, book: &Book, copies: Option<usize>) {
    let copies = copies_of(cid, book, copies);
    let cover = match cover::has_cover(cid) {
        true => format!("../Thumbnail/{}", cover::file_name(cid)),
        false => "../images/search/noimage.gif".to_owned(),
    };
    let cid = cid.to_string();
    let mut tags = String::new();
    for branch in &BRANCHES {
        let here: Vec<&Copy> = copies.iter().filter(|copy| copy.branch == branch).collect();
        if let Some(first) = here.first() {
            tag(&mut tags, &cid, first, branch_status(&here));
        }
    }
    let values = [
        ("number", &*number.to_string()),
        ("cid", &*cid),
        ("cover", &*cover),
        ("title", &*escape(&book.title)),
        ("imprint", &*escape(&imprint(book))),
        ("material", &*escape(&book.material)),
        ("tags", &*tags),
    ];
    fill(page, include_str!("templates/hit.html"), &values);
}

/// `AUTHOR. PUBLISHER, YEAR.` as recorded; a record without author begins with the publisher.
fn imprint(book: &Book) -> String {
    let Book {
        author,
        publisher,
        year,
        ..
    } = book;
    if author.is_empty() {
        format!("{publisher}, {year}.")
    } else {
        format!("{author}. {publisher}, {year}.")
    }
}

/// One branch of a hit.
fn tag(tags: &mut String, cid: &str, first: &Copy, status: &str) {
    let values = [
        ("cid", cid),
        ("branch_code", first.branch.code),
        ("branch", first.branch.name),
        ("call_number", &*escape(&first.call_number)),
        ("status", status),
    ];
    fill(tags, include_str!("templates/hit_branch.html"), &values);
}

/// The pager of catalogs.md 1.4: blocks of ten pages, and two `a.next` (next block, last page) while there is a next block.
fn pager(page: &mut String, current: usize, last: usize) {
    let first = (current.min(last).saturating_sub(1)) / BLOCK * BLOCK + 1;
    let block_end = last.min(first + BLOCK - 1);
    let link = |number: usize, class: &str, words: &str| {
        format!(
            "<a href=\"javascript:search.goPage({number});\"{class}>{words}</a>\n\t\t\t        \t\t    \t    \t"
        )
    };
    let mut links = Vec::new();
    if first > 1 {
        links.push(link(
            1,
            " class=\"prev\"",
            "<img src=\"../images/common/btn_first.gif\" alt=\"처음\" />",
        ));
        links.push(link(
            first - 1,
            " class=\"prev\"",
            "<img src=\"../images/common/btn_prev.gif\" alt=\"이전\" />",
        ));
    }
    links.extend((first..=block_end).map(|number| match number == current {
        true => format!("<strong>{number}</strong>\n\t\t\t        \t\t    \t    \t"),
        false => link(number, "", &number.to_string()),
    }));
    if block_end < last {
        links.push(link(
            block_end + 1,
            " class=\"next\"",
            "<img src=\"../images/common/btn_next.gif\" alt=\"다음\" />",
        ));
        links.push(link(
            last,
            " class=\"next\"",
            "<img src=\"../images/common/btn_last.gif\" alt=\"마지막\" />",
        ));
    }
    page.push_str("\t\t<div class=\"pager\" style=\"text-align:center;\">\n    \t    \t    \t    \t\t    \t\t\t    \t\t\t");
    page.extend(links);
    page.push_str("    \t    </div>\n");
}

/// UTF-8 bytes as `%XX`, but for letters and digits.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
