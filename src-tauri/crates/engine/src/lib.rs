//! 책벗 without a window: rooms and messages, searches as durable jobs, crawling, results, events.
//!
//! Everything the product does runs here, headless. The window and the terminal only translate: they call [`Engine`],
//! listen to its [`wire::Change`]s and show them. The database is the truth; a change that was missed costs nothing but
//! a look at it.
//!
//! `chat` and `search` decide, `jobs` fetch and store, `crawl` is the only way out, `store` the only SQL.

mod alerts;
mod card;
mod chat;
mod check;
mod code;
mod convert;
mod covers;
mod crawl;
mod engine;
mod error;
mod everyone;
mod export;
mod folder;
mod id;
mod jobs;
mod local_time;
mod log;
mod network;
mod notification;
mod options;
mod peek;
mod queue_view;
mod quiet;
mod report;
mod saved;
mod search;
mod sent;
mod settings;
mod shared;
mod store;
mod tell;
mod terminal;
mod trouble;
mod watch;
pub mod wire;
mod work;
mod worker;

pub use alerts::ALERTS;
pub use card::Card;
pub use catalog::MAX_QUERY_CHARS;
pub use chat::GUIDE_WORDS;
pub use covers::{Cover, MediaType};
pub use crawl::page_text;
pub use engine::{Engine, Options};
pub use error::Error;
pub use everyone::{EVERYONE, asked as asked_by_everyone};
pub use export::Export;
pub use folder::{DATA_DIR_VARIABLE, IDENTIFIER, data_dir, prepare as prepare_folder};
pub use id::{HitId, MessageId, RoomId, SearchId, WatchId};
pub use local_time::{UtcOffset, WallTime};
pub use log::{Log, start_log};
pub use network::{Network, SystemNetwork};
pub use notification::{Alert, Ended, News, Notification, Unseen};
pub use options::{Amount, COPIES_LIMIT, HIT_LIMIT, SearchOptions};
pub use peek::{Looks, Peek, read_looks, read_queue};
pub use queue::{Clock, JobRow, Kind, SystemClock};
pub use store::pages::ListedPage;
pub use terminal::{AskError, Inquiry};
pub use work::job_kinds;
