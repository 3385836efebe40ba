//! What is asked of a catalogue, after catalogs.md 1.3, 1.5 and 1.7.

use std::{collections::HashMap, sync::Arc};

use catalog::{Catalogue, CopiesRoute, Method, Query, Request};
use url::Url;

use crate::catalogue;

fn parameters(url: &Url) -> HashMap<String, String> {
    url.query_pairs().into_owned().collect()
}

fn list_request(text: &str) -> Request {
    catalogue("sejong").list_request(&Query::parse(text).expect("a query"), 3)
}

fn q(text: &str) -> String {
    parameters(&list_request(text).url)
        .remove("q")
        .expect("a query parameter")
}

#[test]
fn a_list_is_asked_page_by_page() {
    let request = list_request("토지");
    assert_eq!((request.method, request.form.len()), (Method::Get, 0));
    assert_eq!(
        request.url.as_str(),
        "https://library.sejong.ac.kr/search/Search.Result.ax?sid=1&q=TITL%3A%ED%86%A0%EC%A7%80&mf=true\
         &qt=TITL%3A%ED%86%A0%EC%A7%80&page=3&pageSize=50"
    );
}

#[test]
fn only_filled_slots_are_asked() {
    assert_eq!(
        q("컴퓨터구조론,생능,김종현"),
        "TITL:컴퓨터구조론|PUBN:생능|AUTH:김종현"
    );
    assert_eq!(q("말의품격，，이기주"), "TITL:말의품격|AUTH:이기주");
    assert_eq!(q(",나남"), "PUBN:나남");
    assert_eq!(q("978-0-306-40615-7"), "ISBN:9780306406157");
    assert_eq!(q("총, 균, 쇠, 책"), "TITL:총, 균, 쇠, 책");
}

#[test]
fn nothing_in_a_text_becomes_an_operator_or_a_parameter() {
    assert_eq!(q("a|AUTH:b"), "TITL:a AUTH b");
    assert_eq!(
        q("100% & \"c\" #1 +1 ?x=y;\u{7}📚"),
        "TITL:100% & \"c\" #1 +1 ?x=y; 📚"
    );
    assert_eq!(q("\u{1110}\u{1169}\u{110c}\u{1175}"), "TITL:토지");
    let by_hand = Query::Title("a|b:c".to_owned());
    assert_eq!(
        parameters(&catalogue("sejong").list_url(&by_hand))
            .get("q")
            .map(String::as_str),
        Some("TITL:a b c")
    );
    let request = list_request("&page=9&q=x#y");
    assert_eq!(
        parameters(&request.url).get("page").map(String::as_str),
        Some("3")
    );
    assert_eq!(request.url.fragment(), None);
}

#[test]
fn copies_can_be_asked_for_in_three_ways() {
    let catalogue = catalogue("ut");
    let codes = [
        "01".to_owned(),
        "02".to_owned(),
        "01".to_owned(),
        String::new(),
    ];
    let ask = |codes: &[String], route| catalogue.copies_requests("728530", codes, route);
    assert_eq!(
        ask(&codes, CopiesRoute::Simple),
        [Request {
            method: Method::Post,
            url: "https://chains.ut.ac.kr/search/ItemDetailSimple.axa"
                .parse()
                .expect("an address"),
            form: vec![("cid".to_owned(), "728530".to_owned())],
        }]
    );
    let addresses = |codes: &[String], route| -> Vec<String> {
        let requests = ask(codes, route);
        assert!(
            requests
                .iter()
                .all(|request| request.method == Method::Get && request.form.is_empty())
        );
        requests
            .into_iter()
            .map(|request| request.url.to_string())
            .collect()
    };
    assert_eq!(
        addresses(&codes, CopiesRoute::Full),
        ["https://chains.ut.ac.kr/search/ItemDetail.axa?sid=1&cid=728530"]
    );
    // The first of these is the address the recorded answer came from.
    let each = "https://chains.ut.ac.kr/common/AjaxHtmlGenerator.ax?targetUrl=search%2FItemDetail.axa&cid=728530&sid=1";
    assert_eq!(
        addresses(&codes, CopiesRoute::PerBranch),
        [
            format!("{each}&branchCode=01"),
            format!("{each}&branchCode=02")
        ]
    );
    assert_eq!(addresses(&[], CopiesRoute::PerBranch), [each]);
}

#[test]
fn a_page_that_names_hundreds_of_branches_makes_twenty_requests() {
    let codes: Vec<String> = (0..300).map(|code| format!("{:03}", code / 2)).collect();
    let requests = catalogue("ut").copies_requests("728530", &codes, CopiesRoute::PerBranch);
    let asked: Vec<String> = requests
        .iter()
        .filter_map(|request| parameters(&request.url).remove("branchCode"))
        .collect();
    let first_twenty: Vec<String> = (0..20).map(|code| format!("{code:03}")).collect();
    assert_eq!(asked, first_twenty);
}

#[test]
fn a_record_has_one_address_for_programs_and_people() {
    let catalogue = catalogue("sejong");
    let request = catalogue.detail_request("1578922");
    assert_eq!(
        request.url.as_str(),
        "https://library.sejong.ac.kr/search/DetailView.ax?sid=1&cid=1578922"
    );
    assert_eq!(catalogue.book_url("1578922"), request.url);
    let odd = catalogue.book_url("1&sid=9#x");
    assert_eq!(
        parameters(&odd).get("cid").map(String::as_str),
        Some("1&sid=9#x")
    );
}

#[test]
fn paths_are_looked_up_below_the_base() {
    let library = Arc::new(catalogue("practice").library().clone());
    let base = "http://127.0.0.1:4000/mirror?x=1#y"
        .parse()
        .expect("an address");
    let catalogue = Catalogue::new(library, base);
    assert_eq!(catalogue.base().as_str(), "http://127.0.0.1:4000/mirror/");
    assert_eq!(
        catalogue.book_url("7").path(),
        "/mirror/search/DetailView.ax"
    );
}

#[test]
fn only_the_librarys_own_addresses_are_allowed() {
    let at = |base: &str, allowed_hosts: &[&str]| {
        let mut library = catalogue("sejong").library().clone();
        library.allowed_hosts = allowed_hosts
            .iter()
            .map(|host| (*host).to_owned())
            .collect();
        Catalogue::new(Arc::new(library), base.parse().expect("an address"))
    };
    let allows =
        |catalogue: &Catalogue, url: &str| catalogue.allows(&url.parse().expect("an address"));
    let sejong = at("https://library.sejong.ac.kr/", &["old.sejong.ac.kr"]);
    for url in [
        "https://library.sejong.ac.kr/search/Search.Result.ax?x=1",
        "https://LIBRARY.sejong.ac.kr/",
        "https://library.sejong.ac.kr:443/",
        "https://old.sejong.ac.kr/",
    ] {
        assert!(allows(&sejong, url), "{url}");
    }
    for url in [
        "https://sejong.ac.kr/",
        "http://library.sejong.ac.kr/",
        "http://library.sejong.ac.kr:443/",
        "http://old.sejong.ac.kr/",
        "https://library.sejong.ac.kr.example.com/",
        "https://library.sejong.ac.kr:8443/",
        "https://user@library.sejong.ac.kr/",
        "ftp://library.sejong.ac.kr/",
        "javascript:alert(1)",
        "file:///etc/hosts",
        "http://127.0.0.1/",
    ] {
        assert!(!allows(&sejong, url), "{url}");
    }
    let plain = at("http://library.sejong.ac.kr/", &[]);
    assert!(allows(&plain, "http://library.sejong.ac.kr/search"));
    assert!(allows(&plain, "https://library.sejong.ac.kr/search"));
    let elsewhere = at("https://127.0.0.1/", &["old.sejong.ac.kr"]);
    assert!(allows(&elsewhere, "https://127.0.0.1/search"));
    assert!(!allows(&elsewhere, "https://old.sejong.ac.kr/"));
    assert!(!allows(&elsewhere, "https://library.sejong.ac.kr/"));
    let local = at("http://127.0.0.1:4000/", &[]);
    assert!(allows(&local, "http://127.0.0.1:4000/login.ax"));
    assert!(!allows(&local, "http://127.0.0.1:4001/"));
    assert!(!allows(&local, "http://127.0.0.1/"));
    assert!(!allows(&local, "http://localhost:4000/"));
}
