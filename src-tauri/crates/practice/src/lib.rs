//! The practice library (체험 도서관): a small library catalogue on loopback that speaks the `.ax` wire of catalogs.md 1.
//!
//! It is the app's offline friend and the other end of every test: the books are real titles, everything about their copies
//! is made up from the record number. Faults can be switched on ([`Fault`]), answers can be held ([`Gate`]), and the
//! last 10,000 requests are written down ([`Seen`]). The command `practice-library` also shows them to other processes
//! ([`Practice::start_with_desk`]); a library held by an app does not.
//!
//! * `books`, `query`, `copies`, `lending` - what the library owns, how a question finds it, and what is lent meanwhile
//! * `markup` - the pages, in the recorded structure; `cover`, `png` - the pictures in them
//! * `fault`, `answer`, `line` - what goes wrong on the wire, and how
//! * `asked`, `gate`, `log`, `shop`, `practice` - one request's way through the server

mod answer;
mod asked;
mod books;
mod copies;
mod cover;
mod fault;
mod gate;
mod lending;
mod line;
mod log;
mod markup;
mod png;
mod practice;
mod query;
mod shop;

pub use asked::Kind;
pub use fault::{Fault, FaultError, On, What};
pub use gate::Gate;
pub use lending::Lending;
pub use log::Seen;
pub use practice::{Delays, Options, Practice};
