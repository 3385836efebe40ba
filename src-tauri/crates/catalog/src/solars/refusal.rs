//! Pages that are not what was asked for: errors, log-ins, gates.
//!
//! None of them was ever recorded, except that error pages hold `오류발생` under status 200 (catalogs.md 1.2).

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::{cut::is_cut, dom};
use crate::PageError;

static PASSWORD: LazyLock<Selector> = LazyLock::new(|| dom::css("input[type=password i]"));
static SCRIPTS: LazyLock<Selector> = LazyLock::new(|| dom::css("script"));
static QUERY: LazyLock<Selector> = LazyLock::new(|| dom::css("input[name=q], input[name=value]"));

/// A lost session is mended by logging in; nothing this program can do brings it back.
const LOG_IN_TEXTS: [&str; 7] = [
    "로그인이 필요",
    "로그인 후",
    "로그인후",
    "로그인 하셔야",
    "다시 로그인",
    "세션이 만료",
    "세션이 종료",
];

/// In visible text or in the source, small letters.
const BLOCK_TEXTS: [&str; 10] = [
    "__verified_refresh",
    "access denied",
    "request rejected",
    "403 forbidden",
    "captcha",
    "비정상적인 접근",
    "접근이 차단",
    "접속이 차단",
    "차단되었습니다",
    "접근이 제한",
];

/// What a page that lacks everything asked for is, if it is one of the known ones.
pub(super) fn refusal(page: &Html, html: &str) -> Option<PageError> {
    let text = dom::text(page.root_element());
    if is_error(page) {
        Some(PageError::ErrorPage)
    } else if is_cut(html) {
        Some(PageError::CutPage)
    } else if has_password(page)
        || LOG_IN_TEXTS.iter().any(|known| text.contains(known))
        || (text.is_empty() && leads_to_log_in(page))
    {
        Some(PageError::LogIn)
    } else {
        let source = html.to_lowercase();
        let blocked = BLOCK_TEXTS.iter().any(|known| source.contains(known));
        blocked.then_some(PageError::Blocked)
    }
}

/// Whether a script sends the reader to a log-in. Only to be asked of pages that show nothing: most pages hold such a
/// script for their log-in button.
fn leads_to_log_in(page: &Html) -> bool {
    page.select(&SCRIPTS).any(|script| {
        let source = script.text().collect::<String>().to_lowercase();
        source.contains("location") && source.contains("login")
    })
}

/// Whether the page is the catalogue's error page. A search for the very word is not.
pub(super) fn is_error(page: &Html) -> bool {
    const ERROR: &str = "오류발생";
    let asked = page
        .select(&QUERY)
        .filter_map(|input| input.attr("value"))
        .any(|value| value.contains(ERROR));
    !asked && dom::text(page.root_element()).contains(ERROR)
}

/// Whether the page asks for a password.
pub(super) fn has_password(page: &Html) -> bool {
    page.select(&PASSWORD).next().is_some()
}
