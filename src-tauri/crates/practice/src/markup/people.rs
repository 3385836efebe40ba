//! Pages for people, and the pages that stand where a catalogue page should: errors, log-in, portal.

use super::fill;

const STYLE: (&str, &str) = ("style", include_str!("templates/style.html"));

/// The front page.
pub(crate) fn front_page(books: usize) -> String {
    let mut page = String::new();
    fill(
        &mut page,
        include_str!("templates/front.html"),
        &[STYLE, ("books", &books.to_string())],
    );
    page
}

/// A page with a password form.
pub(crate) fn log_in_page() -> String {
    let mut page = String::new();
    fill(&mut page, include_str!("templates/log_in.html"), &[STYLE]);
    page
}

/// The page of a captive portal, as cafés have them.
pub(crate) fn portal_page() -> String {
    message(
        "무선 인터넷 이용 안내",
        "인터넷을 쓰려면 이용 약관에 동의해 주세요.",
    )
}

/// The system's own error page, which comes with status 200 (catalogs.md 1.2).
pub(crate) fn error_page() -> String {
    message(
        "오류발생",
        "요청을 처리하는 중 오류발생. 관리자에게 문의하세요.",
    )
}

/// The sentence that stands for a table when a session has ended; never recorded.
pub(crate) fn session_ended() -> &'static str {
    "<p>세션이 만료되었습니다.</p>"
}

/// The page that goes with an HTTP status.
pub(crate) fn message_page(status: u16) -> String {
    message("체험 도서관", &format!("HTTP {status}"))
}

fn message(title: &str, words: &str) -> String {
    let mut page = String::new();
    fill(
        &mut page,
        include_str!("templates/message.html"),
        &[STYLE, ("title", title), ("words", words)],
    );
    page
}
