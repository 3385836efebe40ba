//! Requests and addresses (catalogs.md 1.3, 1.5, 1.7).

use url::Url;

use super::Solars;
use crate::{CopiesRoute, Method, Query, Request, query::plain};

const LIST: &str = "search/Search.Result.ax";
const DETAIL: &str = "search/DetailView.ax";
const COPIES_SIMPLE: &str = "search/ItemDetailSimple.axa";
const COPIES_FULL: &str = "search/ItemDetail.axa";
const COPIES_PER_BRANCH: &str = "common/AjaxHtmlGenerator.ax";

/// Most branches asked about one record. The codes come from a page, and each one is a request: a broken page, or a hostile
/// one, must not turn one book into hundreds of them. No hit with more than a few branches is known (catalogs.md 1.4).
const MAX_BRANCHES: usize = 20;

impl Solars<'_> {
    pub(crate) fn list_request(self, query: &Query, page: u32) -> Request {
        let mut url = self.list_url(query);
        url.query_pairs_mut()
            .append_pair("page", &page.max(1).to_string())
            .append_pair("pageSize", &self.library.page_size.to_string());
        get(url)
    }

    pub(crate) fn list_url(self, query: &Query) -> Url {
        let q = terms(query);
        self.url(
            LIST,
            &[
                ("sid", &self.library.service_id),
                ("q", &q),
                ("mf", "true"),
                ("qt", &q),
            ],
        )
    }

    pub(crate) fn detail_request(self, cid: &str) -> Request {
        get(self.url(DETAIL, &[("sid", &self.library.service_id), ("cid", cid)]))
    }

    pub(crate) fn copies_requests(
        self,
        cid: &str,
        branch_codes: &[String],
        route: CopiesRoute,
    ) -> Vec<Request> {
        let sid = self.library.service_id.as_str();
        match route {
            CopiesRoute::Simple => vec![Request {
                method: Method::Post,
                url: self.url(COPIES_SIMPLE, &[]),
                form: vec![("cid".to_owned(), cid.to_owned())],
            }],
            CopiesRoute::Full => {
                vec![get(self.url(COPIES_FULL, &[("sid", sid), ("cid", cid)]))]
            }
            CopiesRoute::PerBranch => {
                let pairs = [("targetUrl", COPIES_FULL), ("cid", cid), ("sid", sid)];
                let all = self.url(COPIES_PER_BRANCH, &pairs);
                let mut codes: Vec<&str> = Vec::new();
                for code in branch_codes {
                    if codes.len() == MAX_BRANCHES {
                        break;
                    }
                    if !code.is_empty() && !codes.contains(&code.as_str()) {
                        codes.push(code);
                    }
                }
                if codes.is_empty() {
                    return vec![get(all)];
                }
                let of_branch = |code: &str| {
                    let mut url = all.clone();
                    url.query_pairs_mut().append_pair("branchCode", code);
                    get(url)
                };
                codes.into_iter().map(of_branch).collect()
            }
        }
    }

    /// An address below the library's; the paths are constants without `..`, so nothing leads elsewhere.
    fn url(self, path: &str, pairs: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path()));
        if !pairs.is_empty() {
            url.query_pairs_mut().extend_pairs(pairs);
        }
        url
    }
}

fn get(url: Url) -> Request {
    Request {
        method: Method::Get,
        url,
        form: Vec::new(),
    }
}

/// `INDEX:value` terms, joined with `|`, which means "and". [`plain`] again, because a stored query may be older than the
/// rule about operators.
fn terms(query: &Query) -> String {
    let pairs = match query {
        Query::Title(title) => vec![("TITL", title)],
        Query::Fields {
            title,
            publisher,
            author,
            ..
        } => {
            vec![("TITL", title), ("PUBN", publisher), ("AUTH", author)]
        }
        Query::Isbn(isbn) => vec![("ISBN", isbn)],
    };
    let terms: Vec<String> = pairs
        .into_iter()
        .map(|(index, value)| (index, plain(value)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(index, value)| format!("{index}:{value}"))
        .collect();
    terms.join("|")
}
