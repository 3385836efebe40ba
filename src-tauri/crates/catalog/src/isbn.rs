//! ISBNs: recognised by their checksum, never by their length alone.

/// The ISBN that `text` is, without hyphens and spaces: 10 or 13 characters whose checksum is right.
pub(crate) fn isbn(text: &str) -> Option<String> {
    let mut digits = String::with_capacity(13);
    for character in text.chars() {
        match character {
            '0'..='9' => digits.push(character),
            'X' | 'x' if digits.len() == 9 => digits.push('X'),
            ' ' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {}
            _ => return None,
        }
        if digits.len() > 13 {
            return None;
        }
    }
    let valid = match digits.len() {
        10 => is_isbn_10(&digits),
        13 => is_isbn_13(&digits),
        _ => false,
    };
    valid.then_some(digits)
}

/// Every ISBN in `text`, in order, each once. Catalogues add volume marks and prices (catalogs.md 1.7).
pub(crate) fn isbns(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (isbn, _) in with_remarks(text) {
        if !found.contains(&isbn) {
            found.push(isbn);
        }
    }
    found
}

/// Every ISBN in `text`, in order, with what is said behind it: a volume mark, a price, whether it is that of the set.
pub(crate) fn with_remarks(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let is_between = |character: char| !is_part(character);
    for piece in text.split_inclusive(is_between) {
        let (word, behind) = piece.split_at(piece.trim_end_matches(is_between).len());
        if let Some(isbn) = isbn(word) {
            found.push((isbn, behind.to_owned()));
        } else if let Some((_, remark)) = found.last_mut() {
            remark.push_str(piece);
        }
    }
    found
}

fn is_part(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(
            character,
            'X' | 'x' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}'
        )
}

fn is_isbn_10(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .zip((1..=10).rev())
        .map(|(digit, weight)| weight * digit.to_digit(10).unwrap_or(10))
        .sum();
    sum.is_multiple_of(11)
}

fn is_isbn_13(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| weight * digit.to_digit(10).unwrap_or(0))
        .sum();
    sum.is_multiple_of(10)
        && (digits.starts_with("978") || digits.starts_with("979"))
        && !digits.ends_with('X')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_decides() {
        assert_eq!(isbn("978-0-306-40615-7").as_deref(), Some("9780306406157"));
        assert_eq!(isbn("0-306-40615-2").as_deref(), Some("0306406152"));
        assert_eq!(isbn("0-8044-2957-x").as_deref(), Some("080442957X"));
        assert_eq!(isbn("978 0306406157").as_deref(), Some("9780306406157"));
        assert_eq!(isbn("9780306406158"), None);
        assert_eq!(isbn("4006381333931"), None, "an EAN of something else");
        assert_eq!(isbn("1984"), None);
        assert_eq!(isbn("토지 9780306406157"), None);
        assert_eq!(isbn(""), None);
    }

    #[test]
    fn isbns_are_found_among_other_text() {
        assert_eq!(
            isbns("978-0-306-40615-7(1): 16000원 0306406152 [9780306406157] 123"),
            ["9780306406157", "0306406152"]
        );
    }

    #[test]
    fn a_remark_belongs_to_the_isbn_before_it() {
        let found = with_remarks("set 9780306406157 (세트) : 16000원 0-306-40615-2");
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(
            found,
            [("9780306406157", " (세트) : 16000원 "), ("0306406152", "")]
        );
    }
}
