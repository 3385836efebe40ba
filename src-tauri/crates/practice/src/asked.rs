//! What a request asks for: its place in the catalogue, and the parameters of catalogs.md 1.3 and 1.5 it carries.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::{Method, Uri};
use serde::{Deserialize, Serialize};

use crate::cover;

/// What sort of answer a request wants. Delays, faults, the gate and the log speak of requests by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page of the result list.
    List,
    /// The page of one record.
    Detail,
    /// The copies of one record, over any of the three routes.
    Copies,
    /// The picture of a cover.
    Cover,
    /// The front page, for people.
    Home,
    /// A request that [`crate::What::CookieGate`] sent back for its cookie. Only in the log: the repeated request is written
    /// down under its own kind.
    Gate,
    /// The log-in page, and addresses this library does not know.
    Other,
}

impl Kind {
    /// The name in the log and in the flag of the command.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::List => "list",
            Kind::Detail => "detail",
            Kind::Copies => "copies",
            Kind::Cover => "cover",
            Kind::Home => "home",
            Kind::Gate => "gate",
            Kind::Other => "other",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = ();

    /// Reads the kinds that a fault can be set on.
    fn from_str(text: &str) -> Result<Kind, ()> {
        [
            Kind::List,
            Kind::Detail,
            Kind::Copies,
            Kind::Cover,
            Kind::Home,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .ok_or(())
    }
}

/// The addresses this library answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Home,
    ResultList,
    CopiesSimple,
    CopiesFull,
    CopiesPerBranch,
    Detail,
    Cover(u64),
    LogIn,
    Unknown,
}

impl Place {
    fn of(path: &str) -> Place {
        match path {
            "/" | "/index.ax" => Place::Home,
            "/search/Search.Result.ax" => Place::ResultList,
            "/search/ItemDetailSimple.axa" => Place::CopiesSimple,
            "/search/ItemDetail.axa" => Place::CopiesFull,
            "/common/AjaxHtmlGenerator.ax" => Place::CopiesPerBranch,
            "/search/DetailView.ax" => Place::Detail,
            "/login.ax" => Place::LogIn,
            _ => Place::cover(path).unwrap_or(Place::Unknown),
        }
    }

    /// Below the folder whose name real catalogues use, since readers know covers by it (catalogs.md 1.4).
    fn cover(path: &str) -> Option<Place> {
        let name = path.strip_prefix("/Thumbnail/")?;
        cover::cid_of(name).map(Place::Cover)
    }

    fn kind(self) -> Kind {
        match self {
            Place::Home => Kind::Home,
            Place::ResultList => Kind::List,
            Place::CopiesSimple | Place::CopiesFull | Place::CopiesPerBranch => Kind::Copies,
            Place::Detail => Kind::Detail,
            Place::Cover(_) => Kind::Cover,
            Place::LogIn | Place::Unknown => Kind::Other,
        }
    }
}

/// One request, read.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) place: Place,
    pub(crate) kind: Kind,
    /// Whether the request carries the cookie that the cookie gate hands out.
    pub(crate) has_cookie: bool,
    parameters: HashMap<String, String>,
}

/// The cookie of the gate, as its only spelling `name=value`.
pub(crate) const GATE_COOKIE: &str = "__verified=practice";

impl Asked {
    /// Reads a request: parameters from the query of a GET, from the form of a POST. A body that is no form is no parameters.
    pub(crate) async fn read(request: Request) -> Asked {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let place = Place::of(uri.path());
        let cookies = request
            .headers()
            .get_all("cookie")
            .iter()
            .filter_map(|value| value.to_str().ok());
        let has_cookie = cookies
            .flat_map(|line| line.split(';'))
            .any(|cookie| cookie.trim() == GATE_COOKIE);
        let parameters = match Form::<HashMap<String, String>>::from_request(request, &()).await {
            Ok(Form(parameters)) => parameters,
            Err(_not_a_form) => HashMap::new(),
        };
        Asked {
            method,
            uri,
            place,
            kind: place.kind(),
            has_cookie,
            parameters,
        }
    }

    /// A parameter, when it is there and not blank.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.parameters
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The content number, when it is one.
    pub(crate) fn cid(&self) -> Option<u64> {
        self.text("cid")?.parse().ok()
    }

    /// The 1-based page; what is no page is the first one.
    pub(crate) fn page(&self) -> usize {
        self.text("page")
            .and_then(|page| page.parse().ok())
            .filter(|page| *page > 0)
            .unwrap_or(1)
    }

    /// Hits on a page: 1 to 100, as the form of the recorded page offers at most; 10 when nothing usable is asked.
    pub(crate) fn page_size(&self) -> usize {
        self.text("pageSize")
            .and_then(|size| size.parse().ok())
            .filter(|size| *size > 0)
            .unwrap_or(10)
            .min(100)
    }
}
