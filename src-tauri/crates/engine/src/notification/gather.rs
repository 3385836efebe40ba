//! What of the news is told now, and what of it together: pure, over rows and time.

/// Ends that come within so long after one was shown are shown together. Milliseconds.
pub(crate) const END_WINDOW_MS: i64 = 10_000;

/// The same of watched books: nobody wants one after the other to buzz.
pub(crate) const ALERT_WINDOW_MS: i64 = 600_000;

/// Something that may be told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row<T> {
    pub(crate) news: T,
    pub(crate) created_at_ms: i64,
    /// None: not told yet.
    pub(crate) shown_at_ms: Option<i64>,
    /// The person knows it already, or it is no longer so. What was never told is told all the same: it is only asked for while it is
    /// news.
    pub(crate) is_seen: bool,
}

/// What to do now.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Turn<T> {
    /// There is no news.
    Nothing,
    /// More may come: look again then.
    Later(i64),
    /// Show these.
    Now(Vec<T>),
}

impl<T> Turn<T> {
    pub(crate) fn map<U>(self, shape: impl FnMut(T) -> U) -> Turn<U> {
        match self {
            Self::Nothing => Turn::Nothing,
            Self::Later(at_ms) => Turn::Later(at_ms),
            Self::Now(found) => Turn::Now(found.into_iter().map(shape).collect()),
        }
    }

    /// What is to be shown of both; where nothing is, the earlier time to look again.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Now(mut found), Self::Now(more)) => {
                found.extend(more);
                Self::Now(found)
            }
            (Self::Now(found), _) | (_, Self::Now(found)) => Self::Now(found),
            (Self::Later(one_ms), Self::Later(other_ms)) => Self::Later(one_ms.min(other_ms)),
            (turn, Self::Nothing) | (Self::Nothing, turn) => turn,
        }
    }
}

/// Nobody could tell it while it was news, and the person saw it happen: to be told of it hours later would be odd.
pub(crate) fn is_past<T>(row: &Row<T>, now_ms: i64, window_ms: i64) -> bool {
    let is_old = row.created_at_ms.saturating_add(window_ms) < now_ms;
    row.shown_at_ms.is_none() && row.is_seen && is_old
}

/// What is first is told at once. What comes within `window_ms` after something was told waits until that is over, and is then told
/// together with whatever of it nobody has seen. Without a window everything is told by itself at once.
///
/// A row that seems to have been told in the future says that the clock was set back: it holds nothing up.
pub(crate) fn gather<T>(rows: Vec<Row<T>>, now_ms: i64, window_ms: Option<i64>) -> Turn<Vec<T>> {
    let is_new = |row: &Row<T>| row.shown_at_ms.is_none();
    let new = rows.iter().filter(|row| is_new(row));
    let Some(first_ms) = new.map(|row| row.created_at_ms).min() else {
        return Turn::Nothing;
    };
    let Some(window_ms) = window_ms else {
        let new = rows.into_iter().filter(is_new);
        return Turn::Now(new.map(|row| vec![row.news]).collect());
    };
    let told = rows.iter().filter_map(|row| row.shown_at_ms);
    let last_ms = told.filter(|at_ms| *at_ms <= now_ms).max();
    if let Some(end_ms) = last_ms.map(|at_ms| at_ms.saturating_add(window_ms))
        && now_ms < end_ms
    {
        return Turn::Later(end_ms);
    }
    let belongs = |row: &Row<T>| match row.shown_at_ms {
        None => true,
        Some(at_ms) => {
            !row.is_seen && at_ms <= now_ms && first_ms < at_ms.saturating_add(window_ms)
        }
    };
    let mut told: Vec<Row<T>> = rows.into_iter().filter(belongs).collect();
    told.sort_by_key(|row| (row.created_at_ms, is_new(row)));
    Turn::Now(vec![told.into_iter().map(|row| row.news).collect()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW_MS: i64 = 100;

    fn new(news: char, created_at_ms: i64) -> Row<char> {
        Row {
            news,
            created_at_ms,
            shown_at_ms: None,
            is_seen: false,
        }
    }

    fn shown(news: char, created_at_ms: i64, shown_at_ms: i64) -> Row<char> {
        Row {
            shown_at_ms: Some(shown_at_ms),
            ..new(news, created_at_ms)
        }
    }

    fn seen(row: Row<char>) -> Row<char> {
        Row {
            is_seen: true,
            ..row
        }
    }

    fn together(rows: Vec<Row<char>>, now_ms: i64) -> Turn<Vec<char>> {
        gather(rows, now_ms, Some(WINDOW_MS))
    }

    fn now(news: &[&str]) -> Turn<Vec<char>> {
        Turn::Now(news.iter().map(|news| news.chars().collect()).collect())
    }

    #[test]
    fn no_news_is_nothing() {
        assert_eq!(together(vec![], 0), Turn::Nothing);
        assert_eq!(together(vec![shown('a', 0, 5)], 10), Turn::Nothing);
    }

    #[test]
    fn the_first_is_told_at_once_and_what_comes_soon_after_it_with_it() {
        assert_eq!(together(vec![new('a', 0)], 0), now(&["a"]));
        let rows = vec![new('b', 60), shown('a', 0, 1)];
        assert_eq!(together(rows.clone(), 60), Turn::Later(101));
        assert_eq!(together(rows.clone(), 100), Turn::Later(101));
        assert_eq!(together(rows.clone(), 101), now(&["ab"]));
        let late = 101 + 3_600_000;
        assert_eq!(together(rows, late), now(&["ab"]), "woken late");
    }

    #[test]
    fn what_comes_later_is_told_by_itself() {
        let rows = vec![new('b', 101), shown('a', 0, 1)];
        assert_eq!(together(rows, 101), now(&["b"]));
    }

    #[test]
    fn what_was_seen_meanwhile_is_not_told_again() {
        let rows = vec![new('b', 60), seen(shown('a', 0, 1))];
        assert_eq!(together(rows.clone(), 99), Turn::Later(101));
        assert_eq!(together(rows, 101), now(&["b"]));
    }

    #[test]
    fn what_was_seen_is_past_when_nobody_could_tell_it_at_once() {
        assert!(!is_past(&seen(new('a', 0)), WINDOW_MS, WINDOW_MS));
        assert!(is_past(&seen(new('a', 0)), WINDOW_MS + 1, WINDOW_MS));
        assert!(!is_past(&new('a', 0), i64::MAX, WINDOW_MS), "nobody saw it");
        let told = seen(shown('a', 0, 5));
        assert!(!is_past(&told, i64::MAX, WINDOW_MS), "and who tells more");
    }

    #[test]
    fn what_waited_is_told_together() {
        let rows = vec![new('b', 7), new('a', 3), seen(new('c', 9))];
        assert_eq!(together(rows, 50), now(&["abc"]), "oldest first");
    }

    #[test]
    fn one_after_the_other_grows_while_nobody_looks() {
        // a and b were told together at 101, c came after that.
        let rows = vec![new('c', 150), shown('a', 0, 101), shown('b', 60, 101)];
        assert_eq!(together(rows.clone(), 150), Turn::Later(201));
        assert_eq!(together(rows, 201), now(&["abc"]));
    }

    #[test]
    fn each_by_itself_waits_for_nothing() {
        let rows = vec![new('b', 60), new('c', 61), shown('a', 0, 59)];
        assert_eq!(gather(rows, 61, None), now(&["b", "c"]));
    }

    #[test]
    fn a_clock_that_was_set_back_holds_nothing_up() {
        let rows = vec![new('b', 60), shown('a', 5_000, 5_001)];
        assert_eq!(together(rows, 60), now(&["b"]));
    }

    #[test]
    fn every_sequence_tells_each_once_by_itself_or_more_often_together() {
        // Every way to have eight things come after pauses of 0, 60 or 130.
        for code in 0..3_u32.pow(8) {
            let (mut rows, mut now_ms, mut bubbles) = (Vec::new(), 0, Vec::new());
            for at in 0..8_u32 {
                now_ms += [0, 60, 130][(code / 3_u32.pow(at) % 3) as usize];
                // Whoever waits is woken when it is time, before anything else comes.
                tell(&mut rows, &mut bubbles, now_ms);
                rows.push(new(char::from(b'a' + at as u8), now_ms));
                tell(&mut rows, &mut bubbles, now_ms);
            }
            tell(&mut rows, &mut bubbles, now_ms + WINDOW_MS);
            for pair in bubbles.windows(2) {
                assert!(pair[1].0 - pair[0].0 >= WINDOW_MS, "{code}: {bubbles:?}");
            }
            for row in &rows {
                assert!(row.shown_at_ms.is_some(), "{code}: {bubbles:?}");
                let by_itself = bubbles.iter().filter(|(_, told)| *told == [row.news]);
                assert!(by_itself.count() <= 1, "{code}: {bubbles:?}");
            }
        }
    }

    /// Shows what is due, until this time, at the time it is due.
    fn tell(rows: &mut [Row<char>], bubbles: &mut Vec<(i64, Vec<char>)>, until_ms: i64) {
        let mut at_ms = rows.iter().map(|row| row.created_at_ms).max().unwrap_or(0);
        loop {
            match together(rows.to_vec(), at_ms) {
                Turn::Later(then_ms) if then_ms <= until_ms => at_ms = then_ms,
                Turn::Nothing | Turn::Later(_) => return,
                Turn::Now(found) => {
                    for told in found {
                        for row in rows.iter_mut().filter(|row| told.contains(&row.news)) {
                            row.shown_at_ms = Some(at_ms);
                        }
                        bubbles.push((at_ms, told));
                    }
                }
            }
        }
    }
}
