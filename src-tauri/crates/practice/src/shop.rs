//! One request's way: read, written down, held, delayed, answered.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use tokio_util::sync::CancellationToken;

use crate::answer::{self, Drip};
use crate::asked::{Asked, Kind, Place};
use crate::books::books;
use crate::copies::{BRANCHES, Copy, copies_of};
use crate::cover;
use crate::fault::{self, Drawn, Fault, What};
use crate::gate::Gate;
use crate::lending::Lendings;
use crate::line::Line;
use crate::log::{InFlight, Log};
use crate::markup::{self, ListPage};
use crate::practice::Delays;
use crate::query;

/// Everything a request meets.
pub(crate) struct Shop {
    pub(crate) log: Log,
    pub(crate) gate: Gate,
    pub(crate) faults: Mutex<Vec<Fault>>,
    pub(crate) delays: Mutex<Delays>,
    pub(crate) lendings: Mutex<Lendings>,
    /// Where the captive portal answers.
    pub(crate) portal: String,
    pub(crate) stopped: CancellationToken,
}

/// What an answer needs besides the request: its connection and its place in the log.
struct Exchange {
    line: Line,
    flight: InFlight,
}

impl Shop {
    /// Answers one request; when the library stops meanwhile, the connection is reset.
    pub(crate) async fn answer(&self, line: Line, request: Request) -> Response {
        let served = self
            .stopped
            .run_until_cancelled(self.serve(line.clone(), request))
            .await;
        served.unwrap_or_else(|| answer::gone(&line))
    }

    async fn serve(&self, line: Line, request: Request) -> Response {
        let asked = Asked::read(request).await;
        let mut drawn = fault::draw(&mut lock(&self.faults), &asked);
        if drawn.what == Some(What::CookieGate) {
            let mut flight = self.log.begin(Kind::Gate, &asked);
            flight.answering(StatusCode::FOUND.as_u16());
            return answer::cookie_gate(&asked);
        }
        let flight = self.log.begin(asked.kind, &asked);
        self.gate.pass(asked.kind).await;
        // As it stands when the answer is written, not when it was asked.
        drawn.lending = asked
            .cid()
            .and_then(|cid| lock(&self.lendings).get(&cid).copied());
        let delay = lock(&self.delays).of(asked.kind);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let exchange = Exchange { line, flight };
        match drawn.what {
            Some(what) => self.go_wrong(&asked, drawn, what, exchange).await,
            None if let Place::Cover(cid) = asked.place => {
                exchange.over(answer::png(cover::draw(cid)))
            }
            None => {
                let (status, page) = catalogue_page(&asked, drawn);
                exchange.over(answer::html(status, page))
            }
        }
    }

    async fn go_wrong(
        &self,
        asked: &Asked,
        drawn: Drawn,
        what: What,
        mut exchange: Exchange,
    ) -> Response {
        let page = || catalogue_page(asked, drawn).1;
        let answer = match what {
            What::Status(code) => answer::html(status(code), markup::message_page(code)),
            What::Busy {
                status: code,
                retry_after,
            } => answer::busy(status(code), markup::message_page(code), retry_after),
            What::SimpleGone | What::FullGone => {
                answer::html(StatusCode::NOT_FOUND, markup::message_page(404))
            }
            What::Reset => answer::reset(&exchange.line, page()),
            What::Hang => std::future::pending().await,
            What::Drip { pause_ms, bytes } => {
                exchange.flight.answering(StatusCode::OK.as_u16());
                let (page, pause) = (Bytes::from(page()), Duration::from_millis(pause_ms));
                return Drip {
                    page,
                    pause,
                    bytes,
                    flight: exchange.flight,
                    stopped: self.stopped.clone(),
                }
                .into_answer();
            }
            What::CutPage => answer::cut(page()),
            What::EmptyPage => answer::html(StatusCode::OK, ""),
            What::RenamedClasses => answer::html(StatusCode::OK, markup::rename_classes(&page())),
            What::ErrorPage => answer::html(StatusCode::OK, markup::error_page()),
            What::LogIn => answer::redirect("/login.ax"),
            What::Portal => answer::redirect(&self.portal),
            What::RedirectLoop => answer::redirect(&asked.uri.to_string()),
            What::CookieGate => answer::cookie_gate(asked),
            What::EucKr => answer::euc_kr(&page()),
            What::StrayByte => answer::stray_byte(page()),
            What::TooLarge => match asked.place {
                Place::Cover(cid) => answer::too_large(cover::draw(cid)),
                _ => answer::too_large(page()),
            },
            What::NotATable => answer::html(StatusCode::OK, markup::session_ended()),
            // Changes of the data are in the page already.
            What::NoCopies | What::ManyCopies | What::ManyHits | What::SamePage => {
                answer::html(StatusCode::OK, page())
            }
        };
        exchange.over(answer)
    }
}

impl Exchange {
    /// Writes the answer down as given.
    fn over(mut self, answer: Response) -> Response {
        self.flight.answering(answer.status().as_u16());
        answer
    }
}

/// The page a request deserves. A request without a content number where one is needed gets the system's error page.
fn catalogue_page(asked: &Asked, drawn: Drawn) -> (StatusCode, String) {
    if asked.method != Method::GET && asked.place != Place::CopiesSimple {
        return (StatusCode::METHOD_NOT_ALLOWED, markup::message_page(405));
    }
    let page = match asked.place {
        Place::Home => Some(markup::front_page(books().all.len())),
        Place::ResultList => Some(result_list(asked, drawn)),
        Place::CopiesSimple => copies(asked, drawn).map(|copies| markup::simple_table(&copies)),
        Place::CopiesFull => {
            copies(asked, drawn).map(|copies| markup::full_tables(&copies, &BRANCHES))
        }
        Place::CopiesPerBranch => copies_per_branch(asked, drawn),
        Place::Detail => asked
            .cid()
            .and_then(|cid| books().find(cid))
            .map(markup::detail_page),
        Place::LogIn => Some(markup::log_in_page()),
        // Where a picture goes wrong, its place is taken by a page.
        Place::Cover(_) => Some(markup::message_page(200)),
        Place::Unknown => return (StatusCode::NOT_FOUND, markup::message_page(404)),
    };
    (StatusCode::OK, page.unwrap_or_else(markup::error_page))
}

fn result_list(asked: &Asked, drawn: Drawn) -> String {
    let q = asked.text("q").unwrap_or_default();
    let hits = drawn
        .hits
        .map_or_else(|| query::find(books(), q), |count| books().numbered(count));
    markup::list_page(&ListPage {
        q,
        hits: &hits,
        page: if drawn.same_page { 1 } else { asked.page() },
        page_size: asked.page_size(),
        copies: drawn.copies,
    })
}

/// The copies of the record that is asked for; a number without a record has none.
fn copies(asked: &Asked, drawn: Drawn) -> Option<Vec<Copy>> {
    let cid = asked.cid()?;
    let copies = books()
        .find(cid)
        .map_or_else(Vec::new, |book| copies_of(cid, book, drawn.copies));
    Some(match drawn.lending {
        Some(lending) => lending.of(copies),
        None => copies,
    })
}

/// The include of catalogs.md 1.5; it serves the table of copies only. Without a branch code it is the table of all branches.
fn copies_per_branch(asked: &Asked, drawn: Drawn) -> Option<String> {
    asked
        .text("targetUrl")
        .filter(|target| *target == "search/ItemDetail.axa")?;
    let copies = copies(asked, drawn)?;
    let code = asked.text("branchCode");
    Some(markup::full_tables(
        &copies,
        BRANCHES
            .iter()
            .filter(|branch| code.is_none_or(|code| code == branch.code)),
    ))
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Locks; what a panicking holder left behind is whole, because every change is one assignment.
pub(crate) fn lock<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
