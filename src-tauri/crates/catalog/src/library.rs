//! Libraries: the values that differ between installations of a catalogue system.

use serde::Deserialize;
use url::Url;

use crate::library_file::{self, LibraryFileError};

/// Largest page asked for; a polite share of what the sites offer (catalogs.md 1.3).
pub(crate) const MAX_PAGE_SIZE: u32 = 50;

/// Most requests at a time, like one browser tab (catalogs.md 1.8).
pub(crate) const MAX_IN_FLIGHT: u32 = 6;

/// A library as its file describes it. Values only: the code that uses them is the catalogue system's.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// Stable name in storage and on the command line; also the name of its file.
    pub id: String,
    /// Full Korean name.
    pub name: String,
    /// Full English name.
    pub name_en: String,
    /// One to four characters for its picture.
    pub short_name: String,
    /// Background of its picture, `#RRGGBB`; white text on it has a contrast of at least 4.5 to 1.
    pub color: String,
    /// How far it is trusted to answer.
    pub standing: Standing,
    /// The software its catalogue runs on.
    pub system: System,
    /// Where its catalogue is. None only for the practice library, whose address is found at each start.
    pub base_url: Option<Url>,
    /// The catalogue's number of the service to search, `1` for everything (catalogs.md 1.2).
    pub service_id: String,
    /// Hits asked for at a time, at most 50.
    pub page_size: u32,
    /// Requests at the same time for a person's search, at most 6.
    pub in_flight: u32,
    /// Least time between the starts of two requests, in milliseconds.
    pub gap_ms: u64,
    /// Other hosts of the same library that it may redirect to, while it is asked at `base_url`.
    #[serde(default)]
    pub allowed_hosts: Vec<String>,
    /// Class of the links that hold titles in a list (catalogs.md 1.4, "variant").
    #[serde(default = "default_title_class")]
    pub title_class: String,
}

fn default_title_class() -> String {
    "title".to_owned()
}

/// How far a library is trusted to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A library to talk to.
    Friend,
    /// The practice library on this computer.
    Practice,
    /// Known from public code only; no check has passed yet.
    Unconfirmed,
}

/// Catalogue software. Each is one folder of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum System {
    /// The `.ax` family (catalogs.md 1).
    Solars,
}

/// The libraries that come with the program, friends first.
///
/// # Errors
/// [`LibraryFileError`] names the file and line of the first value that is not allowed.
pub fn libraries() -> Result<Vec<Library>, LibraryFileError> {
    const FILES: [(&str, &str); 8] = [
        ("sejong.toml", include_str!("../libraries/sejong.toml")),
        ("practice.toml", include_str!("../libraries/practice.toml")),
        ("ut.toml", include_str!("../libraries/ut.toml")),
        ("cbnul.toml", include_str!("../libraries/cbnul.toml")),
        ("skuniv.toml", include_str!("../libraries/skuniv.toml")),
        ("hufs.toml", include_str!("../libraries/hufs.toml")),
        ("skhu.toml", include_str!("../libraries/skhu.toml")),
        ("snue.toml", include_str!("../libraries/snue.toml")),
    ];
    FILES
        .iter()
        .map(|(file, text)| library_file::read(file, text))
        .collect()
}
