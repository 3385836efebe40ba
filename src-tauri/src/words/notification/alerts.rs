//! What is said of watched books.

use engine::wire::{WatchEvent, WatchNews};
use engine::{Alert, WallTime};

use super::{counted, subject};

/// What happened. Of what can be borrowed, when that was, if it was not just now: nobody has looked since.
pub(super) fn said(alert: &Alert, is_korean: bool) -> String {
    let what = subject(&alert.news.title);
    match (alert.news.event, is_korean, alert.written_at) {
        (WatchEvent::Available, true, None) => format!("‘{what}’ 지금 빌릴 수 있어요."),
        (WatchEvent::Available, false, None) => format!("“{what}” is available."),
        (WatchEvent::Available, true, Some(at)) => {
            format!("‘{what}’ 빌릴 수 있어요. {}에 확인했어요.", korean(at))
        }
        (WatchEvent::Available, false, Some(at)) => {
            format!("“{what}” was available {}.", english(at))
        }
        (event, true, _) => format!("‘{what}’ {}", other(event).0),
        (event, false, _) => format!("“{what}” {}", other(event).1),
    }
}

/// What else there is to tell, in Korean and in English.
fn other(event: WatchEvent) -> (&'static str, &'static str) {
    match event {
        WatchEvent::Gone => (
            "기다릴 책이 목록에서 사라졌어요.",
            "is not on the list any more.",
        ),
        WatchEvent::NotLent => ("빌려주지 않는 책이에요.", "is not lent."),
        WatchEvent::Unreadable => (
            "며칠째 확인하지 못했어요. 계속 확인할게요.",
            "could not be checked for days. It is still being watched.",
        ),
        WatchEvent::Expired => (
            "알림 기간이 끝났어요.",
            "is not watched any more: its time is over.",
        ),
        // No alert is written of these.
        WatchEvent::Began
        | WatchEvent::Available
        | WatchEvent::DueMoved
        | WatchEvent::Reserved
        | WatchEvent::Unavailable
        | WatchEvent::Back => ("새 소식이 있어요.", "has news."),
    }
}

/// The same, and where: `library` is how its library is called.
pub(super) fn said_there(alert: &Alert, library: &str, is_korean: bool) -> String {
    let answer = said(alert, is_korean);
    match shelf(&alert.news) {
        shelf if shelf.is_empty() => format!("{answer} {library}"),
        shelf => format!("{answer} {library} · {shelf}"),
    }
}

fn shelf(news: &WatchNews) -> String {
    let shelf = [news.location.as_str(), news.call_number.as_str()];
    let shelf = shelf.into_iter().filter(|part| !part.is_empty());
    shelf.collect::<Vec<_>>().join(" ")
}

/// Several: what can be borrowed first, and of that the newest is named; what else there is, is counted. Their library is named if
/// they have only one.
pub(super) fn books(alerts: &[Alert], library: impl Fn(&str) -> String, is_korean: bool) -> String {
    let there = libraries(alerts, library, is_korean);
    format!("{} · {there}", what_of(alerts, is_korean))
}

fn libraries(alerts: &[Alert], library: impl Fn(&str) -> String, is_korean: bool) -> String {
    let ids = alerts.iter().map(|alert| alert.news.library_id.as_str());
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    match (ids.as_slice(), is_korean) {
        ([only], _) => library(only),
        (several, true) => format!("도서관 {}곳", several.len()),
        (several, false) => format!("{} libraries", several.len()),
    }
}

fn what_of(alerts: &[Alert], is_korean: bool) -> String {
    let is_available = |alert: &&Alert| alert.news.event == WatchEvent::Available;
    let available: Vec<&Alert> = alerts.iter().filter(is_available).collect();
    let other_count = alerts.len() - available.len();
    let Some(newest) = available.last() else {
        return many_others(alerts, is_korean);
    };
    let answer = match available.as_slice() {
        [only] => said(only, is_korean),
        many => many_available(many, &subject(&newest.news.title), is_korean),
    };
    match (other_count, is_korean) {
        (0, _) => answer,
        (count, true) => format!("{answer} · 다른 소식 {count}개"),
        (1, false) => format!("{answer} · 1 other alert"),
        (count, false) => format!("{answer} · {count} other alerts"),
    }
}

fn many_available(available: &[&Alert], what: &str, is_korean: bool) -> String {
    let (count, others) = (available.len(), available.len().saturating_sub(1));
    // The first one is the oldest.
    let since = available.first().and_then(|alert| alert.written_at);
    match (is_korean, since) {
        (true, None) => format!("책 {count}권을 지금 빌릴 수 있어요. ‘{what}’ 외 {others}권"),
        (true, Some(at)) => format!(
            "책 {count}권을 빌릴 수 있어요. ‘{what}’ 외 {others}권 · {}부터 확인",
            korean(at)
        ),
        (false, None) => format!("{count} books are available: “{what}” and {others} more"),
        (false, Some(at)) => format!(
            "{count} books were available: “{what}” and {others} more, checked from {} on",
            clock(at)
        ),
    }
}

fn many_others(alerts: &[Alert], is_korean: bool) -> String {
    let what = alerts.last().map(|alert| subject(&alert.news.title));
    let (what, count) = (what.unwrap_or_default(), alerts.len());
    let others = count.saturating_sub(1);
    if is_korean {
        format!("기다리는 책 소식 {count}개가 있어요. ‘{what}’ 외 {others}권")
    } else {
        let books = counted(u32::try_from(count).unwrap_or(u32::MAX), "alert", "alerts");
        format!("{books} about watched books: “{what}” and {others} more")
    }
}

/// `오후 10:05`, of another day with its date.
fn korean(at: WallTime) -> String {
    let half = if at.hour < 12 { "오전" } else { "오후" };
    let time = format!("{half} {}:{:02}", (at.hour + 11) % 12 + 1, at.minute);
    if at.is_today {
        time
    } else {
        format!("{}월 {}일 {time}", at.month, at.day)
    }
}

/// `at 22:05`, of another day with its date.
fn english(at: WallTime) -> String {
    if at.is_today {
        format!("at {}", clock(at))
    } else {
        format!("on {}", clock(at))
    }
}

/// `22:05`, of another day `Nov 22, 22:05`.
fn clock(at: WallTime) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let time = format!("{:02}:{:02}", at.hour, at.minute);
    let month = usize::try_from(at.month.saturating_sub(1)).ok();
    match month.and_then(|month| MONTHS.get(month)) {
        Some(month) if !at.is_today => format!("{month} {}, {time}", at.day),
        _ => time,
    }
}
