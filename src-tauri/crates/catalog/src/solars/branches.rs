//! The branches of one hit: `BRANCH [CALL NUMBER] STATUS` (recorded with one branch; catalogs.md 1.4).

use std::sync::LazyLock;

use scraper::{ElementRef, Selector};

use super::dom;
use crate::{Branch, Status, text::collapse};

static TAGS: LazyLock<Selector> = LazyLock::new(|| dom::css("p.tag"));
static BRIEF_ITEMS: LazyLock<Selector> =
    LazyLock::new(|| dom::css("a[href*=showBriefItem], a[onclick*=showBriefItem]"));

/// Reads every branch of a hit, in order. Text that is not understood stays in `raw_status`.
pub(super) fn read(body: ElementRef<'_>) -> Vec<Branch> {
    let tags: Vec<_> = body.select(&TAGS).collect();
    if tags.is_empty() {
        // The links without the paragraph around them: all of them stand in one element.
        let parent = body
            .select(&BRIEF_ITEMS)
            .next()
            .and_then(|link| link.parent());
        return parent
            .and_then(ElementRef::wrap)
            .map(entries)
            .unwrap_or_default();
    }
    tags.into_iter().flat_map(entries).collect()
}

/// One branch while it is collected.
#[derive(Default)]
struct Entry {
    name: String,
    code: Option<String>,
    /// Named by a link and not yet in the answer.
    is_new: bool,
    text: String,
}

/// Entries end at a line break or where the next branch is named; one that names no branch belongs to the last one named.
fn entries(tag: ElementRef<'_>) -> Vec<Branch> {
    let mut found = Vec::new();
    let mut entry = Entry::default();
    for node in tag.descendants().skip(1) {
        if let Some(element) = ElementRef::wrap(node) {
            if is_branch_link(element) {
                found.extend(entry.finish());
                entry = Entry {
                    name: dom::text(element),
                    code: code(element),
                    is_new: true,
                    text: String::new(),
                };
            } else if element.value().name() == "br" && !entry.text.trim().is_empty() {
                found.extend(entry.finish());
            } else {
                entry.text.push(' ');
            }
        } else if let Some(text) = node.value().as_text() {
            let in_link = node
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(is_branch_link);
            if !in_link {
                entry.text.push_str(text);
            }
        }
    }
    found.extend(entry.finish());
    found
}

impl Entry {
    /// The branch collected so far, if anything was; the name stays for an entry that names none.
    fn finish(&mut self) -> Option<Branch> {
        let text = collapse(&std::mem::take(&mut self.text));
        let is_new = std::mem::take(&mut self.is_new);
        if text.is_empty() && !is_new {
            return None;
        }
        let (before, call_number, after) = split_call_number(&text);
        let (name, raw_status) = if self.name.is_empty() && !call_number.is_empty() {
            (before.to_owned(), after.to_owned())
        } else {
            (self.name.clone(), collapse(&format!("{before} {after}")))
        };
        Some(Branch {
            name,
            code: self.code.clone(),
            call_number: call_number.to_owned(),
            status: Status::read(&raw_status, ""),
            raw_status,
        })
    }
}

fn is_branch_link(element: ElementRef<'_>) -> bool {
    element.value().name() == "a"
        && (dom::has_class(element, "underline")
            || dom::link_targets(element).any(|target| target.contains("showBriefItem")))
}

/// The second argument of `showBriefItem` (recorded: `showBriefItem(728530,'01')`).
fn code(link: ElementRef<'_>) -> Option<String> {
    dom::link_targets(link)
        .filter_map(|target| dom::call_arguments(target, "showBriefItem").get(1).copied())
        .find(|code| !code.is_empty())
        .map(str::to_owned)
}

/// The texts before, in and after the first pair of brackets that match.
fn split_call_number(text: &str) -> (&str, &str, &str) {
    let Some((before, rest)) = text.split_once('[') else {
        return ("", "", text);
    };
    let mut depth = 1_i32;
    let closing = rest.char_indices().find(|(_, character)| {
        depth += match character {
            '[' => 1,
            ']' => -1,
            _ => 0,
        };
        depth == 0
    });
    let closing = closing.map(|(at, _)| at).or_else(|| rest.find(']'));
    match closing.and_then(|at| rest.split_at_checked(at)) {
        Some((call_number, after)) => {
            let after = after.strip_prefix(']').unwrap_or(after);
            (before.trim(), call_number.trim(), after.trim())
        }
        None => ("", "", text),
    }
}
