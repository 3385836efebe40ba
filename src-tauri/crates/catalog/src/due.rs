//! Dates a copy is due back.

use crate::text::leading_digits;

/// The first valid calendar date in `text` as `YYYY-MM-DD`: year, month and day in this order, separated by `-`, `.` or
/// `/`. The catalogues' own form was never recorded (catalogs.md 1.6), so callers keep the raw text too.
pub(crate) fn date(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        rest = rest.get(start..)?;
        let digits = leading_digits(rest);
        if let Some(date) = date_at(digits, rest.get(digits.len()..)?) {
            return Some(date);
        }
        rest = rest.get(digits.len()..)?;
    }
    None
}

fn date_at(year: &str, rest: &str) -> Option<String> {
    if year.len() != 4 {
        return None;
    }
    let (month, rest) = part(rest)?;
    let (day, _) = part(rest)?;
    let year: u32 = year.parse().ok()?;
    (year >= 1 && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day))
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// A separator and a number of one or two digits.
fn part(text: &str) -> Option<(u32, &str)> {
    let text = text
        .trim_start()
        .strip_prefix(['-', '.', '/'])?
        .trim_start();
    let digits = leading_digits(text);
    if digits.len() > 2 {
        return None;
    }
    Some((digits.parse().ok()?, text.get(digits.len()..)?))
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_and_checked() {
        for (text, expected) in [
            ("2026-12-02", Some("2026-12-02")),
            ("2026/12/02 18:00", Some("2026-12-02")),
            ("반납예정일: 2026. 12. 2.", Some("2026-12-02")),
            ("대출중(2024.02.29)", Some("2024-02-29")),
            ("EM00510342 2026/1/31", Some("2026-01-31")),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("2026-12-00", None),
            ("26/12/02", None),
            ("0000-01-01", None),
            ("12026-12-02", None),
            ("2026-12-021", None),
            ("2026", None),
            ("내일", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
