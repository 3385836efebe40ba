//! Tables of copies nobody has recorded: hand-written after catalogs.md 1.5 and 1.6.

use catalog::{Copy, PageError, Status};

use crate::catalogue;

fn table(header: &[&str], rows: &[&[&str]]) -> String {
    let row = |tag: &str, cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<{tag}>\n\t{cell}\n</{tag}>"))
            .collect();
        format!("<tr>{cells}</tr>")
    };
    let head = if header.is_empty() {
        String::new()
    } else {
        format!("<thead>{}</thead>", row("th", header))
    };
    let body: String = rows.iter().map(|cells| row("td", cells)).collect();
    format!(
        "<div class=\"detailMargin\"><table class=\"tb01\">{head}<tbody>{body}</tbody></table></div>"
    )
}

fn read(html: &str) -> Vec<Copy> {
    catalogue("sejong")
        .read_copies(html)
        .expect("a table of copies")
}

/// Registration number, location, call number, status, raw due text, due date.
fn values(copies: &[Copy]) -> Vec<[&str; 6]> {
    copies
        .iter()
        .map(|copy| {
            [
                copy.registration_number.as_str(),
                &copy.location,
                &copy.call_number,
                copy.status.as_str(),
                &copy.raw_due,
                copy.due.as_deref().unwrap_or(""),
            ]
        })
        .collect()
}

const BOOK: [&str; 4] = ["000000911692", "제2자료실(6층)", "811.4 이19말", "대출가능"];

#[test]
fn contract_four_columns() {
    let html = table(&["등록번호", "소장위치", "청구기호", "상태"], &[&BOOK]);
    assert_eq!(
        values(&read(&html)),
        [[
            "000000911692",
            "제2자료실(6층)",
            "811.4 이19말",
            "available",
            "",
            ""
        ]]
    );
}

#[test]
fn contract_five_columns_with_a_due_date() {
    let rows: [&[&str]; 3] = [
        &["1", "보존서고10층A(9층문의)", "811", "대출중", "2026/12/02"],
        &[
            "2",
            "제1자료실(5층)",
            "811",
            "대출중",
            "예약 2명 2026/12/02",
        ],
        &["3", "제1자료실(5층)", "811", "새로운 상태", "다음 주"],
    ];
    let copies = read(&table(
        &["등록번호", "소장위치", "청구기호", "상태", "반납예정일"],
        &rows,
    ));
    assert_eq!(
        values(&copies),
        [
            [
                "1",
                "보존서고10층A(9층문의)",
                "811",
                "on_loan",
                "2026/12/02",
                "2026-12-02"
            ],
            [
                "2",
                "제1자료실(5층)",
                "811",
                "reserved",
                "예약 2명 2026/12/02",
                ""
            ],
            ["3", "제1자료실(5층)", "811", "unknown", "다음 주", ""],
        ]
    );
    assert_eq!(
        copies.last().map(|copy| copy.raw_status.as_str()),
        Some("새로운 상태"),
        "nothing is dropped"
    );
}

#[test]
fn contract_eight_columns_in_another_order_with_donor_rows() {
    let header = [
        "번호",
        "청구기호",
        "등록번호",
        "분관",
        "자료실",
        "대출상태",
        "반납일",
        "신청",
    ];
    let rows: [&[&str]; 3] = [
        &["1", "811", "EM1", "중앙", "1층", "대출중", "2026.1.5", ""],
        &["기증자", "아무개"],
        &["2", "811 c.2", "EM2", "", "2층", "정리중", "", ""],
    ];
    let copies = read(&table(&header, &rows));
    assert_eq!(
        values(&copies),
        [
            ["EM1", "1층", "811", "on_loan", "2026.1.5", "2026-01-05"],
            ["EM2", "2층", "811 c.2", "in_process", "", ""],
        ]
    );
    assert_eq!(
        copies.first().map(|copy| copy.branch.as_str()),
        Some("중앙")
    );
}

#[test]
fn contract_a_header_of_ordinary_cells() {
    let html = "<table><tr><td>등록번호</td><td>청구기호</td><td>도서상태</td></tr><tr><td>1</td><td>811</td><td>대출가능</td></tr></table>";
    assert_eq!(values(&read(html)), [["1", "", "811", "available", "", ""]]);
}

#[test]
fn contract_positions_when_no_header_can_be_used() {
    let expected = [[
        "000000911692",
        "제2자료실(6층)",
        "811.4 이19말",
        "available",
        "",
        "",
    ]];
    assert_eq!(values(&read(&table(&[], &[&BOOK]))), expected);
    assert_eq!(
        values(&read(&table(&["No.", "Place", "Mark", "State"], &[&BOOK]))),
        expected
    );
    let [number, place, call_number, status] = BOOK;
    let seven = ["1", number, place, call_number, status, "", "신청"];
    assert_eq!(
        values(&read(&table(
            &["a", "b", "c", "d", "e", "f", "g"],
            &[&seven]
        ))),
        expected
    );
}

#[test]
fn contract_several_branches_in_one_answer() {
    let one = table(&["등록번호", "소장위치", "청구기호", "상태"], &[&BOOK]);
    let of = |branch: &str| {
        one.replace(
            "<table",
            &format!("<div class=\"itemBranch\">{branch}</div><table"),
        )
    };
    let copies = read(&format!("{}{}", of("서울"), of("글로벌")));
    let branches: Vec<&str> = copies.iter().map(|copy| copy.branch.as_str()).collect();
    assert_eq!(branches, ["서울", "글로벌"]);
}

#[test]
fn contract_a_record_without_copies() {
    let header = ["등록번호", "소장위치", "청구기호", "상태"];
    for html in [
        table(&header, &[]).replace("<tbody></tbody>", ""),
        table(&header, &[]),
        table(&header, &[&["소장 자료가 없습니다."]]),
        table(&[], &[&["소장 자료가 없습니다."]]),
        "<div class=\"itemBranch\">중앙도서관</div><p>등록된 자료가 없습니다.</p>".to_owned(),
        "<p>소장 정보 없음</p>".to_owned(),
    ] {
        assert_eq!(read(&html), [], "{html}");
    }
}

#[test]
fn contract_a_table_that_is_not_understood_names_the_field() {
    let error = |html: &str| {
        catalogue("sejong")
            .read_copies(html)
            .expect_err("an unknown layout")
    };
    let unknown = |field| PageError::LayoutUnknown {
        library: "sejong".to_owned(),
        rule: "copies",
        field,
    };
    assert_eq!(
        error(&table(&["가", "나"], &[&["1", "2"]])),
        unknown("header")
    );
    assert_eq!(
        error(&table(&[], &[&["1", "2", "3", "4", "5", "6", "7", "8"]])),
        unknown("header")
    );
    assert_eq!(
        error(&table(
            &["등록번호", "소장위치", "청구기호", "상태"],
            &[&["1", "2", "3"]]
        )),
        unknown("row")
    );
    assert_eq!(
        error("<html><body><p>어서 오세요</p></body></html>"),
        unknown("table")
    );
    assert_eq!(error("internal error"), unknown("table"));
    assert_eq!(
        error("<script>location.reload();</script>"),
        unknown("table")
    );
}

#[test]
fn contract_an_answer_without_a_table_never_means_no_copies() {
    let unknown = |field| PageError::LayoutUnknown {
        library: "sejong".to_owned(),
        rule: "copies",
        field,
    };
    for (html, error) in [
        ("<p>세션이 만료되었습니다.</p>", PageError::LogIn),
        (
            "<p>시간이 지났습니다. 다시 로그인해 주세요.</p>",
            PageError::LogIn,
        ),
        (
            "<script>location.href='/login.ax';</script><div></div>",
            PageError::LogIn,
        ),
        (
            "<form><input type=\"password\" name=\"pw\"/></form>",
            PageError::LogIn,
        ),
        (
            "<script>location.href='/index.ax';</script><div></div>",
            unknown("table"),
        ),
        ("<p>요청하신 페이지가 없습니다.</p>", unknown("table")),
        ("<p>소장 자료를 볼 권한이 없습니다.</p>", unknown("table")),
        (
            "<div>소장 자료가 없습니다.</div><p>대출가능</p>",
            unknown("table"),
        ),
        (
            "<div class=\"detailMargin\"><div class=\"itemBranch\">중앙도서관</div></div>",
            unknown("table"),
        ),
        ("<table class=\"tb01\"></table>", unknown("header")),
        (
            "<table><tr><td>세션 정보가 없습니다.</td></tr></table>",
            unknown("header"),
        ),
    ] {
        let read = catalogue("sejong").read_copies(html);
        assert_eq!(read, Err(error), "{html}");
    }
}

#[test]
fn contract_statuses_keep_their_text() {
    for (text, status) in [
        ("대출가능", Status::Available),
        ("예약도서대출중", Status::OnLoan),
        ("대출불가", Status::NotForLoan),
        ("폐기대상", Status::Withdrawn),
        ("소재불명", Status::Missing),
        ("지정도서", Status::NotForLoan),
        ("상호대차중", Status::Unknown),
    ] {
        let copies = read(&table(
            &["등록번호", "소장위치", "청구기호", "상태"],
            &[&["1", "", "", text]],
        ));
        let found: Vec<_> = copies
            .iter()
            .map(|copy| (copy.raw_status.as_str(), copy.status))
            .collect();
        assert_eq!(found, [(text, status)]);
    }
}
