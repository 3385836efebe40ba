//! What a catalogue's word for the state of a copy means (catalogs.md 1.6).

use serde::{Deserialize, Serialize};

use crate::text::squeeze;

/// Whether a copy can be had. The catalogue's own text is always kept beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// On the shelf and for loan. Only ever from an explicit text.
    Available,
    /// Lent to somebody.
    OnLoan,
    /// Somebody waits for it.
    Reserved,
    /// In the library, but not lent: reference works, course reserves.
    NotForLoan,
    /// Bought, not yet on the shelf.
    InProcess,
    /// Nobody knows where it is.
    Missing,
    /// Discarded or about to be.
    Withdrawn,
    /// The text is not known; show it as it is.
    Unknown,
}

/// Texts seen, compared without spaces; the longest that occurs wins, the earlier one of two equally long ones, so that
/// "불가" is looked for before "가능".
const VOCABULARY: [(&str, Status); 18] = [
    ("예약도서대출중", Status::OnLoan),
    ("폐가도서대출중", Status::OnLoan),
    ("행낭대출중", Status::OnLoan),
    ("대출불가", Status::NotForLoan),
    ("이용불가", Status::NotForLoan),
    ("열람불가", Status::NotForLoan),
    ("소재불명", Status::Missing),
    ("폐기대상", Status::Withdrawn),
    ("대출가능", Status::Available),
    ("이용가능", Status::Available),
    ("지정도서", Status::NotForLoan),
    ("대출중", Status::OnLoan),
    ("정리중", Status::InProcess),
    ("예약중", Status::Reserved),
    ("분실", Status::Missing),
    ("폐기", Status::Withdrawn),
    ("예약", Status::Reserved),
    ("제적", Status::Withdrawn),
];

impl Status {
    /// The meaning of a status text and of the text in the due cell beside it (`""` if there is none).
    ///
    /// A reservation noted in the due cell makes a copy reserved that is otherwise lent, free or unclear.
    pub fn read(text: &str, due_text: &str) -> Self {
        let text = squeeze(text);
        let mut best: Option<(usize, Self)> = None;
        for (word, status) in VOCABULARY {
            if text.contains(word) && best.is_none_or(|(length, _)| word.len() > length) {
                best = Some((word.len(), status));
            }
        }
        let status = best.map_or(Self::Unknown, |(_, status)| status);
        match status {
            Self::OnLoan | Self::Available | Self::Unknown if is_reservation(due_text) => {
                Self::Reserved
            }
            _ => status,
        }
    }

    /// The name used in storage and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::OnLoan => "on_loan",
            Self::Reserved => "reserved",
            Self::NotForLoan => "not_for_loan",
            Self::InProcess => "in_process",
            Self::Missing => "missing",
            Self::Withdrawn => "withdrawn",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether the due cell notes a reservation; a date in it is then not a due date.
pub(crate) fn is_reservation(due_text: &str) -> bool {
    squeeze(due_text).contains("예약")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_read_longest_first() {
        for (text, due, expected) in [
            ("대출가능", "", Status::Available),
            (" 이용 가능 ", "", Status::Available),
            ("대출중", "2026-12-02", Status::OnLoan),
            ("예약도서대출중", "", Status::OnLoan),
            ("폐가도서대출중", "", Status::OnLoan),
            ("행낭대출중", "", Status::OnLoan),
            ("대출불가", "", Status::NotForLoan),
            ("대출불가(대출가능일 미정)", "", Status::NotForLoan),
            ("이용불가능", "", Status::NotForLoan),
            ("정리중", "", Status::InProcess),
            ("폐기대상", "", Status::Withdrawn),
            ("지정도서", "", Status::NotForLoan),
            ("지정도서 대출가능", "", Status::Available),
            ("소재불명", "", Status::Missing),
            ("대출중", "예약 2026.12.02", Status::Reserved),
            ("대출불가", "예약", Status::NotForLoan),
            ("예약중", "", Status::Reserved),
            ("상호대차중", "", Status::Unknown),
            ("가능", "", Status::Unknown),
            ("", "", Status::Unknown),
        ] {
            assert_eq!(Status::read(text, due), expected, "{text} / {due}");
        }
    }

    #[test]
    fn storage_names_are_the_wire_names() {
        for (_, status) in VOCABULARY.iter().chain(&[("", Status::Unknown)]) {
            assert_eq!(
                serde_json::to_value(status).unwrap(),
                serde_json::Value::from(status.as_str())
            );
        }
    }
}
