//! Reading a parsed page: selectors, visible text, addresses in scripts.

use scraper::{CaseSensitivity, ElementRef, Selector};

use crate::text::{collapse, leading_digits};

/// A selector written in this crate.
pub(super) fn css(selector: &'static str) -> Selector {
    #[expect(
        clippy::expect_used,
        reason = "every selector is a constant, and the tests use them all"
    )]
    Selector::parse(selector).expect("a selector that parses")
}

/// The text a reader sees in `element`, with single spaces.
pub(super) fn text(element: ElementRef<'_>) -> String {
    text_from(element, |_| Flow::Keep)
}

/// What happens to an element met while collecting text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Its text is taken.
    Keep,
    /// Its text is left out.
    Skip,
    /// Its text is left out, and all that was collected before it.
    Restart,
    /// Nothing from here on is taken.
    Stop,
}

/// The text a reader sees in `element`, of the parts that `flow` wants, with single spaces.
pub(super) fn text_from(
    element: ElementRef<'_>,
    mut flow: impl FnMut(ElementRef<'_>) -> Flow,
) -> String {
    let mut collected = String::new();
    // Everything up to this node belongs to a skipped element.
    let mut skipped = None;
    for node in element.descendants().skip(1) {
        if let Some(outer) = skipped {
            if node.ancestors().any(|ancestor| ancestor.id() == outer) {
                continue;
            }
            skipped = None;
        }
        let after_block = node
            .prev_sibling()
            .and_then(ElementRef::wrap)
            .is_some_and(is_block);
        if after_block {
            collected.push(' ');
        }
        if let Some(inner) = ElementRef::wrap(node) {
            if is_block(inner) {
                collected.push(' ');
            }
            let invisible = matches!(inner.value().name(), "script" | "style" | "noscript");
            match flow(inner) {
                Flow::Keep if !invisible => {}
                Flow::Keep | Flow::Skip => skipped = Some(node.id()),
                Flow::Restart => {
                    collected.clear();
                    skipped = Some(node.id());
                }
                Flow::Stop => break,
            }
        } else if let Some(text) = node.value().as_text() {
            collected.push_str(text);
        }
    }
    collapse(&collected)
}

/// Elements that start a new line, a row or a cell.
pub(super) fn is_block(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "br" | "dd"
            | "div"
            | "dl"
            | "dt"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "hr"
            | "li"
            | "p"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether the element has the class.
pub(super) fn has_class(element: ElementRef<'_>, class: &str) -> bool {
    element
        .value()
        .has_class(class, CaseSensitivity::CaseSensitive)
}

/// Where a link leads: its address and its script, whichever exist.
pub(super) fn link_targets<'a>(link: ElementRef<'a>) -> impl Iterator<Item = &'a str> {
    [link.attr("href"), link.attr("onclick")]
        .into_iter()
        .flatten()
}

/// The arguments of a call of `function` in a script, without quotes and spaces. Tolerates more or fewer arguments
/// (catalogs.md 7: `goDetail(N)`, `goDetail(N, true);`).
pub(super) fn call_arguments<'a>(script: &'a str, function: &str) -> Vec<&'a str> {
    let Some((_, rest)) = script.split_once(function) else {
        return Vec::new();
    };
    let Some(rest) = rest.trim_start().strip_prefix('(') else {
        return Vec::new();
    };
    let arguments = rest
        .split_once(')')
        .map_or(rest, |(arguments, _)| arguments);
    arguments
        .split(',')
        .map(|argument| {
            argument.trim_matches(|it: char| it.is_whitespace() || it == '\'' || it == '"')
        })
        .collect()
}

/// The record number in a link: `goDetail(N)` (recorded) or `cid=N` (cbnul, skhu).
pub(super) fn cid_in(target: &str) -> Option<String> {
    let argument = call_arguments(target, "goDetail")
        .first()
        .copied()
        .unwrap_or_default();
    let in_call = leading_digits(argument);
    if !in_call.is_empty() {
        return Some(in_call.to_owned());
    }
    target
        .split(['?', '&', ';'])
        .filter_map(|pair| pair.strip_prefix("cid="))
        .map(leading_digits)
        .find(|digits| !digits.is_empty())
        .map(str::to_owned)
}

/// The first number in a text, with or without thousands separators.
pub(super) fn first_number(text: &str) -> Option<u32> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let digits: String = text
        .get(start..)?
        .chars()
        .take_while(|character| character.is_ascii_digit() || *character == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn visible_text_keeps_words_apart() {
        let page = Html::parse_document(
            "<div>가<br/>나<p><b>다</b></p><i>라</i>마<script>바</script><td>사</div>",
        );
        assert_eq!(text(page.root_element()), "가 나 다 라마사");
    }

    #[test]
    fn record_numbers_are_found_in_links() {
        for (target, cid) in [
            ("javascript:search.goDetail(728530);", Some("728530")),
            (
                "javascript:search.goDetail( '728530' , true);",
                Some("728530"),
            ),
            ("javascript:search.goDetail();", None),
            ("DetailView.ax?sid=1&cid=121428", Some("121428")),
            ("DetailView.ax?cid=5&amp;sid=1", Some("5")),
            ("x?acid=3", None),
            ("goDetail", None),
            ("goDetail(7", Some("7")),
        ] {
            assert_eq!(cid_in(target).as_deref(), cid, "{target}");
        }
    }

    #[test]
    fn numbers_may_have_thousands_separators() {
        assert_eq!(first_number("(1,234건중 50건 출력)"), Some(1234));
        assert_eq!(first_number("(없음)"), None);
        assert_eq!(first_number("99999999999"), None);
    }
}
