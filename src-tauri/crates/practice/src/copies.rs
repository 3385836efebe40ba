//! The copies of a record: made up, and always the same for the same content number.
//!
//! Rooms are written as Sejong writes them (catalogs.md 1.5), statuses are the vocabulary of catalogs.md 1.6.

use crate::books::Book;

/// A building of the library.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Branch {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
}

/// The two buildings; most records have copies in the first only.
pub(crate) static BRANCHES: [Branch; 2] = [
    Branch {
        code: "01",
        name: "중앙도서관",
    },
    Branch {
        code: "02",
        name: "과학기술분관",
    },
];

/// One physical copy.
#[derive(Debug)]
pub(crate) struct Copy {
    /// Twelve digits, zero-padded.
    pub(crate) registration_number: String,
    pub(crate) branch: &'static Branch,
    pub(crate) room: &'static str,
    pub(crate) call_number: String,
    pub(crate) status: &'static str,
    /// The text of the due date cell; empty when the copy is not on loan.
    pub(crate) due: String,
}

const AVAILABLE: &str = "대출가능";

/// The made-up copies of `book` under the content number `cid`: `count` of them, or one to four.
/// Electronic books and serials have none (catalogs.md 1.4, missing `p.tag`).
pub(crate) fn copies_of(cid: u64, book: &Book, count: Option<usize>) -> Vec<Copy> {
    let own = match book.material.as_str() {
        "전자책" | "연속간행물" => 0,
        _ => 1 + usize::from(dice(cid, 0, 4)),
    };
    let count = count.unwrap_or(own);
    (0..count)
        .map(|place| made_up(cid, book, place, count))
        .collect()
}

/// What the result list says about one branch: available when one of its copies is, else the first copy's status.
pub(crate) fn branch_status(copies: &[&Copy]) -> &'static str {
    let available = copies.iter().any(|copy| copy.status == AVAILABLE);
    if available {
        AVAILABLE
    } else {
        copies.first().map_or("", |copy| copy.status)
    }
}

fn made_up(cid: u64, book: &Book, place: usize, count: usize) -> Copy {
    let salt = 1 + 4 * place as u64;
    let elsewhere = count > 1 && place + 1 == count && dice(cid, 0, 9) == 0;
    let [main, science] = &BRANCHES;
    let old = book.year.parse::<u32>().is_ok_and(|year| year < 2003);
    let room = match book.call_number.chars().next() {
        _ if elsewhere => "과학자료실(1층)",
        _ if old && dice(cid, salt, 2) == 0 => "보존서고10층A(9층문의)",
        Some('0'..='5') => "제2자료실(6층)",
        _ => "제1자료실(5층)",
    };
    let (status, due) = lending(cid, salt + 1);
    Copy {
        registration_number: format!("{:012}", cid % 1_000_000 * 1_000 + place as u64),
        branch: if elsewhere { science } else { main },
        room,
        call_number: if place == 0 {
            book.call_number.clone()
        } else {
            format!("{} c.{}", book.call_number, place + 1)
        },
        status,
        due,
    }
}

/// A status and, for copies on loan, a date (or, as catalogs.md 1.6 knows it, a reservation in the date's cell).
fn lending(cid: u64, salt: u64) -> (&'static str, String) {
    let due = format!("2026/12/{:02}", 1 + dice(cid, salt + 1, 31));
    match dice(cid, salt, 24) {
        0..=12 => (AVAILABLE, String::new()),
        13..=17 => ("대출중", due),
        18 => ("대출중", "예약 1명".to_owned()),
        19 => ("예약도서대출중", due),
        20 => ("대출불가", String::new()),
        21 => ("정리중", String::new()),
        22 => ("지정도서", String::new()),
        _ => ("소재불명", String::new()),
    }
}

/// A number below `sides`, always the same for the same record and salt (the mixing step of SplitMix64).
fn dice(cid: u64, salt: u64, sides: u8) -> u8 {
    let mut mixed = cid
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(salt.wrapping_mul(0xd1b5_4a32_d192_ed03));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) % u64::from(sides.max(1))) as u8
}
