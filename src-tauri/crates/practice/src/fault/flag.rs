//! How faults are spelled in the command's `--fault` flag, read and written.

use std::fmt;
use std::str::FromStr;

use super::{Fault, On, What};

/// A fault flag that says nothing this library can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// Not `KIND:WHAT[:TIMES]`.
    #[error("{0:?} is no fault: write KIND:WHAT or KIND:WHAT:TIMES")]
    Shape(String),
    /// An unknown kind of request.
    #[error("{0:?} is no kind of request: all, list, detail, copies, cover or home")]
    Kind(String),
    /// An unknown fault, or one with wrong numbers.
    #[error(
        "{0:?} is no fault: status=CODE, busy=CODE/SECONDS, reset, hang, drip=MS[/BYTES], cut, empty, renamed, error-page, \
         login, portal, loop, cookie-gate, euc-kr, stray-byte, too-large, no-copies, many-copies, many-hits, same-page, \
         not-a-table, simple-gone or full-gone"
    )]
    What(String),
}

impl FromStr for Fault {
    type Err = FaultError;

    /// Reads `KIND:WHAT[:TIMES]`, for example `copies:busy=503/2:3` or `all:cookie-gate`.
    fn from_str(text: &str) -> Result<Fault, FaultError> {
        let shape = || FaultError::Shape(text.to_owned());
        let (kind, rest) = text.split_once(':').ok_or_else(shape)?;
        let (what, times) = match rest.split_once(':') {
            Some((what, times)) => (what, Some(times.parse().map_err(|_| shape())?)),
            None => (rest, None),
        };
        let on = match kind {
            "all" => On::All,
            kind => On::Only(
                kind.parse()
                    .map_err(|()| FaultError::Kind(kind.to_owned()))?,
            ),
        };
        Ok(Fault {
            on,
            what: what.parse()?,
            times,
        })
    }
}

impl FromStr for What {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<What, FaultError> {
        let (name, numbers) = text.split_once('=').unwrap_or((text, ""));
        read_what(name, numbers).ok_or_else(|| FaultError::What(text.to_owned()))
    }
}

fn read_what(name: &str, numbers: &str) -> Option<What> {
    let plain = |what| numbers.is_empty().then_some(what);
    match name {
        "status" => Some(What::Status(status(numbers)?)),
        "busy" => {
            let (code, seconds) = numbers.split_once('/')?;
            Some(What::Busy {
                status: status(code)?,
                retry_after: seconds.parse().ok()?,
            })
        }
        "drip" => match numbers.split_once('/') {
            Some((pause, bytes)) => Some(What::Drip {
                pause_ms: pause.parse().ok()?,
                bytes: Some(bytes.parse().ok()?),
            }),
            None => Some(What::Drip {
                pause_ms: numbers.parse().ok()?,
                bytes: None,
            }),
        },
        "reset" => plain(What::Reset),
        "hang" => plain(What::Hang),
        "cut" => plain(What::CutPage),
        "empty" => plain(What::EmptyPage),
        "renamed" => plain(What::RenamedClasses),
        "error-page" => plain(What::ErrorPage),
        "login" => plain(What::LogIn),
        "portal" => plain(What::Portal),
        "loop" => plain(What::RedirectLoop),
        "cookie-gate" => plain(What::CookieGate),
        "euc-kr" => plain(What::EucKr),
        "stray-byte" => plain(What::StrayByte),
        "too-large" => plain(What::TooLarge),
        "no-copies" => plain(What::NoCopies),
        "many-copies" => plain(What::ManyCopies),
        "many-hits" => plain(What::ManyHits),
        "same-page" => plain(What::SamePage),
        "not-a-table" => plain(What::NotATable),
        "simple-gone" => plain(What::SimpleGone),
        "full-gone" => plain(What::FullGone),
        _ => None,
    }
}

/// An HTTP status that may end an exchange (200 to 599).
fn status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|code| (200..600).contains(code))
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.on {
            On::All => write!(out, "all:{}", self.what)?,
            On::Only(kind) => write!(out, "{kind}:{}", self.what)?,
        }
        self.times.map_or(Ok(()), |times| write!(out, ":{times}"))
    }
}

impl fmt::Display for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            What::Status(code) => return write!(out, "status={code}"),
            What::Busy {
                status,
                retry_after,
            } => return write!(out, "busy={status}/{retry_after}"),
            What::Drip {
                pause_ms,
                bytes: Some(bytes),
            } => return write!(out, "drip={pause_ms}/{bytes}"),
            What::Drip {
                pause_ms,
                bytes: None,
            } => return write!(out, "drip={pause_ms}"),
            What::Reset => "reset",
            What::Hang => "hang",
            What::CutPage => "cut",
            What::EmptyPage => "empty",
            What::RenamedClasses => "renamed",
            What::ErrorPage => "error-page",
            What::LogIn => "login",
            What::Portal => "portal",
            What::RedirectLoop => "loop",
            What::CookieGate => "cookie-gate",
            What::EucKr => "euc-kr",
            What::StrayByte => "stray-byte",
            What::TooLarge => "too-large",
            What::NoCopies => "no-copies",
            What::ManyCopies => "many-copies",
            What::ManyHits => "many-hits",
            What::SamePage => "same-page",
            What::NotATable => "not-a-table",
            What::SimpleGone => "simple-gone",
            What::FullGone => "full-gone",
        };
        out.write_str(name)
    }
}
