//! What stands in the tray, line by line.

use engine::wire::Target;

use crate::words;

/// What the tray knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    /// Results that nobody has seen.
    pub(super) unseen_count: u32,
    /// The latest results, newest first, each with its words and its library.
    pub(super) recent: Vec<(Target, String, String)>,
    /// The person paused everything.
    pub(super) is_paused: bool,
}

/// What the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Menu {
    /// What is said of the icon.
    pub(super) title: String,
    /// Results that nobody has seen: the icon has a dot for them.
    pub(super) unseen_count: u32,
    /// From the top.
    pub(super) lines: Vec<Line>,
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// To be read.
    Text(String),
    /// To be chosen.
    Choice(String, Act),
    /// Between two groups.
    Between,
}

/// What a choice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// The window comes.
    Show,
    /// And this result in it.
    Open(Target),
    /// And the line to write in.
    Line,
    /// Nothing more is begun.
    Pause,
    /// It goes on.
    Resume,
    /// The app ends.
    Quit,
}

/// The latest results that are named; a menu is no list.
pub(super) const RECENT: usize = 5;

/// The longest words of a line, in characters; its library stands after them whole.
const LONGEST: usize = 40;

/// The menu for this news.
pub(super) fn menu(news: &News, is_korean: bool) -> Menu {
    let say = |korean: &str, english: &str| if is_korean { korean } else { english }.to_owned();
    let unseen = unseen(news.unseen_count, is_korean);
    let name = words::name(is_korean);
    let title = match news.unseen_count {
        0 => name.to_owned(),
        _ => format!("{name} · {unseen}"),
    };
    let mut lines = vec![Line::Text(unseen)];
    for (target, words, library) in news.recent.iter().take(RECENT) {
        let words = format!("{} · {library}", short(words));
        lines.push(Line::Choice(words, Act::Open(*target)));
    }
    let pause = match news.is_paused {
        true => (say("모두 다시 시작", "Resume all"), Act::Resume),
        false => (say("모두 멈추기", "Pause all"), Act::Pause),
    };
    lines.extend([
        Line::Between,
        Line::Choice(say("책벗 열기", "Open chaekbeot"), Act::Show),
        Line::Choice(say("새 검색", "New search"), Act::Line),
        Line::Choice(pause.0, pause.1),
        Line::Between,
        Line::Choice(say("끝내기", "Quit"), Act::Quit),
    ]);
    Menu {
        title,
        unseen_count: news.unseen_count,
        lines,
    }
}

fn unseen(count: u32, is_korean: bool) -> String {
    match (count, is_korean) {
        (0, true) => "새 결과 없음".to_owned(),
        (0, false) => "No new results".to_owned(),
        (count, true) => format!("새 결과 {count}개"),
        (1, false) => "1 new result".to_owned(),
        (count, false) => format!("{count} new results"),
    }
}

fn short(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_owned();
    }
    words.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(unseen_count: u32, recent: &[&str], is_paused: bool) -> News {
        let target = |message_id| Target {
            room_id: 1,
            message_id,
        };
        News {
            unseen_count,
            recent: (1..)
                .zip(recent)
                .map(|(id, words)| (target(id), (*words).to_owned(), "체험 도서관".to_owned()))
                .collect(),
            is_paused,
        }
    }

    fn words(menu: &Menu) -> Vec<&str> {
        let lines = menu.lines.iter().map(|line| match line {
            Line::Text(words) | Line::Choice(words, _) => words.as_str(),
            Line::Between => "-",
        });
        lines.collect()
    }

    #[test]
    fn a_quiet_tray_says_so_and_leads_on() {
        let menu = menu(&news(0, &[], false), true);
        assert_eq!((menu.title.as_str(), menu.unseen_count), ("책벗", 0));
        let expected = [
            "새 결과 없음",
            "-",
            "책벗 열기",
            "새 검색",
            "모두 멈추기",
            "-",
            "끝내기",
        ];
        assert_eq!(words(&menu), expected);
    }

    #[test]
    fn unseen_results_are_counted_and_the_latest_named() {
        let titles = ["하나", "둘", "셋", "넷", "다섯", "여섯"];
        let menu = menu(&news(7, &titles, false), true);
        assert_eq!(
            (menu.title.as_str(), menu.unseen_count),
            ("책벗 · 새 결과 7개", 7)
        );
        assert_eq!(
            words(&menu)[..6],
            [
                "새 결과 7개",
                "하나 · 체험 도서관",
                "둘 · 체험 도서관",
                "셋 · 체험 도서관",
                "넷 · 체험 도서관",
                "다섯 · 체험 도서관",
            ]
        );
        let Line::Choice(_, act) = &menu.lines[2] else {
            panic!("a result can be chosen");
        };
        let target = Target {
            room_id: 1,
            message_id: 2,
        };
        assert_eq!(*act, Act::Open(target));
    }

    #[test]
    fn what_is_paused_can_be_resumed() {
        let choice = |is_paused| menu(&news(0, &[], is_paused), false).lines[4].clone();
        assert_eq!(
            choice(false),
            Line::Choice("Pause all".to_owned(), Act::Pause)
        );
        assert_eq!(
            choice(true),
            Line::Choice("Resume all".to_owned(), Act::Resume)
        );
    }

    #[test]
    fn it_speaks_english_too() {
        assert_eq!(
            menu(&news(1, &[], false), false).title,
            "chaekbeot · 1 new result"
        );
        assert_eq!(
            menu(&news(2, &[], false), false).title,
            "chaekbeot · 2 new results"
        );
    }

    #[test]
    fn a_long_title_is_cut_between_characters_and_its_library_stays() {
        let long = "토".repeat(41);
        let menu = menu(&news(0, &[&long], false), true);
        assert_eq!(
            words(&menu)[1],
            format!("{}… · 체험 도서관", "토".repeat(40))
        );
    }
}
