//! Reading and checking a library's file.

use crate::{
    Library, Standing,
    library::{MAX_IN_FLIGHT, MAX_PAGE_SIZE},
};

/// Longest gap that is still a pace and not a mistake, in milliseconds.
const MAX_GAP_MS: u64 = 60_000;

/// Contrast that small text needs (WCAG 2, level AA).
const MIN_CONTRAST: f64 = 4.5;

/// A library's file holds a value that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct LibraryFileError {
    /// Name of the file.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// What is wrong, in one clause.
    pub problem: String,
}

/// Reads one file and checks every value.
pub(crate) fn read(file: &str, text: &str) -> Result<Library, LibraryFileError> {
    let error = |line: usize, problem: &str| LibraryFileError {
        file: file.to_owned(),
        line,
        problem: problem.to_owned(),
    };
    let library: Library = toml::from_str(text).map_err(|found| {
        let start = found.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or_default();
        error(before.matches('\n').count() + 1, found.message())
    })?;
    match check(file, &library) {
        Some((key, problem)) => Err(error(line_of(text, key), problem)),
        None => Ok(library),
    }
}

/// A key, whether its value is allowed, and what is wrong if not.
type Check = (&'static str, bool, &'static str);

/// The first key whose value is not allowed, and why.
fn check(file: &str, library: &Library) -> Option<(&'static str, &'static str)> {
    let identity = check_identity(file, library);
    let access = check_access(library);
    identity
        .into_iter()
        .chain(access)
        .find(|(_, allowed, _)| !allowed)
        .map(|(key, _, problem)| (key, problem))
}

/// What a reader sees.
fn check_identity(file: &str, library: &Library) -> [Check; 5] {
    let is_file = file.strip_suffix(".toml") == Some(library.id.as_str());
    let contrast = contrast_with_white(&library.color);
    [
        (
            "id",
            is_id(&library.id) && is_file,
            "id must be the name of the file, in small letters and digits",
        ),
        ("name", is_given(&library.name), "name is empty"),
        ("name_en", is_given(&library.name_en), "name_en is empty"),
        (
            "short_name",
            (1..=4).contains(&library.short_name.chars().count()),
            "short_name must have 1 to 4 characters",
        ),
        (
            "color",
            contrast.is_some_and(|contrast| contrast >= MIN_CONTRAST),
            "color must be #RRGGBB and dark enough for white text",
        ),
    ]
}

/// How the catalogue is asked.
fn check_access(library: &Library) -> [Check; 8] {
    let is_practice = library.standing == Standing::Practice;
    let mut hosts = library.allowed_hosts.iter();
    [
        (
            "base_url",
            library.base_url.is_some() != is_practice,
            "every library but the practice library has a base_url",
        ),
        (
            "base_url",
            library.base_url.as_ref().is_none_or(is_base),
            "base_url must be http or https and end with a slash",
        ),
        (
            "service_id",
            is_number(&library.service_id),
            "service_id must be digits",
        ),
        (
            "page_size",
            (1..=MAX_PAGE_SIZE).contains(&library.page_size),
            "page_size must be 1 to 50",
        ),
        (
            "in_flight",
            (1..=MAX_IN_FLIGHT).contains(&library.in_flight),
            "in_flight must be 1 to 6",
        ),
        (
            "gap_ms",
            library.gap_ms <= MAX_GAP_MS,
            "gap_ms must be at most 60000",
        ),
        (
            "allowed_hosts",
            hosts.all(|host| is_host(host)),
            "allowed_hosts must be plain host names in small letters",
        ),
        (
            "title_class",
            is_class(&library.title_class),
            "title_class must be one class name",
        ),
    ]
}

fn is_given(text: &str) -> bool {
    !text.trim().is_empty()
}

fn line_of(text: &str, key: &str) -> usize {
    let is_key = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_key).map_or(1, |index| index + 1)
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_host(host: &str) -> bool {
    url::Host::parse(host).is_ok_and(|parsed| parsed.to_string() == host)
}

fn is_class(class: &str) -> bool {
    !class.is_empty() && !class.contains(|character: char| character.is_whitespace())
}

fn is_base(base: &url::Url) -> bool {
    matches!(base.scheme(), "http" | "https")
        && base.path().ends_with('/')
        && base.query().is_none()
        && base.fragment().is_none()
}

/// Contrast of white text on a `#RRGGBB` background (WCAG 2).
fn contrast_with_white(color: &str) -> Option<f64> {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let channel = |start: usize| {
        let digits = digits.get(start..start + 2)?;
        let share = f64::from(u8::from_str_radix(digits, 16).ok()?) / 255.0;
        Some(if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        })
    };
    let luminance = 0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?;
    Some(1.05 / (luminance + 0.05))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../libraries/sejong.toml");

    fn error(from: &str, to: &str) -> LibraryFileError {
        assert!(GOOD.contains(from), "the file holds {from}");
        read("sejong.toml", &GOOD.replacen(from, to, 1)).expect_err(to)
    }

    #[test]
    fn errors_name_file_and_line() {
        let unknown = error("gap_ms", "pause_ms");
        assert_eq!((unknown.file.as_str(), unknown.line), ("sejong.toml", 13));
        assert!(unknown.problem.contains("pause_ms"), "{unknown}");
        let large = error("page_size = 50", "page_size = 51");
        assert_eq!(
            large.to_string(),
            "sejong.toml:11: page_size must be 1 to 50"
        );
        assert_eq!(error("\"solars\"", "\"pyxis\"").line, 8);
        assert_eq!(error("in_flight = 6", "in_flight = ").line, 12);
    }

    #[test]
    fn every_value_is_checked() {
        for (from, to, key) in [
            ("id = \"sejong\"", "id = \"Sejong\"", "id"),
            ("\"세종대학교 학술정보원\"", "\" \"", "name"),
            ("\"세종\"", "\"세종대학교\"", "short_name"),
            ("#8C1D2F", "#FEE500", "color"),
            ("#8C1D2F", "#8C1D2", "color"),
            ("#8C1D2F", "#가나", "color"),
            (
                "https://library.sejong.ac.kr/",
                "ftp://library.sejong.ac.kr/",
                "base_url",
            ),
            (
                "https://library.sejong.ac.kr/",
                "https://library.sejong.ac.kr/a",
                "base_url",
            ),
            (
                "base_url = \"https://library.sejong.ac.kr/\"\n",
                "",
                "base_url",
            ),
            ("service_id = \"1\"", "service_id = \"x\"", "service_id"),
            ("page_size = 50", "page_size = 0", "page_size"),
            ("in_flight = 6", "in_flight = 7", "in_flight"),
            ("gap_ms = 50", "gap_ms = 60001", "gap_ms"),
            (
                "gap_ms = 50",
                "gap_ms = 50\nallowed_hosts = [\"https://a.kr\"]",
                "allowed_hosts",
            ),
            (
                "gap_ms = 50",
                "gap_ms = 50\ntitle_class = \"a b\"",
                "title_class",
            ),
        ] {
            let error = error(from, to);
            assert!(error.problem.contains(key), "{to}: {error}");
        }
    }
}
