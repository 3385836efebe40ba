//! A conversation to be read: a line per message, a block per book.

use super::{Card, Line, one_line};
use crate::wire::{
    Author, Copy, Hit, MessageBody, RefusalCode, Search, SearchState, WatchEvent, WatchNews,
};

/// A line of the conversation with this library; a card is said by the one that was asked.
pub(super) fn line(line: &Line, library: &str, is_korean: bool) -> String {
    let author = match line.message.author {
        Author::Me if is_korean => "나",
        Author::Me => "Me",
        Author::Library => line.card.as_ref().map_or(library, |card| &card.library),
    };
    format!("[{}] {author}: {}\n", line.at, said(line, is_korean))
}

/// Books of a card, in their order.
pub(super) fn books(hits: &[Hit]) -> String {
    let mut text = String::new();
    for hit in hits {
        book(&mut text, hit);
    }
    text
}

/// What the message says, in one line.
fn said(line: &Line, is_korean: bool) -> String {
    let (korean, english) = match (&line.message.body, &line.card) {
        (MessageBody::Text { text, .. }, _) => return one_line(text),
        (MessageBody::Search { .. }, Some(Card { search, .. })) => {
            return sentence(search, is_korean);
        }
        // The search and its card go together.
        (MessageBody::Search { .. }, None) => ("", ""),
        (MessageBody::Greeting, _) => ("대화를 시작했어요.", "Chat started."),
        (MessageBody::Guide, _) => ("사용법을 알려 드렸어요.", "Explained how to ask."),
        (MessageBody::Watch { news }, _) => return news_line(news, is_korean),
        (MessageBody::Refused { code }, _) => match code {
            RefusalCode::NothingToSearch => (
                "찾을 말이 없어요. 책 제목을 보내 주세요.",
                "There is nothing to search for. Send a book title.",
            ),
            RefusalCode::TooLong => (
                "검색어가 너무 길어요. 200자까지 보낼 수 있어요.",
                "That is too long. You can send up to 200 characters.",
            ),
        },
    };
    if is_korean { korean } else { english }.to_owned()
}

/// What is told of a watched book: as the page says it, and where it stands, or which of its copies are meant.
fn news_line(news: &WatchNews, is_korean: bool) -> String {
    let title = one_line(&news.title);
    let happened = happened(news.event, is_korean);
    let said = match is_korean {
        true => format!("‘{title}’ {happened}"),
        false => format!("“{title}” {happened}"),
    };
    let there = joined(
        &[one_line(&news.location), one_line(&news.call_number)],
        " ",
    );
    let meant = news.place.as_deref().filter(|_| there.is_empty());
    let due = match (news.due.as_deref(), is_korean) {
        (Some(due), true) => format!("{due} 반납 예정"),
        (Some(due), false) => format!("Due {due}"),
        (None, _) => String::new(),
    };
    let facts = joined(&[there, one_line(meant.unwrap_or_default()), due], " · ");
    joined(&[said, facts], " ")
}

/// What the page says after the title (ui/src/i18n, `watch.news`).
pub(super) fn happened(event: WatchEvent, is_korean: bool) -> &'static str {
    match (event, is_korean) {
        (WatchEvent::Began, true) => "빌릴 수 있게 되면 알려 드릴게요.",
        (WatchEvent::Began, false) => "is watched until it can be borrowed.",
        (WatchEvent::Available, true) => "지금 빌릴 수 있어요.",
        (WatchEvent::Available, false) => "can be borrowed now.",
        (WatchEvent::DueMoved, true) => "반납 예정일이 바뀌었어요.",
        (WatchEvent::DueMoved, false) => "is due on another day.",
        (WatchEvent::Reserved, true) => "다른 분이 예약했어요.",
        (WatchEvent::Reserved, false) => "has been reserved by someone else.",
        (WatchEvent::Unavailable, true) => "다시 빌릴 수 없게 됐어요. 계속 지켜볼게요.",
        (WatchEvent::Unavailable, false) => "can’t be borrowed any more. Checking goes on.",
        (WatchEvent::Gone, true) => {
            "기다릴 책이 목록에서 사라졌어요. 다시 나타나는지 계속 확인할게요."
        }
        (WatchEvent::Gone, false) => {
            "has no copy left to wait for. Checking goes on in case one comes back."
        }
        (WatchEvent::NotLent, true) => "빌려주지 않는 책이에요. 도서관에서만 볼 수 있어요.",
        (WatchEvent::NotLent, false) => "is not lent. It can only be read in the library.",
        (WatchEvent::Back, true) => "목록에 다시 나타났어요.",
        (WatchEvent::Back, false) => "is on the list again.",
        (WatchEvent::Unreadable, true) => "소장 정보를 며칠째 읽지 못했어요. 계속 확인할게요.",
        (WatchEvent::Unreadable, false) => "couldn’t be read for days. Checking goes on.",
        (WatchEvent::Expired, true) => "알림 기간이 끝났어요.",
        (WatchEvent::Expired, false) => "is no longer watched: the time is over.",
    }
}

/// What became of a search. What could not be read is never called missing.
fn sentence(search: &Search, is_korean: bool) -> String {
    let what = one_line(&search.query.text);
    let count = search.hit_count;
    match (search.state, is_korean) {
        (SearchState::Complete, true) if count == 0 => format!("‘{what}’ 결과가 없어요."),
        (SearchState::Complete, false) if count == 0 => format!("No results for “{what}”."),
        (SearchState::Complete, true) => format!("‘{what}’ {count}권을 찾았어요."),
        (SearchState::Complete, false) => format!("Books found for “{what}”: {count}."),
        (SearchState::Partial, true) => {
            format!("‘{what}’ {count}권을 찾았어요. 일부는 확인하지 못했어요.")
        }
        (SearchState::Partial, false) => {
            format!("Books found for “{what}”: {count}. Some could not be checked.")
        }
        (SearchState::Failed, true) => format!("‘{what}’ 찾지 못했어요."),
        (SearchState::Failed, false) => format!("Couldn’t finish “{what}”."),
        (SearchState::Cancelled, true) => format!("‘{what}’ 찾기를 그만뒀어요."),
        (SearchState::Cancelled, false) => format!("Search for “{what}” stopped."),
        (SearchState::Waiting | SearchState::Running | SearchState::Held, true) => {
            format!("‘{what}’ 찾는 중이에요.")
        }
        (SearchState::Waiting | SearchState::Running | SearchState::Held, false) => {
            format!("Looking for “{what}”.")
        }
    }
}

/// A book and where its copies stand; while they are not known, what the list says of its branches.
fn book(text: &mut String, hit: &Hit) {
    let parts = [&hit.title, &hit.author, &hit.publisher, &hit.year];
    let parts = parts.map(|part| one_line(part));
    text.push_str(&format!("{}\n", joined(&parts, " / ")));
    if hit.copies_at_ms.is_some() {
        for copy in &hit.copies {
            let parts = [place(copy), one_line(&copy.call_number), status(copy)];
            text.push_str(&format!("  {}\n", joined(&parts, " · ")));
        }
    } else {
        for branch in &hit.branches {
            let parts = [&branch.name, &branch.call_number, &branch.raw_status];
            let parts = parts.map(|part| one_line(part));
            text.push_str(&format!("  {}\n", joined(&parts, " · ")));
        }
    }
}

/// Branch and room.
pub(super) fn place(copy: &Copy) -> String {
    joined(&[one_line(&copy.branch), one_line(&copy.location)], " ")
}

/// The library's words, with the date when it is due.
fn status(copy: &Copy) -> String {
    let due = one_line(&copy.raw_due);
    if due.is_empty() {
        one_line(&copy.raw_status)
    } else {
        format!("{} ({due})", one_line(&copy.raw_status))
    }
}

fn joined(parts: &[String], between: &str) -> String {
    let said: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    said.join(between)
}
