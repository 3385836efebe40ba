//! A library at an address: what can be asked of it and how its answers are read.

use std::sync::Arc;

use url::Url;

use crate::{
    CopiesRoute, Copy, Detail, Library, ListPage, PageError, Query, System, solars::Solars,
};

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Everything is in the address.
    Get,
    /// The form is the body, `application/x-www-form-urlencoded`.
    Post,
}

/// One request to a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How it is sent.
    pub method: Method,
    /// Where it goes, already percent-encoded.
    pub url: Url,
    /// The body's fields in order; empty for [`Method::Get`].
    pub form: Vec<(String, String)>,
}

/// A library at an address. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Catalogue {
    library: Arc<Library>,
    base: Url,
}

impl Catalogue {
    /// The library, asked at `base`: its own address, or another one for practice and measuring. Paths are looked up
    /// below `base`; its query and fragment are ignored.
    pub fn new(library: Arc<Library>, base: Url) -> Self {
        let base = folder(base);
        Self { library, base }
    }

    /// The library.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The address requests go to; its path ends with `/`.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Asks for one page of results, counted from 1, with the library's page size.
    pub fn list_request(&self, query: &Query, page: u32) -> Request {
        self.solars().list_request(query, page)
    }

    /// Asks for the copies of a record; all requests together are the answer.
    ///
    /// [`CopiesRoute::PerBranch`] makes one request for each of the first 20 different branch codes, and one without a code
    /// if none is known; the other routes always make one.
    pub fn copies_requests(
        &self,
        cid: &str,
        branch_codes: &[String],
        route: CopiesRoute,
    ) -> Vec<Request> {
        self.solars().copies_requests(cid, branch_codes, route)
    }

    /// Asks for the full description of a record.
    pub fn detail_request(&self, cid: &str) -> Request {
        self.solars().detail_request(cid)
    }

    /// The library's own page of results, for people.
    pub fn list_url(&self, query: &Query) -> Url {
        self.solars().list_url(query)
    }

    /// The library's own page of a record, for people.
    pub fn book_url(&self, cid: &str) -> Url {
        self.detail_request(cid).url
    }

    /// Whether the address belongs to this library and may be fetched or opened: https, or http if the library is asked
    /// over http itself; its host, or one of `allowed_hosts` unless it is asked at another address than its own; and the
    /// same port. The standard ports of http and https count as the same one, since libraries moved from http to https
    /// (catalogs.md 7). An address with a user name or password does not.
    pub fn allows(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else {
            return false;
        };
        let scheme_fits =
            url.scheme() == "https" || (url.scheme() == "http" && self.base.scheme() == "http");
        let hosts = &self.library.allowed_hosts;
        let is_other_host = || hosts.iter().any(|allowed| allowed == host);
        scheme_fits
            && url.username().is_empty()
            && url.password().is_none()
            && (Some(host) == self.base.host_str() || (self.is_at_home() && is_other_host()))
            && (url.port() == self.base.port()
                || url.port_or_known_default() == self.base.port_or_known_default())
    }

    /// Whether the library is asked at its own address.
    fn is_at_home(&self) -> bool {
        let own = self.library.base_url.clone().map(folder);
        own.as_ref() == Some(&self.base)
    }

    /// Reads a page of results. `hits` is empty when the catalogue has none.
    ///
    /// # Errors
    /// [`PageError`] when the page is not a complete page of results.
    pub fn read_list(&self, html: &str) -> Result<ListPage, PageError> {
        self.solars().read_list(html)
    }

    /// Reads an answer about copies; empty when the record has none.
    ///
    /// # Errors
    /// [`PageError`] when the answer is not a complete table of copies.
    pub fn read_copies(&self, html: &str) -> Result<Vec<Copy>, PageError> {
        self.solars().read_copies(html)
    }

    /// Reads the page of a record.
    ///
    /// # Errors
    /// [`PageError`] when the page is not a complete description of a record.
    pub fn read_detail(&self, html: &str) -> Result<Detail, PageError> {
        self.solars().read_detail(html)
    }

    /// The only system so far; a second one turns this into a choice.
    fn solars(&self) -> Solars<'_> {
        match self.library.system {
            System::Solars => Solars {
                library: &self.library,
                base: &self.base,
            },
        }
    }
}

/// The address as a folder that paths are looked up in.
fn folder(mut url: Url) -> Url {
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    url
}
