//! What crosses the border between the engine and whoever shows it: plain data, no behaviour.
//!
//! The page's TypeScript types are made from these (`ui/src/ipc/bindings`); a test fails when they are stale.
//! All times are milliseconds since 1970 in UTC. Ids fit into a JavaScript number.

#[cfg(test)]
mod bindings;
mod saved;
mod settings;

pub use saved::{ExportForm, Saved, SavedBook, SavedSearch};
pub use settings::{NotifyRule, Settings, Speech, Theme};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything the page needs at its start; the answer of `start`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Snapshot {
    /// Every library the app knows, friends first.
    pub libraries: Vec<Library>,
    /// The rooms, last activity first.
    pub rooms: Vec<Room>,
    /// A notification that was clicked before the page was there.
    pub open: Option<Target>,
    /// What keeps the app from storing anything at the moment.
    pub trouble: Option<Trouble>,
    /// Where the damaged file lies that was set aside at this start.
    pub set_aside: Option<String>,
    /// Since when nothing is begun, because the person paused everything.
    #[ts(type = "number | null")]
    pub paused_since_ms: Option<i64>,
    /// The app's version, e.g. `0.1.0`.
    pub version: String,
    /// What the person has set.
    pub settings: Settings,
}

/// What keeps the app from storing anything, by what a person can do. What is stored already stays; work goes on by itself
/// when it is over, except for a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No space is left: free some.
    DiskFull,
    /// Another program holds the file: end it.
    Busy,
    /// The file is damaged: at the next start it is set aside and a new one begun.
    Damaged,
    /// The system failed otherwise, for instance because the disk is gone.
    Failed,
}

/// All work, as it stands; the answer of `queue_view`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct QueueView {
    /// Since when nothing is begun, because the person paused everything.
    #[ts(type = "number | null")]
    pub paused_since_ms: Option<i64>,
    /// The libraries with something to do, or with something given up within a day.
    pub libraries: Vec<LibraryJobs>,
    /// The searches that have not ended, oldest first.
    pub searches: Vec<Search>,
    /// The latest 50 searches that have ended since the person last cleared this list, newest first.
    pub ended: Vec<Search>,
}

/// How many jobs of a library stand where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LibraryJobs {
    /// The library.
    pub library_id: String,
    /// In line, or waiting for their time.
    pub waiting: u32,
    /// Under way.
    pub running: u32,
    /// Parked by a person.
    pub held: u32,
    /// Given up within a day.
    pub failed: u32,
}

/// A library as a friend.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Library {
    /// Stable short id, e.g. `sejong`.
    pub id: String,
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// One or two syllables for the avatar.
    pub short_name: String,
    /// Avatar background, `#rrggbb`, at least 4.5:1 against white.
    pub color: String,
    /// How far this library may be trusted to work.
    pub standing: Standing,
    /// Its own web page; absent for the practice library.
    pub home_url: Option<String>,
}

/// How far a library is known to work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A friend that can be talked to.
    Friend,
    /// The practice library on this device: made-up copies, works offline.
    Practice,
    /// Not checked yet (아직 확인하지 못한 도서관).
    Unconfirmed,
}

/// A chat room; there is one per library that was talked to.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Room {
    /// Id.
    #[ts(type = "number")]
    pub id: i64,
    /// The library in it.
    pub library_id: String,
    /// The newest message, for the list.
    pub last_message: Option<Message>,
    /// The search of the newest message, when it shows one.
    pub last_search: Option<Search>,
    /// Searches that ended while nobody looked.
    pub unseen_count: u32,
    /// When something last happened in it.
    #[ts(type = "number")]
    pub active_at_ms: i64,
    /// What stands in its line to write in, not sent yet.
    pub draft: String,
    /// It stands above the others.
    pub is_pinned: bool,
    /// No notification tells of it.
    pub is_muted: bool,
}

/// A line in a room.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Message {
    /// Id; the order of a room is the order of ids.
    #[ts(type = "number")]
    pub id: i64,
    /// The room.
    #[ts(type = "number")]
    pub room_id: i64,
    /// Who says it.
    pub author: Author,
    /// What is said.
    pub body: MessageBody,
    /// When.
    #[ts(type = "number")]
    pub sent_at_ms: i64,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Author {
    /// The person.
    Me,
    /// The library.
    Library,
}

/// What a message shows.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MessageBody {
    /// What the person typed, unchanged. `search_id` is the search it started, if it did.
    Text {
        /// The raw text.
        text: String,
        /// The search this question started.
        #[ts(type = "number | null")]
        search_id: Option<i64>,
    },
    /// The library's first line.
    Greeting,
    /// How to ask (사용법), with examples.
    Guide,
    /// The card of a search.
    Search {
        /// The search it shows.
        #[ts(type = "number")]
        search_id: i64,
    },
    /// The library could not take the question.
    Refused {
        /// Why.
        code: RefusalCode,
    },
}

/// Why a text is no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum RefusalCode {
    /// Nothing to look for is left: only commas, operators or control characters.
    NothingToSearch,
    /// Longer than 200 characters; such a text is kept in the bubble, up to 10,000 characters.
    TooLong,
}

/// Where a search stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum SearchState {
    /// In line.
    Waiting,
    /// A worker has taken it.
    Running,
    /// Parked by a pause.
    Held,
    /// Everything asked for is there, no hits included.
    Complete,
    /// Ended, and something could not be checked.
    Partial,
    /// Ended without an answer.
    Failed,
    /// Stopped by the person; what was found is kept.
    Cancelled,
}

impl SearchState {
    /// Whether it has ended. A person may make it go on.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Waiting | Self::Running | Self::Held => false,
            Self::Complete | Self::Partial | Self::Failed | Self::Cancelled => true,
        }
    }
}

/// One question to one library.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Search {
    /// Id.
    #[ts(type = "number")]
    pub id: i64,
    /// The room it was asked in; none when a terminal asked.
    #[ts(type = "number | null")]
    pub room_id: Option<i64>,
    /// The message that is its card.
    #[ts(type = "number | null")]
    pub message_id: Option<i64>,
    /// The library asked.
    pub library_id: String,
    /// What was asked, as read from the text.
    pub query: QueryEcho,
    /// Where it stands.
    pub state: SearchState,
    /// Rises with every change; an event with a lower one is old.
    #[ts(type = "number")]
    pub version: i64,
    /// Hits the catalogue says there are; none while unknown.
    pub total_count: Option<u32>,
    /// Hits stored.
    pub hit_count: u32,
    /// m of n/m: books whose copies are planned.
    pub planned_count: u32,
    /// n of n/m: books whose copies are known.
    pub checked_count: u32,
    /// Books whose copies could not be checked.
    pub failed_count: u32,
    /// Books with a copy to borrow now, as far as checked.
    pub available_count: u32,
    /// List pages that could not be read.
    pub failed_page_count: u32,
    /// Why it is partial or failed (or, while running, why it waits for the library): an error code of `ErrorCode`.
    pub code: Option<ErrorCode>,
    /// It found nothing as three fields and was searched once more as one title.
    pub searched_as_title: bool,
    /// Searched in line before this one, while it waits.
    pub ahead_count: u32,
    /// There are more hits than were listed (더 불러오기).
    pub has_more: bool,
    /// Part of what is shown comes from an earlier answer of this age.
    #[ts(type = "number | null")]
    pub kept_from_ms: Option<i64>,
    /// When what is shown was true; none while nothing is.
    #[ts(type = "number | null")]
    pub as_of_ms: Option<i64>,
    /// It was still running when the app ended, and goes on now.
    pub resumed: bool,
    /// When it was asked.
    #[ts(type = "number")]
    pub created_at_ms: i64,
    /// When it ended.
    #[ts(type = "number | null")]
    pub finished_at_ms: Option<i64>,
}

/// A query in parts, for the card's sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct QueryEcho {
    /// The text as it was sent.
    pub text: String,
    /// Title, or empty.
    pub title: String,
    /// Publisher, or empty.
    pub publisher: String,
    /// Author, or empty.
    pub author: String,
    /// ISBN, or empty.
    pub isbn: String,
}

/// A book that a search found.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Hit {
    /// Id of this hit.
    #[ts(type = "number")]
    pub id: i64,
    /// The search.
    #[ts(type = "number")]
    pub search_id: i64,
    /// 0-based place in the catalogue's order.
    pub position: u32,
    /// The catalogue's own number of the record.
    pub cid: String,
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Publisher.
    pub publisher: String,
    /// Year.
    pub year: String,
    /// Kind of material in the library's words, e.g. 동양서단행본.
    pub material_type: String,
    /// Where the list says it stands, per branch.
    pub branches: Vec<Branch>,
    /// Whether its copies are known.
    pub copies_state: CopiesState,
    /// Why the copies are not known.
    pub copies_code: Option<ErrorCode>,
    /// The copies, once checked.
    pub copies: Vec<Copy>,
    /// When the copies were read.
    #[ts(type = "number | null")]
    pub copies_at_ms: Option<i64>,
    /// The catalogue names a picture of its cover.
    pub has_cover: bool,
}

/// Whether the copies of a hit are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum CopiesState {
    /// Nobody asked yet.
    Unplanned,
    /// Asked for, not there yet.
    Planned,
    /// Known (an empty list means the library records none).
    Checked,
    /// Could not be checked.
    Failed,
}

/// What a hit list says about one branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Branch {
    /// Name.
    pub name: String,
    /// Call number (청구기호).
    pub call_number: String,
    /// What the status means.
    pub status: Status,
    /// The status in the library's words.
    pub raw_status: String,
}

/// One copy (소장).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Copy {
    /// Registration number (등록번호).
    pub registration_number: String,
    /// The branch it belongs to, or empty: many libraries name it in the location.
    pub branch: String,
    /// Where it stands: room and floor in the library's words.
    pub location: String,
    /// Call number (청구기호).
    pub call_number: String,
    /// What the status means.
    pub status: Status,
    /// The status in the library's words.
    pub raw_status: String,
    /// Due date as `YYYY-MM-DD`, when the text is one.
    pub due: Option<String>,
    /// The due cell in the library's words.
    pub raw_due: String,
}

/// What a status text means; anything not understood is `unknown` and shown verbatim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum Status {
    /// Can be borrowed now.
    Available,
    /// Somebody has it.
    OnLoan,
    /// Somebody waits for it.
    Reserved,
    /// In the library only, or not at all.
    NotForLoan,
    /// Being processed.
    InProcess,
    /// Not found on the shelf.
    Missing,
    /// Taken out of the collection.
    Withdrawn,
    /// A text nobody knows yet.
    Unknown,
}

/// Why something could not be checked. The page branches on these and chooses the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No route, no name, connection refused or reset.
    Network,
    /// No answer in time.
    Timeout,
    /// The certificate or the handshake was refused.
    Tls,
    /// A 4xx or 5xx status.
    Upstream,
    /// A gate that says no: 403, 429, a redirect loop, a portal of another host.
    Blocked,
    /// The site asks for a log-in.
    LogIn,
    /// Status 200 with an error page.
    ErrorPage,
    /// The page ends in the middle.
    CutPage,
    /// The page is not one this version can read.
    LayoutUnknown,
    /// The bytes are no text in any charset they may be in.
    Decode,
    /// Larger than any catalogue page.
    TooLarge,
    /// The practice library's or library's address is not known on this device.
    NoAddress,
    /// The job crashed or ran over its time.
    Crashed,
}

/// A message to show: what a click on a notification asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Target {
    /// The room.
    #[ts(type = "number")]
    pub room_id: i64,
    /// The message in it.
    #[ts(type = "number")]
    pub message_id: i64,
}

/// A room with its latest messages; the answer of `open_room`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RoomView {
    /// The room.
    pub room: Room,
    /// Up to 200 messages, oldest first.
    pub messages: Vec<Message>,
    /// The searches these messages show.
    pub searches: Vec<Search>,
    /// The first 10 hits of each of these searches.
    pub hits: Vec<Hit>,
    /// There are older messages.
    pub has_older: bool,
}

/// What became of a text; the answer of `send_message`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Sent {
    /// The messages written.
    pub messages: Vec<Message>,
    /// The search started.
    pub search: Option<Search>,
    /// The same question is being answered already: its card.
    #[ts(type = "number | null")]
    pub running_message_id: Option<i64>,
}

/// Something changed. The one event of the shell, `change`.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// A message was written.
    Message {
        /// It.
        message: Message,
    },
    /// A room changed (its unseen count, or it is new).
    Room {
        /// It.
        room: Room,
    },
    /// A search moved on; `hits` are those that are new or changed.
    Search {
        /// The search as it is now.
        search: Search,
        /// New or changed hits.
        hits: Vec<Hit>,
        /// Hits that a refresh did not find again.
        #[ts(type = "number[]")]
        gone_hit_ids: Vec<i64>,
    },
    /// Storing does not work any more, or works again (none).
    Trouble {
        /// Why.
        trouble: Option<Trouble>,
    },
    /// The person paused everything, or had it go on (none).
    Pause {
        /// Since when.
        #[ts(type = "number | null")]
        paused_since_ms: Option<i64>,
    },
    /// The person emptied or left a room: its messages and their searches are gone.
    Cleared {
        /// Which.
        #[ts(type = "number")]
        room_id: i64,
        /// The room as it is now; none when the person has left it.
        room: Option<Room>,
    },
    /// The person set something.
    Settings {
        /// As they are now.
        settings: Settings,
    },
    /// What the person keeps changed: ask for it again.
    Saved,
    /// Show this message: a notification was clicked.
    Open {
        /// Where.
        target: Target,
    },
    /// Events were missed: list and rebuild.
    Resync,
}

/// A command's failure. The page branches on `code`; `message` is for the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CommandError {
    /// What the page can do about it.
    pub code: CommandErrorCode,
    /// English, for developers.
    pub message: String,
}

/// What went wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CommandErrorCode {
    /// No such room, search or library (any more).
    NotFound,
    /// The data folder is full.
    DiskFull,
    /// The data folder cannot be used: the engine could not start.
    Storage,
    /// The data was written by a newer version.
    NewerData,
    /// An address that is not the library's.
    NotAllowed,
    /// Anything else.
    Internal,
}
