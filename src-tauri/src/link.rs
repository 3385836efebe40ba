//! `chaekbeot://search?library=sejong&q=토지`: a prepared search, from a web page or another program. Whoever made it is a stranger: it
//! puts a text into the line to write in, and can do nothing else.

use engine::MAX_QUERY_CHARS;
use engine::wire::Opening;
use tauri::Url;

/// The scheme; tauri.conf.json has the system know it.
const SCHEME: &str = "chaekbeot";

/// The longest link that is looked at, in bytes: every character of the longest text escaped, and room for the rest.
const LONGEST_LINK: usize = 4096;

/// Whether this text is a link of the app's, be it a good one or not.
pub(crate) fn is_ours(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
}

/// What a link prepares; none if it is anything but a search. Whether its library can be asked is said in the page.
pub(crate) fn read(text: &str) -> Option<Opening> {
    if text.len() > LONGEST_LINK {
        return None;
    }
    let url = Url::parse(text).ok().filter(is_search)?;
    let library_id = only(&url, "library").filter(|id| !id.is_empty())?;
    let text = plain(&only(&url, "q")?);
    match text.chars().count() {
        0 => None,
        1..=MAX_QUERY_CHARS => Some(Opening::Question { library_id, text }),
        _ => Some(Opening::TooLong),
    }
}

/// `chaekbeot://search`, and nothing beside it.
fn is_search(url: &Url) -> bool {
    url.scheme() == SCHEME
        && url.host_str() == Some("search")
        && matches!(url.path(), "" | "/")
        && url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none()
        && url.fragment().is_none()
}

/// The value of this name; none if it is there twice, for then nobody knows which is meant.
fn only(url: &Url, name: &str) -> Option<String> {
    let mut values = url.query_pairs().filter(|(key, _)| key == name);
    let (_, value) = values.next()?;
    values.next().is_none().then(|| value.into_owned())
}

/// The text in one line, without what cannot be seen or turns round what is seen.
fn plain(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
    };
    let seen = text.replace(is_hidden, " ");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(link: &str) -> Option<(String, String)> {
        match read(link)? {
            Opening::Question { library_id, text } => Some((library_id, text)),
            other => panic!("{link} opens {other:?}"),
        }
    }

    fn text(link: &str) -> Option<String> {
        question(link).map(|(_, text)| text)
    }

    #[test]
    fn a_search_is_prepared() {
        for link in [
            "chaekbeot://search?library=sejong&q=토지",
            "chaekbeot://search/?library=sejong&q=%ED%86%A0%EC%A7%80",
            "chaekbeot://search?q=%ED%86%A0%EC%A7%80&library=sejong",
            "CHAEKBEOT://search?library=sejong&q=토지",
            "chaekbeot://search?library=sejong&q=토지&from=page",
            "  chaekbeot://search?library=sejong&q=토지\n",
        ] {
            let expected = ("sejong".to_owned(), "토지".to_owned());
            assert_eq!(question(link), Some(expected), "{link}");
        }
        let whole = text(
            "chaekbeot://search?library=practice&q=%EB%A7%90%EC%9D%98+%ED%92%88%EA%B2%A9%2C%2C이기주",
        );
        assert_eq!(whole.as_deref(), Some("말의 품격,,이기주"));
    }

    #[test]
    fn nothing_but_a_search_is_prepared() {
        for link in [
            "",
            "chaekbeot:",
            "chaekbeot://",
            "chaekbeot://search",
            "chaekbeot:search?library=sejong&q=x",
            "chaekbeot:///search?library=sejong&q=x",
            "chaekbeot://Search?library=sejong&q=x",
            "chaekbeot://search/now?library=sejong&q=x",
            "chaekbeot://search/..?library=sejong&q=x&q=y",
            "chaekbeot://quit",
            "chaekbeot://send?library=sejong&q=x",
            "chaekbeot://search.example.kr?library=sejong&q=x",
            "chaekbeot://me@search?library=sejong&q=x",
            "chaekbeot://me:secret@search?library=sejong&q=x",
            "chaekbeot://search:80?library=sejong&q=x",
            "chaekbeot://search?library=sejong&q=x#send",
            "https://search?library=sejong&q=x",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--quit",
        ] {
            assert_eq!(question(link), None, "{link}");
        }
    }

    #[test]
    fn one_library_is_named() {
        for links in ["q=x", "q=x&library=", "q=x&library=a&library=b"] {
            let link = format!("chaekbeot://search?{links}");
            assert_eq!(question(&link), None, "{link}");
        }
    }

    #[test]
    fn a_text_that_is_there_twice_or_not_at_all_is_none() {
        for query in ["", "&q=", "&q=%20%09", "&q=x&q=y", "&Q=x", "&q=%00"] {
            let link = format!("chaekbeot://search?library=sejong{query}");
            assert_eq!(text(&link), None, "{link}");
        }
    }

    #[test]
    fn a_text_is_one_line_that_can_be_seen() {
        for (written, seen) in [
            ("%ED%86%A0%0D%0A%EC%A7%80", "토 지"),
            ("a%00b", "a b"),
            ("a%1B%5B31mb", "a [31mb"),
            ("%E2%80%AEabc", "abc"),
            ("a%E2%81%A6b%E2%81%A9c", "a b c"),
            ("%FF%FEx", "x"),
            ("a%E2%80%8Bb%C2%ADc%E3%85%A4d%F3%A0%80%A1", "a b c d"),
            ("%20%20x%20%20y%20", "x y"),
            ("%3Cb%3E%26amp%3B", "<b>&amp;"),
        ] {
            let link = format!("chaekbeot://search?library=sejong&q={written}");
            assert_eq!(text(&link).as_deref(), Some(seen), "{written}");
        }
    }

    #[test]
    fn a_text_is_no_longer_than_a_question_may_be() {
        let link = |count: usize| {
            let written = "%ED%86%A0".repeat(count);
            format!("chaekbeot://search?library=sejong&q={written}")
        };
        assert_eq!(text(&link(200)), Some("토".repeat(200)));
        assert_eq!(read(&link(201)), Some(Opening::TooLong));
        assert_eq!(read(&link(100_000)), None);
    }

    #[test]
    fn a_link_is_known_by_its_scheme_alone() {
        for ours in ["chaekbeot:", "chaekbeot://quit", "ChaekBeot://x"] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in [
            "",
            "chaekbeot",
            "--quit",
            "xchaekbeot://x",
            "https://chaekbeot",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn the_system_is_told_this_scheme() {
        let config: serde_json::Value =
            serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
        let schemes = &config["plugins"]["deep-link"]["desktop"]["schemes"];
        assert_eq!(*schemes, serde_json::json!([SCHEME]));
        // Without the field code most desktops start the program and keep the link to themselves.
        let entry = include_str!("../linux/chaekbeot.desktop");
        assert!(entry.contains("Exec={{exec}} %u\n"), "{entry}");
        assert!(entry.contains("MimeType={{mime_type}}"), "{entry}");
    }
}
