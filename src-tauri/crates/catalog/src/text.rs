//! Small rules about text that queries and pages share.

use unicode_normalization::UnicodeNormalization;

/// The text in NFC, every run of white space and control characters as one space, nothing at the ends.
///
/// No-break spaces count as white space (recorded: an empty due date is `&nbsp;…&nbsp;`), and characters that are never
/// seen are left out, so that two texts that look alike are alike.
pub(crate) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfc().filter(|character| !is_invisible(*character)) {
        if is_blank(character) {
            gap = true;
            continue;
        }
        if gap && !collapsed.is_empty() {
            collapsed.push(' ');
        }
        gap = false;
        collapsed.push(character);
    }
    collapsed
}

/// The text without any white space, for comparing labels and statuses.
pub(crate) fn squeeze(text: &str) -> String {
    text.nfc()
        .filter(|character| !is_blank(*character) && !is_invisible(*character))
        .collect()
}

/// The digits `text` begins with.
pub(crate) fn leading_digits(text: &str) -> &str {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// White space, control characters and the Hangul filler, which is used as a visible blank.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control() || character == '\u{3164}'
}

/// Zero-width spaces, byte order marks and direction marks. The joiner of emoji (U+200D) stays.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_collapsed_and_normalised() {
        assert_eq!(collapse("\t\u{a0} 토지\r\n\u{0} 1권 \u{feff}"), "토지 1권");
        assert_eq!(collapse("\u{1110}\u{1169}지"), "토지");
        assert_eq!(collapse(" \u{3164} \u{200b}"), "");
        assert_eq!(squeeze(" 서명 / 저자\n: "), "서명/저자:");
        assert_eq!(leading_digits("123, true"), "123");
        assert_eq!(leading_digits("x1"), "");
    }
}
