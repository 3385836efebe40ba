//! What can go wrong: faults to switch on, for tests, demonstrations and the command's `--fault` flag.

mod flag;

pub use flag::FaultError;

use crate::asked::{Asked, Kind, Place};
use crate::lending::Lending;

/// One fault. Faults are looked at in their order: the first one that fits a request decides how the answer goes wrong;
/// faults that only change the data ([`What::ManyHits`], [`What::ManyCopies`], [`What::NoCopies`], [`What::SamePage`]) apply
/// besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which requests it hits.
    pub on: On,
    /// What happens to them.
    pub what: What,
    /// How many requests it hits before it is over; `None` = all.
    pub times: Option<u32>,
}

/// The requests a fault hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Everything but the log-in page and unknown addresses.
    All,
    /// Requests of one kind.
    Only(Kind),
}

impl From<Kind> for On {
    fn from(kind: Kind) -> On {
        On::Only(kind)
    }
}

/// What goes wrong. The words in `code` are the spelling of the `--fault` flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An HTTP error status and a short page. `status=500`
    Status(u16),
    /// A status (429, 503) with `Retry-After` in seconds. `busy=503/2`
    Busy {
        /// The HTTP status.
        status: u16,
        /// Seconds in `Retry-After`.
        retry_after: u32,
    },
    /// Half of the promised body, then the connection is reset. `reset`
    Reset,
    /// No answer, ever. `hang`
    Hang,
    /// A byte at a time. `drip=20` never ends (after the page come blanks); `drip=20/100` sends 100 bytes so, then the rest.
    Drip {
        /// Milliseconds between two bytes.
        pause_ms: u64,
        /// Bytes that drip before the rest comes at once; `None` = for ever.
        bytes: Option<usize>,
    },
    /// The first half of the page, as if it were all. `cut`
    CutPage,
    /// 200 without a byte. `empty`
    EmptyPage,
    /// The page with other class names and ids, and without tables: a layout nobody knows. `renamed`
    RenamedClasses,
    /// The system's error page (오류발생) with status 200 (catalogs.md 1.2). `error-page`
    ErrorPage,
    /// Redirect to a log-in page with a password form. `login`
    LogIn,
    /// Redirect to another port, where a portal answers everything with 200. `portal`
    Portal,
    /// Redirect to the same address, for ever. `loop`
    RedirectLoop,
    /// Requests without the gate's cookie are sent back to fetch it (catalogs.md 1.2); a POST comes back as a GET, without its
    /// form, as redirects do. Counts only requests without the cookie. `cookie-gate`
    CookieGate,
    /// EUC-KR bytes under a UTF-8 header. `euc-kr`
    EucKr,
    /// The page with one byte in it that is no UTF-8. `stray-byte`
    StrayByte,
    /// The page and blanks after it, more than 9 MB in chunks, without a promised length. `too-large`
    TooLarge,
    /// Copies pages whose table has no `tbody` (catalogs.md 1.5). `no-copies`
    NoCopies,
    /// 200 copies of every record. `many-copies`
    ManyCopies,
    /// 500 hits for every question. `many-hits`
    ManyHits,
    /// The first page of the list, whatever page is asked for. `same-page`
    SamePage,
    /// A sentence that the session has ended, where the copies should be. `not-a-table`
    NotATable,
    /// `ItemDetailSimple.axa` is gone (404). `simple-gone`
    SimpleGone,
    /// `ItemDetail.axa` is gone (404). `full-gone`
    FullGone,
}

/// Copies of a record under [`What::ManyCopies`].
const MANY_COPIES: usize = 200;
/// Hits of a question under [`What::ManyHits`].
const MANY_HITS: usize = 500;

/// What the faults do to one request.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drawn {
    /// How the answer goes wrong, if it does.
    pub(crate) what: Option<What>,
    /// So many hits, whatever was asked.
    pub(crate) hits: Option<usize>,
    /// So many copies, whatever the record.
    pub(crate) copies: Option<usize>,
    /// The first page, whatever page is asked for.
    pub(crate) same_page: bool,
    /// How it stands with the copies of the record, if that was changed.
    pub(crate) lending: Option<Lending>,
}

/// Applies the faults to one request and counts the ones that hit it.
pub(crate) fn draw(faults: &mut [Fault], asked: &Asked) -> Drawn {
    let mut drawn = Drawn::default();
    for fault in faults
        .iter_mut()
        .filter(|fault| fault.times != Some(0) && fault.hits(asked))
    {
        match fault.what {
            What::NoCopies if drawn.copies.is_none() => drawn.copies = Some(0),
            What::ManyCopies if drawn.copies.is_none() => drawn.copies = Some(MANY_COPIES),
            What::ManyHits if drawn.hits.is_none() => drawn.hits = Some(MANY_HITS),
            What::SamePage if !drawn.same_page => drawn.same_page = true,
            What::NoCopies | What::ManyCopies | What::ManyHits | What::SamePage => continue,
            what if drawn.what.is_none() => drawn.what = Some(what),
            _ => continue,
        }
        fault.times = fault.times.map(|times| times - 1);
    }
    drawn
}

impl Fault {
    /// A fault that lasts until other faults are set.
    pub fn new(on: impl Into<On>, what: What) -> Fault {
        Fault {
            on: on.into(),
            what,
            times: None,
        }
    }

    /// A fault on every kind of request, until other faults are set.
    pub fn everywhere(what: What) -> Fault {
        Fault::new(On::All, what)
    }

    /// The same fault, over after it has hit `times` requests.
    #[must_use]
    pub fn times(self, times: u32) -> Fault {
        Fault {
            times: Some(times),
            ..self
        }
    }

    fn hits(&self, asked: &Asked) -> bool {
        let meant = match self.on {
            On::All => asked.kind != Kind::Other,
            On::Only(kind) => asked.kind == kind,
        };
        meant
            && match self.what {
                What::CookieGate => !asked.has_cookie,
                What::SimpleGone => asked.place == Place::CopiesSimple,
                What::FullGone => asked.place == Place::CopiesFull,
                What::NoCopies | What::ManyCopies => {
                    asked.kind == Kind::Copies || asked.kind == Kind::List
                }
                What::NotATable => asked.kind == Kind::Copies,
                What::ManyHits | What::SamePage => asked.kind == Kind::List,
                _ => true,
            }
    }
}
