//! Whether a page ended too early.

/// Whether `html` looks as if its end is missing.
///
/// A whole document must close its `html` element: all pages of this system do (recorded; XHTML). An answer that is only
/// a part of a document must close every `div` and `table` it opens, as the recorded one does. Both are strict on
/// purpose: a shortened list must never pass for a complete one.
pub(super) fn is_cut(html: &str) -> bool {
    let html = html.to_ascii_lowercase();
    // A byte order mark alone is no page either.
    if html
        .trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .is_empty()
    {
        return true;
    }
    if html.contains("<html") || html.contains("<!doctype") {
        return !html.contains("</html");
    }
    is_unbalanced(&html)
}

fn is_unbalanced(html: &str) -> bool {
    let (mut divs, mut tables) = (0_i64, 0_i64);
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            // Comments that are never closed occur; a reader's browser hides what follows, and so does the parser.
            let Some((_, after)) = comment.split_once("-->") else {
                break;
            };
            rest = after;
            continue;
        }
        if !after
            .starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!')
        {
            if after.is_empty() {
                return true;
            }
            rest = after;
            continue;
        }
        let Some((tag, after)) = after.split_once('>') else {
            return true;
        };
        rest = after;
        let name_end = tag
            .get(1..)
            .unwrap_or_default()
            .find(|it: char| !it.is_ascii_alphanumeric());
        let name = name_end.and_then(|end| tag.get(..=end)).unwrap_or(tag);
        match name {
            "div" if !tag.ends_with('/') => divs += 1,
            "/div" => divs -= 1,
            "table" => tables += 1,
            "/table" => tables -= 1,
            "script" | "style" if !tag.ends_with('/') => {
                let Some((_, after)) = rest.split_once(&format!("</{name}")) else {
                    return true;
                };
                rest = after;
            }
            _ => {}
        }
    }
    divs > 0 || tables > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_recognised() {
        for (html, cut) in [
            ("", true),
            (" \r\n", true),
            ("<", true),
            ("<!DOCTYPE ht", true),
            ("<!DOCTYPE html><html><body></body>", true),
            ("<html><body></body></HTML>\n<!-- 3 ms -->", false),
            ("<div><table><tr><td>1</table></div>", false),
            ("<DIV><TABLE CLASS='a'><tr><td>1</TABLE></DIV>", false),
            ("<div><table><tr><td>1</table>", true),
            ("<div><table><tr><td>1", true),
            ("<div></div", true),
            ("<div></div><p", true),
            ("<!-- <div> --><p>1 < 2</p>", false),
            ("<script>'<div>'</script><div/><divider>", false),
            ("<script>'<div>'", true),
            ("<p>자료 없음</p><!-- 끝", false),
        ] {
            assert_eq!(is_cut(html), cut, "{html}");
        }
    }
}
