//! Counts and page numbers of a list (catalogs.md 1.4).

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::dom;

static COUNT: LazyLock<Selector> = LazyLock::new(|| dom::css("div.searchTitle5 h3 span"));
static CURRENT: LazyLock<Selector> = LazyLock::new(|| dom::css("div.pager strong"));
static OTHERS: LazyLock<Selector> = LazyLock::new(|| dom::css("div.pager a"));
static ASKED: LazyLock<Selector> = LazyLock::new(|| dom::css("form#frmSearch input[name=page]"));
static ASKED_SIZE: LazyLock<Selector> =
    LazyLock::new(|| dom::css("form#frmSearch input[name=pageSize]"));

/// Hits of the whole search: the first number in `(1건중 1건 출력)` (recorded).
pub(super) fn total(page: &Html) -> Option<u32> {
    page.select(&COUNT)
        .find_map(|count| dom::first_number(&dom::text(count)))
}

/// The number of this page: the pager's, or else the one asked for as the search form repeats it.
pub(super) fn current(page: &Html) -> Option<u32> {
    in_pager(page).or_else(|| {
        let asked = page.select(&ASKED).next()?;
        asked.attr("value")?.trim().parse().ok()
    })
}

/// The page size asked for, as the search form repeats it (recorded).
pub(super) fn size(page: &Html) -> Option<u32> {
    let asked = page.select(&ASKED_SIZE).next()?;
    asked.attr("value")?.trim().parse().ok()
}

/// The number of the last page: the largest in the pager. Several pages were never recorded; with two `a.next` the second
/// leads to the last page, otherwise the last link does, and either is the largest.
pub(super) fn last(page: &Html) -> Option<u32> {
    let others = page
        .select(&OTHERS)
        .flat_map(dom::link_targets)
        .filter_map(|target| dom::call_arguments(target, "goPage").first()?.parse().ok());
    others.chain(in_pager(page)).max()
}

fn in_pager(page: &Html) -> Option<u32> {
    page.select(&CURRENT)
        .find_map(|current| dom::text(current).parse().ok())
}
