//! The sentence of a record without copies.
//!
//! Nobody has recorded one. Sentences about something else that is missing (a session, a right, a member) must not pass
//! for it, so what is missing must be named as copies are: "소장 자료가 없습니다", "등록된 자료가 없습니다", "소장정보 없음".

use crate::text::squeeze;

const NOT_THERE: [&str; 4] = ["없습니다", "없음", "존재하지않습니다", "존재하지않음"];

const PARTICLES: [char; 5] = ['이', '가', '은', '는', '도'];

/// What a library holds, without spaces; several may follow each other.
const THINGS: [&str; 12] = [
    "자료",
    "정보",
    "도서관",
    "도서",
    "내역",
    "사항",
    "목록",
    "현황",
    "데이터",
    "책",
    "본",
    "처",
];

/// What makes them copies.
const HELD: [&str; 7] = [
    "소장",
    "소장된",
    "소장중인",
    "소장하고있는",
    "소장한",
    "등록된",
    "비치된",
];

/// Whether the text says that there are no copies.
pub(super) fn says_none(text: &str) -> bool {
    let text = squeeze(text);
    NOT_THERE.iter().any(|not_there| {
        let mut ends = text.match_indices(not_there);
        ends.any(|(end, _)| text.get(..end).is_some_and(ends_with_copies))
    })
}

fn ends_with_copies(text: &str) -> bool {
    let mut rest = text.strip_suffix(PARTICLES).unwrap_or(text);
    while let Some(shorter) = THINGS.iter().find_map(|thing| rest.strip_suffix(thing)) {
        rest = shorter;
    }
    HELD.iter().any(|held| rest.ends_with(held))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_missing_copies_are_none() {
        for (text, none) in [
            ("소장 자료가 없습니다.", true),
            ("중앙도서관 소장정보 없음 닫기", true),
            ("등록된 자료가 없습니다.", true),
            ("해당 자료의 소장 정보가\n없습니다", true),
            ("등록된 소장 자료가 존재하지 않습니다.", true),
            ("소장하고 있는 도서관이 없습니다.", true),
            ("소장처가 없습니다.", true),
            ("", false),
            ("없습니다", false),
            ("세션이 만료되었습니다.", false),
            ("세션 정보가 없습니다.", false),
            ("소장 자료를 볼 권한이 없습니다.", false),
            ("소장 정보를 조회할 수 없습니다.", false),
            ("등록된 회원 정보가 없습니다.", false),
            ("등록된 이용자가 없습니다.", false),
            ("페이지가 없습니다.", false),
            ("소장자료 검색 결과", false),
        ] {
            assert_eq!(says_none(text), none, "{text}");
        }
    }
}
