//! Books that go out and come back while the library is open, for whoever tests what watches them. The result list does not know of it:
//! it goes on saying what it said.

use std::collections::HashMap;

use crate::copies::Copy;

/// How it stands with every copy of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lending {
    /// On the shelf.
    Returned,
    /// On loan until this day.
    Lent {
        /// Year.
        year: u16,
        /// Month, from 1.
        month: u8,
        /// Day, from 1.
        day: u8,
    },
    /// On loan, and somebody waits for it.
    Reserved,
    /// On loan, and nobody says until when.
    Out,
    /// Nobody knows where it is.
    Lost,
    /// To be read in the library only.
    ReadHere,
}

/// The records that were lent or given back, by content number.
pub(crate) type Lendings = HashMap<u64, Lending>;

impl Lending {
    /// The same copies, as they stand now.
    pub(crate) fn of(self, copies: Vec<Copy>) -> Vec<Copy> {
        let (status, due) = match self {
            Self::Returned => ("대출가능", String::new()),
            Self::Lent { year, month, day } => ("대출중", format!("{year}/{month:02}/{day:02}")),
            Self::Reserved => ("대출중", "예약 1명".to_owned()),
            Self::Out => ("대출중", String::new()),
            Self::Lost => ("소재불명", String::new()),
            Self::ReadHere => ("대출불가", String::new()),
        };
        let stand = |copy| Copy {
            status,
            due: due.clone(),
            ..copy
        };
        copies.into_iter().map(stand).collect()
    }
}
