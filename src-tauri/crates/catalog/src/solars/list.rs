//! The page of search results (catalogs.md 1.4).

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::{Solars, cut::is_cut, dom, hit::number, pager, refusal};
use crate::{Hit, ListPage, PageError};

static RESULT: LazyLock<Selector> =
    LazyLock::new(|| dom::css("#searchResult, #result_view, .searchTitle5, form#frmSearch"));
/// What only a page of results has. The search form stands on other pages too, so it proves no empty result
/// (`docs/adr/0005-no-hits-need-a-result-page.md`).
static ANSWER: LazyLock<Selector> =
    LazyLock::new(|| dom::css("#searchResult, #result_view, .searchTitle5"));
static ITEMS: LazyLock<Selector> = LazyLock::new(|| dom::css("ul.listType01 > li"));
static BODY: LazyLock<Selector> = LazyLock::new(|| dom::css("div.body"));
static LOOSE_BODIES: LazyLock<Selector> = LazyLock::new(|| dom::css("#frmResultList div.body"));
static LIST: LazyLock<Selector> = LazyLock::new(|| dom::css("ul.listType01"));
static CHECK_BOXES: LazyLock<Selector> = LazyLock::new(|| dom::css("input[name=chkCid]"));
static REGION: LazyLock<Selector> =
    LazyLock::new(|| dom::css("#searchResult, #result_view, #frmResultList"));
static LINKS: LazyLock<Selector> = LazyLock::new(|| dom::css("a"));

impl Solars<'_> {
    pub(crate) fn read_list(self, html: &str) -> Result<ListPage, PageError> {
        let page = Html::parse_document(html);
        if page.select(&RESULT).next().is_none() {
            return Err(self.no_result_page(&page, html));
        }
        if is_cut(html) {
            return Err(PageError::CutPage);
        }
        let list = ListPage {
            total: pager::total(&page),
            page: pager::current(&page),
            last_page: pager::last(&page),
            hits: self.hits(&page)?,
        };
        if list.hits.is_empty() {
            if page.select(&ANSWER).next().is_none() {
                return Err(self.no_result_page(&page, html));
            }
            self.check_no_hits(&page, &list)?;
        } else {
            self.check_complete(&page, &list.hits)?;
        }
        Ok(list)
    }

    fn no_result_page(self, page: &Html, html: &str) -> PageError {
        refusal::refusal(page, html).unwrap_or_else(|| self.layout_unknown("page", "result page"))
    }

    fn hits(self, page: &Html) -> Result<Vec<Hit>, PageError> {
        let mut found = Vec::new();
        for item in page.select(&ITEMS) {
            if let Some(body) = item.select(&BODY).next() {
                found.push(self.read_hit(item, body)?);
            }
        }
        if found.is_empty() {
            for body in page.select(&LOOSE_BODIES) {
                found.push(self.read_hit(item_around(body), body)?);
            }
        }
        Ok(found)
    }

    /// A result page without hits means "none" only if nothing on it says otherwise.
    fn check_no_hits(self, page: &Html, list: &ListPage) -> Result<(), PageError> {
        if list.total != Some(0) && refusal::is_error(page) {
            return Err(PageError::ErrorPage);
        }
        let has_list = page.select(&LIST).next().is_some();
        if list.total.is_none()
            && !has_list
            && region(page).is_none()
            && refusal::has_password(page)
        {
            return Err(PageError::LogIn);
        }
        let region = region(page).unwrap_or(page.root_element());
        let has_record = region.select(&CHECK_BOXES).next().is_some()
            || region
                .select(&LINKS)
                .flat_map(dom::link_targets)
                .any(|target| dom::cid_in(target).is_some());
        if has_record || self.expects_hits(page, list) {
            return Err(self.layout_unknown("list", "hit"));
        }
        Ok(())
    }

    /// Whether hits are counted that should stand on this page. A page beyond the last one may be empty.
    fn expects_hits(self, page: &Html, list: &ListPage) -> bool {
        let size = pager::size(page).unwrap_or(self.library.page_size);
        let before = list
            .page
            .map_or(0, |number| number.saturating_sub(1).saturating_mul(size));
        list.total.is_some_and(|total| total > before)
    }

    /// Every record with a check box must have become a hit: a list that is silently shorter would be the worst answer.
    fn check_complete(self, page: &Html, hits: &[Hit]) -> Result<(), PageError> {
        let boxes = page.select(&CHECK_BOXES);
        for cid in boxes.filter_map(|input| number(input.attr("value")?)) {
            if !hits.iter().any(|hit| hit.cid == cid) {
                return Err(self.layout_unknown("list", "hit"));
            }
        }
        Ok(())
    }
}

fn region(page: &Html) -> Option<ElementRef<'_>> {
    page.select(&REGION).next()
}

/// What belongs to a hit that stands in no list.
fn item_around(body: ElementRef<'_>) -> ElementRef<'_> {
    body.ancestors()
        .filter_map(ElementRef::wrap)
        .find(|element| matches!(element.value().name(), "li" | "dl" | "tr"))
        .unwrap_or(body)
}
