//! A client at a freshly opened library, and what it reads from the pages.

use practice::{Delays, Fault, Options, Practice};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use scraper::{Html, Selector};

/// A library of its own for each test, and a client with a cookie jar that follows redirects.
pub(crate) struct Desk {
    pub(crate) practice: Practice,
    pub(crate) client: Client,
}

impl Desk {
    pub(crate) async fn open() -> Desk {
        Desk::with(Vec::new()).await
    }

    pub(crate) async fn with(faults: Vec<Fault>) -> Desk {
        let practice = Practice::start(Options {
            port: 0,
            delays: Delays::none(),
            faults,
        })
        .await
        .unwrap();
        Desk {
            practice,
            client: client(Policy::limited(10)),
        }
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        Url::parse(&self.practice.base_url())
            .unwrap()
            .join(path)
            .unwrap()
    }

    pub(crate) fn search_url(&self, q: &str, page: usize, size: usize) -> Url {
        let (page, size) = (page.to_string(), size.to_string());
        let pairs = [
            ("sid", "1"),
            ("q", q),
            ("mf", "true"),
            ("page", &page),
            ("pageSize", &size),
        ];
        Url::parse_with_params(self.url("search/Search.Result.ax").as_str(), pairs).unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.unwrap()
    }

    pub(crate) async fn search(&self, q: &str, page: usize, size: usize) -> List {
        List::read(
            &self
                .client
                .get(self.search_url(q, page, size))
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap(),
        )
    }

    pub(crate) async fn titles(&self, q: &str) -> Vec<String> {
        self.search(q, 1, 100)
            .await
            .hits
            .into_iter()
            .map(|hit| hit.title)
            .collect()
    }

    pub(crate) async fn simple_copies(&self, cid: &str) -> String {
        self.client
            .post(self.url("search/ItemDetailSimple.axa"))
            .form(&[("cid", cid)])
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }
}

/// A client; TLS is never used, but the client wants its provider.
pub(crate) fn client(redirects: Policy) -> Client {
    // Installed already by another test of this process.
    rustls::crypto::ring::default_provider()
        .install_default()
        .unwrap_or_default();
    #[expect(clippy::disallowed_methods, reason = "a visitor that is not the app")]
    let builder = Client::builder();
    builder
        .cookie_store(true)
        .redirect(redirects)
        .build()
        .unwrap()
}

/// A result list, read with the selectors of the recorded page.
#[derive(Debug, PartialEq)]
pub(crate) struct List {
    pub(crate) counts: String,
    pub(crate) hits: Vec<Hit>,
    pub(crate) pager: Vec<String>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Hit {
    pub(crate) cid: String,
    pub(crate) title: String,
    pub(crate) line: String,
    pub(crate) tags: Vec<String>,
}

impl List {
    pub(crate) fn read(html: &str) -> List {
        let page = Html::parse_document(html);
        let each = css("#searchResult #result_view form#frmResultList ul.listType01 > li");
        let hits = page.select(&each).map(|hit| {
            let links: Vec<_> = hit.select(&css("div.body a.title")).collect();
            assert_eq!(links.len(), 2, "a title and an icon");
            assert_eq!(words(links[1].text()), "", "the icon link has no text");
            let cid = hit
                .select(&css("div.chk input[name=chkCid]"))
                .next()
                .unwrap()
                .attr("value")
                .unwrap()
                .to_owned();
            assert_eq!(
                links[0].attr("href").unwrap(),
                format!("javascript:search.goDetail({cid});")
            );
            assert_eq!(
                links[1].attr("href").unwrap(),
                format!("javascript:search.goDetail({cid}, true);")
            );
            let line = words(
                hit.select(&css("div.body"))
                    .next()
                    .unwrap()
                    .children()
                    .filter_map(|child| child.value().as_text().map(|text| &**text)),
            );
            Hit {
                cid,
                title: words(links[0].text()),
                line,
                tags: all(hit, "div.body p.tag"),
            }
        });
        let hits = hits.collect();
        List {
            counts: all(page.root_element(), "div.searchTitle5 h3 > span").concat(),
            hits,
            pager: all(page.root_element(), "div.pager > *"),
        }
    }
}

/// The table rows of a copies page, cell by cell, the header row first.
pub(crate) fn table(html: &str) -> Vec<Vec<String>> {
    let page = Html::parse_fragment(html);
    let cells = |row| -> Vec<String> { all(row, "th, td") };
    page.select(&css("table tr")).map(cells).collect()
}

/// The texts of all matching elements, whitespace collapsed.
pub(crate) fn all(within: scraper::ElementRef<'_>, selector: &str) -> Vec<String> {
    within
        .select(&css(selector))
        .map(|element| words(element.text()))
        .collect()
}

pub(crate) fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

/// Text with its whitespace (also the no-break kind) collapsed.
pub(crate) fn words<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
