//! Bytes to text: the charset of the header, then of the page itself, then UTF-8, then the old Korean one.
//!
//! Order from catalogs.md 1.2; sites are known that send EUC-KR under a UTF-8 header.

use encoding_rs::{EUC_KR, Encoding, UTF_8};

use super::FetchError;

/// How far into a page its own charset is looked for, as browsers do.
const META_WITHIN_BYTES: usize = 1_024;

/// One fault in so many characters is a title cut in the middle of a character; more is another charset.
const CHARS_PER_FAULT: usize = 200;

/// The text of a page: by the first charset that fits without a fault, else by the one with the fewest, if they are few.
/// WHATWG's EUC-KR is CP949.
pub(super) fn decode(bytes: &[u8], header: Option<&str>) -> Result<String, FetchError> {
    let candidates = [
        header.and_then(named),
        meta(bytes),
        Some(UTF_8),
        Some(EUC_KR),
    ];
    let bytes = without_bom(bytes);
    let mut best: Option<(usize, String)> = None;
    for encoding in candidates.into_iter().flatten() {
        let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
        if !has_faults {
            return Ok(text.into_owned());
        }
        let faults = text.matches(char::REPLACEMENT_CHARACTER).count();
        if best.as_ref().is_none_or(|(fewest, _)| faults < *fewest) {
            best = Some((faults, text.into_owned()));
        }
    }
    best.filter(|(faults, text)| faults * CHARS_PER_FAULT <= text.chars().count())
        .map(|(_, text)| text)
        .ok_or(FetchError::Decode)
}

fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The encoding a `Content-Type` names. Latin ones are ignored: they decode anything, to nonsense.
fn named(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, label) = lower.split_once("charset=")?;
    let label = label
        .trim_start_matches(['"', '\'', ' '])
        .split(['"', '\'', ';', ' ', '>', '/'])
        .next()?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| !encoding.is_single_byte())
}

fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..META_WITHIN_BYTES).unwrap_or(bytes);
    named(&String::from_utf8_lossy(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euc_kr(text: &str) -> Vec<u8> {
        EUC_KR.encode(text).0.into_owned()
    }

    #[test]
    fn the_header_is_believed_when_it_fits() {
        assert_eq!(
            decode("토지".as_bytes(), Some("text/html; charset=UTF-8")).unwrap(),
            "토지"
        );
        assert_eq!(
            decode(&euc_kr("토지"), Some("text/html; charset=euc-kr")).unwrap(),
            "토지"
        );
    }

    #[test]
    fn a_wrong_header_is_found_out() {
        assert_eq!(
            decode(&euc_kr("똠방각하"), Some("text/html; charset=UTF-8")).unwrap(),
            "똠방각하"
        );
    }

    #[test]
    fn the_page_itself_may_say() {
        let page = "<meta http-equiv='Content-Type' content='text/html; charset=euc-kr' />박경리";
        assert_eq!(decode(&euc_kr(page), None).unwrap(), page);
    }

    #[test]
    fn latin_labels_do_not_turn_korean_into_nonsense() {
        assert_eq!(
            decode("토지".as_bytes(), Some("text/html; charset=iso-8859-1")).unwrap(),
            "토지"
        );
    }

    #[test]
    fn a_title_cut_within_a_character_does_not_cost_the_page() {
        let mut page = "토지 박경리 ".repeat(50).into_bytes();
        page.push(0xEB);
        page.extend("마로니에북스".as_bytes());
        let text = decode(&page, Some("text/html; charset=UTF-8")).unwrap();
        assert!(text.ends_with("마로니에북스"));
        assert_eq!(text.matches(char::REPLACEMENT_CHARACTER).count(), 1);
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(
            decode(&[0xff, 0xff, 0x00, 0xff], None),
            Err(FetchError::Decode)
        );
    }
}
