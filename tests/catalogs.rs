//! What the catalogues' pages say: recorded pages, hand-written ones for what nobody has recorded, and broken ones.
//!
//! A test whose name begins with `contract_` reads hand-written markup: it holds the rules to catalogs.md, not to a page
//! that was ever seen.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot be prepared fails with the sentence"
)]

#[path = "catalogs/broken_pages.rs"]
mod broken_pages;
#[path = "catalogs/copies.rs"]
mod copies;
#[path = "catalogs/details.rs"]
mod details;
#[path = "catalogs/libraries.rs"]
mod libraries;
#[path = "catalogs/lists.rs"]
mod lists;
#[path = "catalogs/other_answers.rs"]
mod other_answers;
#[path = "catalogs/recorded_pages.rs"]
mod recorded_pages;
#[path = "catalogs/requests.rs"]
mod requests;

use std::sync::Arc;

use catalog::{Catalogue, libraries as all_libraries};

/// Recorded at UT: a list with one hit. Origin: `recorded/ut/PROVENANCE.md`.
const RECORDED_LIST: &str = include_str!("recorded/ut/ax_search_result_idid.excerpt.html");

/// Recorded at UT: the full table with two copies.
const RECORDED_COPIES: &str = include_str!("recorded/ut/ax_item_detail.html");

/// A library of the program at its own address, or at a local one if it has none.
fn catalogue(id: &str) -> Catalogue {
    let mut libraries = all_libraries()
        .expect("the library files are valid")
        .into_iter();
    let library = libraries
        .find(|library| library.id == id)
        .expect("a known library");
    let local = || "http://127.0.0.1:4000/".parse().expect("an address");
    let base = library.base_url.clone().unwrap_or_else(local);
    Catalogue::new(Arc::new(library), base)
}

/// A page of results around the given list, in the recorded structure.
fn result_page(count: &str, list: &str, pager: &str) -> String {
    format!(
        "<!DOCTYPE html><html><body><form name=\"frmSearch\" id=\"frmSearch\"></form>\r\n\
         <div id=\"searchResult\"><div id=\"searchResultInner\">\
         <div class=\"searchTitle5\"><h3>소장자료 검색 결과 <span>{count}</span></h3></div>\
         <div id=\"result_view\"><form id=\"frmResultList\">{list}\
         <div class=\"pager\">\t{pager}\n</div></form></div></div></div></body></html>"
    )
}

/// A hit whose `div.body` holds the given markup, in the recorded structure.
fn item(cid: &str, body: &str) -> String {
    format!(
        "<li><dl class=\"bookList\"><dt></dt><dd><div class=\"textArea2\"><div class=\"textArea2Inner\">\
         <div class=\"chk\"><input type=\"checkbox\" name=\"chkCid\" value=\"{cid}\" /></div>\
         <div class=\"body\">{body}</div></div></div></dd></dl></li>"
    )
}

/// The list of the given hits.
fn list(items: &str) -> String {
    format!("<ul class=\"listType01\">\n{items}</ul>")
}

/// The two title links of a hit, and what follows them.
fn titled(cid: &str, title: &str, after: &str) -> String {
    format!(
        "<a href=\"javascript:search.goDetail({cid});\" class=\"title\">{title}</a>\
         <a href=\"javascript:search.goDetail({cid}, true);\" class=\"title\"><img src=\"../i.gif\"/></a>{after}"
    )
}
