//! 대출가능 알림: the room in which watched books are told of. It is no library: nothing can be asked in it.
//!
//! It is always among the libraries, because its room needs a name and a picture the moment it is there; a list of friends leaves it
//! out by its standing. Its room begins with the first line about a watched book, and with nothing else.

use crate::wire;

/// What stands in the place of a library's id.
pub const ALERTS: &str = "alerts";

/// How it is shown.
pub(crate) fn view() -> wire::Library {
    wire::Library {
        id: ALERTS.to_owned(),
        name: "대출가능 알림".to_owned(),
        name_en: "Availability alerts".to_owned(),
        short_name: "알림".to_owned(),
        color: "#9A3412".to_owned(),
        standing: wire::Standing::Alerts,
        home_url: None,
        answered_at_ms: None,
        unanswered: None,
    }
}
