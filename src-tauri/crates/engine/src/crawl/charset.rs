//! Bytes to text: the charset of the header, then of the page itself, then UTF-8, then the old Korean one.
//!
//! Order from catalogs.md 1.2; sites are known that send EUC-KR under a UTF-8 header.

use encoding_rs::{EUC_KR, Encoding, UTF_8};

use super::FetchError;

/// How far into a page its own charset is looked for, as browsers do.
const META_WITHIN_BYTES: usize = 1_024;

/// The text of a page. Only a decoding without a single fault counts; WHATWG's EUC-KR is CP949.
pub(super) fn decode(bytes: &[u8], header: Option<&str>) -> Result<String, FetchError> {
    [
        header.and_then(named),
        meta(bytes),
        Some(UTF_8),
        Some(EUC_KR),
    ]
    .into_iter()
    .flatten()
    .find_map(|encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(without_bom(bytes))
            .map(std::borrow::Cow::into_owned)
    })
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
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(
            decode(&[0xff, 0xff, 0x00, 0xff], None),
            Err(FetchError::Decode)
        );
    }
}
