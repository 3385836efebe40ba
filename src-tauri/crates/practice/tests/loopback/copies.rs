//! The copies, over their three routes.

use std::collections::BTreeMap;

use practice::Lending;
use scraper::Html;

use crate::desk::{Desk, all, table};

/// All copies of the practice library: rows of the simple table by content number.
async fn whole_library(desk: &Desk) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut copies = BTreeMap::new();
    for cid in (0..605).map(|place| (1_600_013 + 7 * place).to_string()) {
        let rows = table(&desk.simple_copies(&cid).await).split_off(1);
        copies.insert(cid, rows);
    }
    copies
}

#[tokio::test]
async fn copies_have_sejongs_rooms_numbers_and_words() {
    let desk = Desk::open().await;
    let copies: Vec<Vec<String>> = whole_library(&desk).await.into_values().flatten().collect();
    assert!(copies.len() > 1000);
    let mut numbers: Vec<&String> = copies.iter().map(|copy| &copy[0]).collect();
    assert!(
        numbers
            .iter()
            .all(|number| number.len() == 12 && number.starts_with("000"))
    );
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), copies.len(), "no two copies share a number");
    let kinds = |column: usize| -> Vec<String> {
        let mut kinds: Vec<String> = copies.iter().map(|copy| copy[column].clone()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(
        kinds(1),
        [
            "과학자료실(1층)",
            "보존서고10층A(9층문의)",
            "제1자료실(5층)",
            "제2자료실(6층)"
        ]
    );
    assert_eq!(
        kinds(3),
        [
            "대출가능",
            "대출불가",
            "대출중",
            "소재불명",
            "예약도서대출중",
            "정리중",
            "지정도서"
        ]
    );
    for copy in &copies {
        assert_eq!(
            copy[4].is_empty(),
            !copy[3].contains("대출중"),
            "a due date is there for copies on loan only: {copy:?}"
        );
    }
}

#[tokio::test]
async fn electronic_books_and_serials_have_no_copies_and_no_tags() {
    let desk = Desk::open().await;
    let list = desk.search("TITL:전자책", 1, 10).await;
    assert_eq!(list.hits.len(), 2);
    for hit in list.hits {
        assert!(hit.tags.is_empty());
        let html = desk.simple_copies(&hit.cid).await;
        assert!(
            html.contains("등록번호") && !html.contains("<tbody"),
            "{html}"
        );
    }
}

#[tokio::test]
async fn the_three_routes_tell_the_same() {
    let desk = Desk::open().await;
    let mut with_two_branches = 0;
    for (cid, simple) in whole_library(&desk).await.into_iter().step_by(5) {
        let posted = desk.simple_copies(&cid).await;
        assert_eq!(
            desk.text(&format!("search/ItemDetailSimple.axa?cid={cid}"))
                .await,
            posted,
            "GET and POST"
        );
        let full = desk
            .text(&format!("search/ItemDetail.axa?sid=1&cid={cid}"))
            .await;
        let mut per_branch = String::new();
        for code in ["01", "02"] {
            let path = format!(
                "common/AjaxHtmlGenerator.ax?targetUrl=search%2FItemDetail.axa&cid={cid}&sid=1&branchCode={code}"
            );
            per_branch += &desk.text(&path).await;
        }
        let shared_columns = |html: &str| -> Vec<Vec<String>> {
            table(html)
                .into_iter()
                .filter(|row| row[0] != "순번")
                .map(|row| row[1..6].to_vec())
                .collect()
        };
        assert_eq!(shared_columns(&full), simple, "{cid}");
        assert_eq!(shared_columns(&per_branch), simple, "{cid}");
        let branches = all(
            Html::parse_fragment(&full).root_element(),
            "div.detailMargin div.itemBranch",
        );
        with_two_branches += usize::from(branches == ["중앙도서관", "과학기술분관"]);
    }
    assert!(with_two_branches > 4, "{with_two_branches}");
}

#[tokio::test]
async fn the_full_table_has_the_recorded_columns() {
    let desk = Desk::open().await;
    let rows = table(&desk.text("search/ItemDetail.axa?sid=1&cid=1600013").await);
    assert_eq!(
        rows[0],
        [
            "순번",
            "등록번호",
            "소장위치",
            "청구기호▲",
            "도서상태",
            "반납기한",
            "부가기능"
        ]
    );
    assert_eq!(rows[1].len(), 7);
    assert_eq!(rows[1][0], "1");
}

#[tokio::test]
async fn the_list_says_available_when_a_copy_of_the_branch_is() {
    let desk = Desk::open().await;
    for page in [1, 2] {
        for hit in desk.search("호주", page, 100).await.hits {
            let html = desk
                .text(&format!("search/ItemDetail.axa?sid=1&cid={}", hit.cid))
                .await;
            let page = Html::parse_fragment(&html);
            let statuses: Vec<Vec<String>> = page
                .select(&crate::desk::css("tbody"))
                .map(|body| all(body, "td:nth-child(5)"))
                .collect();
            assert_eq!(hit.tags.len(), statuses.len());
            for (tag, statuses) in hit.tags.iter().zip(statuses) {
                assert_eq!(
                    tag.ends_with("대출가능"),
                    statuses.iter().any(|status| status == "대출가능"),
                    "{tag}: {statuses:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn copies_need_a_content_number_in_a_form() {
    let desk = Desk::open().await;
    let url = desk.url("search/ItemDetailSimple.axa");
    for request in [
        desk.client.post(url.clone()),
        desk.client.post(url.clone()).body("cid=1600013"),
        desk.client.get(url),
    ] {
        assert!(
            request
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap()
                .contains("오류발생")
        );
    }
    assert!(
        desk.text("common/AjaxHtmlGenerator.ax?targetUrl=search/Other.axa&cid=1600013")
            .await
            .contains("오류발생")
    );
    assert!(
        !desk.simple_copies("42").await.contains("<tbody"),
        "a record the library lacks has no copies"
    );
}

#[tokio::test]
async fn a_record_is_lent_and_given_back() {
    let desk = Desk::open().await;
    let (cid, other) = ("1600013", "1600020");
    let before = table(&desk.simple_copies(other).await);
    let lent = Lending::Lent {
        year: 2027,
        month: 1,
        day: 5,
    };
    for (lending, status, due) in [
        (lent, "대출중", "2027/01/05"),
        (Lending::Reserved, "대출중", "예약 1명"),
        (Lending::Lost, "소재불명", ""),
        (Lending::Returned, "대출가능", ""),
    ] {
        desk.practice.set_lending(1_600_013, lending);
        let rows = table(&desk.simple_copies(cid).await).split_off(1);
        assert!(!rows.is_empty());
        for row in rows {
            assert!(row.iter().any(|cell| cell == status), "{row:?}");
            assert!(row.iter().any(|cell| cell == due), "{row:?}");
        }
    }
    let after = table(&desk.simple_copies(other).await);
    assert_eq!(after, before, "the others stay as they are");
}
