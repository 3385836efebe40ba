//! Author, publisher and year in the line after a title.
//!
//! Recorded: `/ 신형철. 난다, 2022.` Others write `/ author / publisher / year` (cbnul; catalogs.md 1.4). The format
//! varies, so this reads leniently and the caller keeps the raw line.

/// What the line says; missing parts are `""`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    pub(super) author: String,
    pub(super) publisher: String,
    pub(super) year: String,
}

/// Reads the line after the title, single spaces.
pub(super) fn read(line: &str) -> Imprint {
    let line = line.trim();
    let line = line.strip_prefix('/').unwrap_or(line);
    let mut parts: Vec<&str> = slash_parts(line);
    let slashed = parts.len() > 1;
    let (last, year) = split_year(parts.pop().unwrap_or_default());
    if !(slashed && last.is_empty() && !year.is_empty()) {
        parts.push(last);
    }
    let (author, publisher) = match parts.as_slice() {
        [only] if slashed || !only.contains(". ") => match year.is_empty() {
            true => ((*only).to_owned(), ""),
            false => (String::new(), *only),
        },
        [only] => split_sentence(only),
        [authors @ .., publisher] => (authors.join(" / "), *publisher),
        [] => (String::new(), ""),
    };
    Imprint {
        author: trim(&author).to_owned(),
        publisher: without_place(trim(publisher)).to_owned(),
        year: year.to_owned(),
    }
}

/// A title that carries its author: `title / author`, split at the first slash (catalogs.md 1.4, 1.7).
pub(super) fn split_title(title: &str) -> Option<(&str, &str)> {
    let (title, author) = title.split_once(" / ")?;
    let (title, author) = (title.trim(), trim(author));
    (!title.is_empty() && !author.is_empty()).then_some((title, author))
}

/// Splits at slashes that stand alone; `AC/DC` stays whole.
fn slash_parts(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices('/') {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + 1..).unwrap_or_default();
        let alone = (before.is_empty() || before.ends_with(' '))
            && (after.is_empty() || after.starts_with(' '));
        if alone {
            parts.push(line.get(start..at).unwrap_or_default().trim());
            start = at + 1;
        }
    }
    parts.push(line.get(start..).unwrap_or_default().trim());
    parts
}

/// Takes the four-digit year off the end.
fn split_year(text: &str) -> (&str, &str) {
    let end = text.trim_end_matches([' ', '.', ',', ']', ')', '년', '-', '~', '?', '/', ';']);
    let digits = end.len() - end.trim_end_matches(|it: char| it.is_ascii_digit()).len();
    match end.split_at_checked(end.len() - digits) {
        Some((rest, year)) if year.len() == 4 => {
            // `c2022`, `[2022]`: a copyright year, a year taken from elsewhere.
            let bare = rest.trim_end_matches(['[', '(', '©']);
            let bare = bare
                .strip_suffix('c')
                .filter(|it| !ends_with_word(it))
                .unwrap_or(bare);
            (bare.trim_end_matches([' ', ',', '[', '(']), year)
        }
        _ => (text.trim_end_matches([' ', '.', ',']), ""),
    }
}

fn ends_with_word(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}

/// `AUTHOR. PUBLISHER`: the first full stop that does not follow an initial, or else the last one.
fn split_sentence(text: &str) -> (String, &str) {
    let stops: Vec<usize> = text.match_indices(". ").map(|(at, _)| at).collect();
    let is_initial = |at: usize| {
        let word = text
            .get(..at)
            .and_then(|it| it.rsplit([' ', '.']).next())
            .unwrap_or_default();
        word.len() == 1
    };
    let stop = stops.iter().find(|at| !is_initial(**at)).or(stops.last());
    let (author, publisher) = stop
        .and_then(|at| text.split_at_checked(*at))
        .unwrap_or((text, ""));
    (author.to_owned(), publisher.trim_start_matches(['.', ' ']))
}

/// `place : publisher`, as on the page of a record (catalogs.md 1.7).
fn without_place(publisher: &str) -> &str {
    publisher
        .split_once(" : ")
        .map_or(publisher, |(_, name)| name.trim())
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', ',', ';', '/', ':'])
        .trim_end_matches(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_leniently() {
        for (line, author, publisher, year) in [
            ("/ 신형철. 난다, 2022.", "신형철", "난다", "2022"),
            ("/ 신형철 / 난다 / 2022", "신형철", "난다", "2022"),
            ("신형철 / 난다, 2022", "신형철", "난다", "2022"),
            ("/ / 난다 / 2022", "", "난다", "2022"),
            ("/ 신형철 / / 2022", "신형철", "", "2022"),
            ("/ 난다 / 2022", "", "난다", "2022"),
            ("/ 난다, 2022.", "", "난다", "2022"),
            (". 난다, 2022.", "", "난다", "2022"),
            ("/ 신형철.", "신형철", "", ""),
            ("/ 신형철. 난다", "신형철", "난다", ""),
            ("/ 신형철 / 난다", "신형철", "난다", ""),
            (
                "/ J. K. Rowling. Bloomsbury, c1997.",
                "J. K. Rowling",
                "Bloomsbury",
                "1997",
            ),
            (
                "/ Rowling, J. K. Bloomsbury, [1997]",
                "Rowling, J. K",
                "Bloomsbury",
                "1997",
            ),
            (
                "/ King. St. Martin's Press, 2001",
                "King",
                "St. Martin's Press",
                "2001",
            ),
            ("/ AC/DC. 음악사, 1990.", "AC/DC", "음악사", "1990"),
            (
                "/ 박경리 지음. 서울 : 나남, 2002-",
                "박경리 지음",
                "나남",
                "2002",
            ),
            (
                "/ 재레드 다이아몬드 지음 ; 김진준 옮김. 문학사상, 2013년",
                "재레드 다이아몬드 지음 ; 김진준 옮김",
                "문학사상",
                "2013",
            ),
            ("/ 21세기북스, 1984", "", "21세기북스", "1984"),
            ("2022", "", "", "2022"),
            ("/", "", "", ""),
            ("", "", "", ""),
        ] {
            let expected = Imprint {
                author: author.into(),
                publisher: publisher.into(),
                year: year.into(),
            };
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_title_may_carry_its_author() {
        assert_eq!(
            split_title("총, 균, 쇠 : 부제 / 재레드 다이아몬드 / 감수"),
            Some(("총, 균, 쇠 : 부제", "재레드 다이아몬드 / 감수"))
        );
        assert_eq!(split_title("AC/DC"), None);
        assert_eq!(split_title(" / "), None);
    }
}
