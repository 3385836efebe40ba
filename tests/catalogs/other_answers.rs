//! Answers that are not what was asked for: hand-written, since none was ever recorded (catalogs.md 1.2).

use catalog::PageError;

use crate::{RECORDED_LIST, catalogue};

/// What reading the same answer as list, copies and detail says.
fn errors(html: &str) -> [PageError; 3] {
    let catalogue = catalogue("sejong");
    [
        catalogue.read_list(html).expect_err("no list"),
        catalogue.read_copies(html).expect_err("no copies"),
        catalogue.read_detail(html).expect_err("no detail"),
    ]
}

fn all(error: PageError) -> [PageError; 3] {
    [error.clone(), error.clone(), error]
}

#[test]
fn contract_an_error_page_under_status_200() {
    let page = "<html><body><h1>오류발생</h1><p>관리자에게 문의하세요.</p></body></html>";
    assert_eq!(errors(page), all(PageError::ErrorPage));
    let in_frame = "<html><body><form id=\"frmSearch\"></form><p>오류발생</p></body></html>";
    assert_eq!(
        catalogue("sejong").read_list(in_frame),
        Err(PageError::ErrorPage)
    );
    assert_eq!(
        catalogue("sejong").read_copies("<div>오류발생</div>"),
        Err(PageError::ErrorPage)
    );
}

#[test]
fn contract_a_log_in_page() {
    let form = "<html><body><form action=\"login.ax\"><table><tr><td>암호</td><td><input type=\"Password\" name=\"pw\"/></td></tr></table></form></body></html>";
    assert_eq!(errors(form), all(PageError::LogIn));
    let sentence = "<html><body>로그인이 필요한 서비스입니다.</body></html>";
    assert_eq!(errors(sentence), all(PageError::LogIn));
    let in_frame = form.replace("<body>", "<body><form id=\"frmSearch\"></form>");
    assert_eq!(
        catalogue("sejong").read_list(&in_frame),
        Err(PageError::LogIn)
    );
}

#[test]
fn contract_a_firewall_page() {
    let page = "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected.</body></html>";
    assert_eq!(errors(page), all(PageError::Blocked));
    let gate = "<html><script>location.href='?__verified_refresh=1'</script></html>";
    assert_eq!(errors(gate), all(PageError::Blocked));
}

#[test]
fn an_empty_answer_is_a_cut_page() {
    for html in ["", "\r\n\t", "\u{feff}\n"] {
        assert_eq!(errors(html), all(PageError::CutPage), "{html:?}");
    }
}

#[test]
fn contract_a_page_of_something_else_is_an_unknown_layout() {
    let portal = "<html><body><h1>Wi-Fi</h1><a href=\"/accept\">동의</a></body></html>";
    for error in errors(portal) {
        assert_eq!(error.code(), "layout_unknown");
    }
}

#[test]
fn renamed_classes_are_an_unknown_layout() {
    let renamed = RECORDED_LIST
        .replace("listType01", "list-a")
        .replace("class=\"body\"", "class=\"text\"");
    let error = catalogue("ut")
        .read_list(&renamed)
        .expect_err("an unknown layout");
    assert_eq!(
        error,
        PageError::LayoutUnknown {
            library: "ut".to_owned(),
            rule: "list",
            field: "hit"
        }
    );
    let all_renamed = RECORDED_LIST
        .replace("class=\"", "class=\"x-")
        .replace("id=\"", "id=\"x-");
    let error = catalogue("ut")
        .read_list(&all_renamed)
        .expect_err("an unknown layout");
    assert_eq!(
        error,
        PageError::LayoutUnknown {
            library: "ut".to_owned(),
            rule: "page",
            field: "result page"
        }
    );
}

#[test]
fn every_error_has_its_own_code() {
    let unknown = PageError::LayoutUnknown {
        library: "ut".to_owned(),
        rule: "list",
        field: "hit",
    };
    let errors = [
        unknown,
        PageError::ErrorPage,
        PageError::LogIn,
        PageError::Blocked,
        PageError::CutPage,
    ];
    assert_eq!(
        errors.map(|error| error.code()),
        [
            "layout_unknown",
            "error_page",
            "log_in",
            "blocked",
            "cut_page"
        ]
    );
}
