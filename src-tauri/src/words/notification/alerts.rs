//! What is said of watched books that can be borrowed.

use engine::Alert;
use engine::wire::WatchNews;

use super::subject;

/// That it can be borrowed.
pub(super) fn available(news: &WatchNews, is_korean: bool) -> String {
    let what = subject(&news.title);
    if is_korean {
        format!("‘{what}’ 지금 빌릴 수 있어요.")
    } else {
        format!("“{what}” is available.")
    }
}

/// That it can be borrowed, and where: `library` is how its library is called.
pub(super) fn available_there(news: &WatchNews, library: &str, is_korean: bool) -> String {
    let answer = available(news, is_korean);
    let shelf = [news.location.as_str(), news.call_number.as_str()];
    let shelf = shelf.into_iter().filter(|part| !part.is_empty());
    match shelf.collect::<Vec<_>>().join(" ") {
        shelf if shelf.is_empty() => format!("{answer} {library}"),
        shelf => format!("{answer} {library} · {shelf}"),
    }
}

/// Several: the newest is named, and their library if they have only one.
pub(super) fn books(alerts: &[Alert], library: impl Fn(&str) -> String, is_korean: bool) -> String {
    let mut ids: Vec<&str> = alerts
        .iter()
        .map(|alert| alert.news.library_id.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let there = match (ids.as_slice(), is_korean) {
        ([only], _) => library(only),
        (several, true) => format!("도서관 {}곳", several.len()),
        (several, false) => format!("{} libraries", several.len()),
    };
    let what = alerts.last().map(|alert| subject(&alert.news.title));
    let (what, count) = (what.unwrap_or_default(), alerts.len());
    let others = count.saturating_sub(1);
    if is_korean {
        format!("책 {count}권을 지금 빌릴 수 있어요. ‘{what}’ 외 {others}권 · {there}")
    } else {
        format!("{count} books are available: “{what}” and {others} more · {there}")
    }
}
