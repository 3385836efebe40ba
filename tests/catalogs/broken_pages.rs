//! Broken pages: nothing panics, and a page that lost its end is never a shorter list.

use catalog::{Catalogue, PageError};

use crate::{RECORDED_COPIES, RECORDED_LIST, catalogue, item, list, result_page, titled};

/// Every prefix of a page, cut at each `step`-th byte as far as characters allow.
fn prefixes(page: &str, step: usize) -> impl Iterator<Item = &str> {
    (0..page.len())
        .step_by(step)
        .filter_map(|end| page.get(..end))
}

/// The page without every `step`-th of its tags in turn, and without all tags of each kind.
fn without_tags(page: &str, step: usize) -> Vec<String> {
    let mut pages = Vec::new();
    for (start, _) in page.match_indices('<').step_by(step) {
        let end = page[start..]
            .find('>')
            .map_or(page.len(), |length| start + length + 1);
        pages.push(format!("{}{}", &page[..start], &page[end..]));
    }
    let names = [
        "div", "table", "tbody", "thead", "tr", "td", "th", "ul", "li", "dl", "dd", "a", "p",
        "form", "html",
    ];
    for name in names {
        pages.push(page.replace(&format!("</{name}>"), ""));
        pages.push(page.replace(&format!("<{name}"), "<x"));
    }
    pages
}

fn read_all(catalogue: &Catalogue, html: &str) -> [Option<PageError>; 3] {
    [
        catalogue.read_list(html).err(),
        catalogue.read_copies(html).err(),
        catalogue.read_detail(html).err(),
    ]
}

#[test]
fn a_list_that_lost_its_end_is_cut_or_complete() {
    let catalogue = catalogue("ut");
    let full = catalogue.read_list(RECORDED_LIST);
    let mut cut = 0;
    for part in prefixes(RECORDED_LIST, 29) {
        match catalogue.read_list(part) {
            Err(error) => {
                assert_eq!(error, PageError::CutPage, "cut at {}", part.len());
                cut += 1;
            }
            complete => assert_eq!(complete, full, "cut at {}", part.len()),
        }
    }
    assert!(cut > 300, "most of the parts are not complete: {cut}");
}

#[test]
fn contract_a_long_list_that_lost_its_end_is_cut_or_complete() {
    let items: String = (1..=12)
        .map(|cid| {
            item(
                &cid.to_string(),
                &titled(&cid.to_string(), "토지", " / 박경리. 나남, 2002."),
            )
        })
        .collect();
    let page = result_page("(12건중 12건 출력)", &list(&items), "<strong>1</strong>");
    let full = catalogue("sejong").read_list(&page);
    assert_eq!(full.as_ref().map(|page| page.hits.len()), Ok(12));
    for part in prefixes(&page, 17) {
        let read = catalogue("sejong").read_list(part);
        assert!(
            read == full || read == Err(PageError::CutPage),
            "cut at {}: {read:?}",
            part.len()
        );
    }
}

#[test]
fn a_table_that_lost_its_end_is_cut_or_complete() {
    let catalogue = catalogue("ut");
    let full = catalogue.read_copies(RECORDED_COPIES);
    for part in prefixes(RECORDED_COPIES, 1) {
        let read = catalogue.read_copies(part);
        assert!(
            read == full || read == Err(PageError::CutPage),
            "cut at {}: {read:?}",
            part.len()
        );
    }
}

#[test]
fn pages_that_lost_tags_never_panic_or_invent() {
    let catalogue = catalogue("ut");
    for page in without_tags(RECORDED_LIST, 11) {
        if let Ok(list) = catalogue.read_list(&page) {
            let cids: Vec<&str> = list.hits.iter().map(|hit| hit.cid.as_str()).collect();
            assert_eq!(cids, ["728530"], "the hit is found or an error says why");
        }
        read_all(&catalogue, &page);
    }
    for page in without_tags(RECORDED_COPIES, 1) {
        if let Ok(copies) = catalogue.read_copies(&page) {
            assert_eq!(copies.len(), 2, "both are found or an error says why");
        }
        read_all(&catalogue, &page);
    }
}

#[test]
fn arbitrary_bytes_never_panic() {
    let catalogue = catalogue("ut");
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for page in [RECORDED_LIST, RECORDED_COPIES] {
        for _ in 0..40 {
            let mut bytes = page.as_bytes().to_vec();
            for _ in 0..40 {
                let at = usize::try_from(next() % bytes.len() as u64).unwrap_or(0);
                bytes[at] = next().to_le_bytes()[0];
            }
            read_all(&catalogue, &String::from_utf8_lossy(&bytes));
        }
    }
    for text in [
        "<",
        "</",
        "<!--",
        "[",
        "goDetail(",
        "<table><tr><td colspan=99999999999>",
        "\u{0}",
        "<a class=title href='goDetail(",
    ] {
        assert_ne!(read_all(&catalogue, text), [None, None, None], "{text}");
    }
}

#[test]
fn deep_nesting_never_overflows() {
    let deep = format!(
        "<html>{}{}</html>",
        "<div id=\"searchResult\">".repeat(2_000),
        "<b>".repeat(2_000)
    );
    assert_eq!(
        catalogue("ut").read_list(&deep).map(|page| page.hits.len()),
        Ok(0)
    );
}
