//! Each fault, as a client meets it.

use practice::{Fault, Kind, On, What};
use reqwest::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER, SET_COOKIE};
use reqwest::redirect::Policy;

use crate::desk::{Desk, List, client, table};

const LIST: &str = "search/Search.Result.ax?q=TITL:토지&pageSize=20";
const COPIES: &str = "search/ItemDetailSimple.axa?cid=1600013";
const DETAIL: &str = "search/DetailView.ax?cid=1600013";

/// A library with one fault on its list, and what it answers; redirects are not followed.
async fn list_with(what: What) -> (Desk, reqwest::Response) {
    let mut desk = Desk::with(vec![Fault::new(Kind::List, what)]).await;
    desk.client = client(Policy::none());
    let answer = desk.get(LIST).await;
    (desk, answer)
}

/// The list as it should be.
async fn sound_list() -> String {
    Desk::open().await.text(LIST).await
}

#[tokio::test]
async fn a_fault_hits_its_kind_so_many_times() {
    let desk = Desk::with(vec![Fault::new(Kind::List, What::Status(500)).times(2)]).await;
    assert_eq!(desk.get(COPIES).await.status(), 200);
    let statuses = [
        desk.get(LIST).await.status(),
        desk.get(LIST).await.status(),
        desk.get(LIST).await.status(),
    ];
    assert_eq!(statuses.map(|status| status.as_u16()), [500, 500, 200]);
    desk.practice
        .set_faults(vec![Fault::everywhere(What::Status(503))]);
    for path in [LIST, COPIES, DETAIL, ""] {
        assert_eq!(desk.get(path).await.status(), 503, "{path}");
    }
    desk.practice.set_faults(Vec::new());
    assert_eq!(desk.get(LIST).await.status(), 200);
}

#[tokio::test]
async fn faults_come_one_after_the_other() {
    let faults = vec![
        Fault::new(Kind::Copies, What::Status(500)).times(1),
        Fault::new(Kind::Copies, What::EmptyPage).times(1),
    ];
    let desk = Desk::with(faults).await;
    assert_eq!(desk.get(COPIES).await.status(), 500);
    assert_eq!(desk.text(COPIES).await, "");
    assert!(desk.text(COPIES).await.contains("등록번호"));
}

#[tokio::test]
async fn busy_says_when_to_come_back() {
    for status in [429, 503] {
        let (_desk, answer) = list_with(What::Busy {
            status,
            retry_after: 7,
        })
        .await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers()[RETRY_AFTER], "7");
    }
}

#[tokio::test]
async fn broken_pages_come_with_200() {
    let sound = sound_list().await;
    let (_desk, answer) = list_with(What::CutPage).await;
    assert_eq!(answer.status(), 200);
    let half = answer.bytes().await.unwrap();
    assert!(half.len() == sound.len() / 2 && sound.as_bytes().starts_with(&half));

    let (_desk, answer) = list_with(What::EmptyPage).await;
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.text().await.unwrap().as_str()
        ),
        (200, "")
    );

    let (_desk, answer) = list_with(What::ErrorPage).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().contains("오류발생"));
}

#[tokio::test]
async fn a_renamed_layout_keeps_its_words_and_loses_its_places() {
    let (desk, answer) = list_with(What::RenamedClasses).await;
    assert_eq!(answer.status(), 200);
    let html = answer.text().await.unwrap();
    assert!(html.contains("토지 20") && html.contains("v6-listType01"));
    for known in [
        "\"searchResult\"",
        "\"frmSearch\"",
        "\"searchTitle5\"",
        "\"listType01\"",
        "goDetail(",
        "\"chkCid\"",
    ] {
        assert!(!html.contains(known), "{known}");
    }
    assert_eq!(
        List::read(&html),
        List {
            counts: String::new(),
            hits: Vec::new(),
            pager: Vec::new()
        }
    );
    desk.practice
        .set_faults(vec![Fault::everywhere(What::RenamedClasses)]);
    let copies = desk.text(COPIES).await;
    assert!(copies.contains("등록번호") && !copies.contains("<t"));
    let detail = desk.text(DETAIL).await;
    assert!(
        detail.contains("박경리")
            && !detail.contains("<td")
            && !detail.contains("\"metaDataBody\"")
    );
}

#[tokio::test]
async fn a_log_in_stands_in_the_way() {
    let (mut desk, answer) = list_with(What::LogIn).await;
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()[LOCATION]),
        (302, &"/login.ax".parse().unwrap())
    );
    desk.client = client(Policy::limited(10));
    let page = desk.get(LIST).await;
    assert_eq!(
        (page.url().path(), page.status().as_u16()),
        ("/login.ax", 200)
    );
    assert!(
        page.text()
            .await
            .unwrap()
            .contains("<input type=\"password\"")
    );
}

#[tokio::test]
async fn a_portal_answers_from_another_port() {
    let (mut desk, answer) = list_with(What::Portal).await;
    assert_eq!(answer.status(), 302);
    desk.client = client(Policy::limited(10));
    let page = desk.get(LIST).await;
    assert_eq!(page.status(), 200);
    assert_ne!(page.url().port(), desk.url("").port());
    let html = page.text().await.unwrap();
    assert!(html.contains("무선 인터넷") && !html.contains("searchResult"));
}

#[tokio::test]
async fn a_redirect_loop_never_ends() {
    let (mut desk, answer) = list_with(What::RedirectLoop).await;
    assert_eq!(answer.status(), 302);
    desk.client = client(Policy::limited(10));
    assert!(
        desk.client
            .get(desk.url(LIST))
            .send()
            .await
            .unwrap_err()
            .is_redirect()
    );
    assert_eq!(desk.practice.requests().len(), 1 + 11);
}

#[tokio::test]
async fn the_cookie_gate_opens_for_its_cookie() {
    let (mut desk, answer) = list_with(What::CookieGate).await;
    assert_eq!(answer.status(), 302);
    let (location, cookie) = (
        answer.headers()[LOCATION].to_str().unwrap(),
        answer.headers()[SET_COOKIE].to_str().unwrap(),
    );
    assert!(
        location.starts_with("/search/Search.Result.ax?q=TITL")
            && location.ends_with("&__verified_refresh=1"),
        "{location}"
    );
    assert!(cookie.contains("Max-Age=300"), "{cookie}");

    desk.practice.clear_log();
    desk.practice
        .set_faults(vec![Fault::everywhere(What::CookieGate)]);
    desk.client = client(Policy::limited(10));
    assert_eq!(List::read(&desk.text(LIST).await).hits.len(), 20);
    assert!(desk.text(COPIES).await.contains("등록번호"));
    let kinds: Vec<Kind> = desk
        .practice
        .requests()
        .iter()
        .map(|seen| seen.kind)
        .collect();
    assert_eq!(
        kinds,
        [Kind::Gate, Kind::List, Kind::Copies],
        "the jar opens the gate for all that follows"
    );

    #[expect(clippy::disallowed_methods, reason = "a visitor that is not the app")]
    let jarless = reqwest::Client::builder().build().unwrap();
    assert!(
        jarless
            .get(desk.url(LIST))
            .send()
            .await
            .unwrap_err()
            .is_redirect(),
        "without a jar it is a loop"
    );
}

#[tokio::test]
async fn euc_kr_hides_under_a_utf8_header() {
    let (_desk, answer) = list_with(What::EucKr).await;
    assert_eq!(answer.headers()[CONTENT_TYPE], "text/html; charset=UTF-8");
    let bytes = answer.bytes().await.unwrap();
    assert!(std::str::from_utf8(&bytes).is_err());
    let (html, _, malformed) = encoding_rs::EUC_KR.decode(&bytes);
    assert!(!malformed);
    assert_eq!(List::read(&html), List::read(&sound_list().await));
}

#[tokio::test]
async fn a_stray_byte_is_the_only_one_that_is_wrong() {
    let (_desk, answer) = list_with(What::StrayByte).await;
    let bytes = answer.bytes().await.unwrap();
    let place = std::str::from_utf8(&bytes).unwrap_err().valid_up_to();
    let mended = [&bytes[..place], &bytes[place + 1..]].concat();
    assert_eq!(String::from_utf8(mended).unwrap(), sound_list().await);
}

#[tokio::test]
async fn a_page_can_be_too_large_without_saying_so() {
    let (_desk, answer) = list_with(What::TooLarge).await;
    assert_eq!(answer.content_length(), None);
    let page = answer.text().await.unwrap();
    assert!(page.len() > 9_000_000, "{}", page.len());
    assert_eq!(page.trim_end(), sound_list().await.trim_end());
}

#[tokio::test]
async fn every_page_can_be_the_first() {
    let faults = vec![
        Fault::new(Kind::List, What::ManyHits),
        Fault::new(Kind::List, What::SamePage),
    ];
    let desk = Desk::with(faults).await;
    let first = desk.search("토지", 1, 10).await;
    assert_eq!(first.hits.len(), 10);
    assert_eq!(desk.search("토지", 7, 10).await, first);
    desk.practice
        .set_faults(vec![Fault::new(Kind::List, What::ManyHits)]);
    assert_ne!(desk.search("토지", 7, 10).await, first);
}

#[tokio::test]
async fn copies_can_be_a_sentence_about_the_session() {
    let desk = Desk::with(vec![Fault::everywhere(What::NotATable)]).await;
    let answer = desk.get(COPIES).await;
    assert_eq!(answer.status(), 200);
    let html = answer.text().await.unwrap();
    assert!(html.contains("세션") && table(&html).is_empty(), "{html}");
    assert_eq!(desk.search("토지", 1, 10).await.hits.len(), 10);
}

#[tokio::test]
async fn copies_can_be_none_or_two_hundred() {
    let desk = Desk::with(vec![Fault::everywhere(What::NoCopies)]).await;
    assert!(!desk.text(COPIES).await.contains("<tbody"));
    assert!(
        !desk
            .text("search/ItemDetail.axa?cid=1600013")
            .await
            .contains("<tbody")
    );
    assert!(
        List::read(&desk.text(LIST).await)
            .hits
            .iter()
            .all(|hit| hit.tags.is_empty())
    );
    desk.practice
        .set_faults(vec![Fault::new(Kind::Copies, What::ManyCopies)]);
    assert_eq!(table(&desk.text(COPIES).await).len(), 1 + 200);
}

#[tokio::test]
async fn any_question_can_have_five_hundred_hits() {
    let desk = Desk::with(vec![Fault::new(Kind::List, What::ManyHits)]).await;
    let mut cids = Vec::new();
    for page in 1..=10 {
        let list = desk.search("TITL:마르코발도", page, 50).await;
        assert_eq!(list.counts, "(500건중 50건 출력)");
        cids.extend(list.hits.into_iter().map(|hit| hit.cid));
    }
    for cid in &cids {
        assert!(
            !desk
                .text(&format!("search/DetailView.ax?cid={cid}"))
                .await
                .contains("오류발생"),
            "{cid}"
        );
    }
    cids.sort();
    cids.dedup();
    assert_eq!(cids.len(), 500);
    assert!(desk.search("토지", 11, 50).await.hits.is_empty());
}

#[tokio::test]
async fn data_can_change_while_something_else_goes_wrong() {
    let desk = Desk::with(vec![
        Fault::new(Kind::List, What::ManyHits),
        Fault::everywhere(What::CookieGate),
    ])
    .await;
    assert_eq!(
        desk.search("토지", 1, 10).await.counts,
        "(500건중 10건 출력)"
    );
}

#[tokio::test]
async fn routes_to_the_copies_can_be_gone() {
    let desk = Desk::with(vec![Fault::new(Kind::Copies, What::SimpleGone)]).await;
    let (full, branch) = (
        "search/ItemDetail.axa?cid=1600013",
        "common/AjaxHtmlGenerator.ax?targetUrl=search%2FItemDetail.axa&cid=1600013&branchCode=01",
    );
    let statuses = async || {
        [
            desk.get(COPIES).await.status().as_u16(),
            desk.get(full).await.status().as_u16(),
            desk.get(branch).await.status().as_u16(),
        ]
    };
    assert_eq!(statuses().await, [404, 200, 200]);
    desk.practice.set_faults(vec![
        Fault::new(Kind::Copies, What::SimpleGone),
        Fault::new(Kind::Copies, What::FullGone),
    ]);
    assert_eq!(statuses().await, [404, 404, 200]);
}

#[test]
fn flags_read_as_they_are_written() {
    let flags = [
        "all:status=500:2",
        "list:busy=429/5",
        "copies:reset",
        "cover:too-large",
        "detail:hang:1",
        "list:drip=20",
        "list:drip=20/100",
        "home:cut",
        "all:empty",
        "list:renamed",
        "all:error-page",
        "all:login",
        "all:portal",
        "all:loop:3",
        "all:cookie-gate",
        "all:euc-kr",
        "copies:stray-byte",
        "list:too-large",
        "copies:no-copies",
        "copies:many-copies",
        "list:many-hits",
        "list:same-page",
        "copies:not-a-table",
        "copies:simple-gone",
        "copies:full-gone",
    ];
    for flag in flags {
        assert_eq!(flag.parse::<Fault>().unwrap().to_string(), flag);
    }
    let fault: Fault = "copies:busy=503/2:3".parse().unwrap();
    assert_eq!(
        fault,
        Fault {
            on: On::Only(Kind::Copies),
            what: What::Busy {
                status: 503,
                retry_after: 2
            },
            times: Some(3)
        }
    );
    for wrong in [
        "",
        "reset",
        "gate:reset",
        "all:bang",
        "all:status",
        "all:status=99",
        "all:busy=503",
        "all:reset=1",
        "all:reset:x",
        "list:drip=x",
    ] {
        assert!(wrong.parse::<Fault>().is_err(), "{wrong}");
    }
}
