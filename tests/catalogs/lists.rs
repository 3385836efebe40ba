//! Lists nobody has recorded: hand-written after catalogs.md 1.4.

use catalog::{Branch, Hit, ListPage, PageError, Status};

use crate::{catalogue, item, list, result_page, titled};

/// The only hit of a page that holds this body.
fn only_hit(library: &str, body: &str) -> Hit {
    let page = result_page(
        "(1건중 1건 출력)",
        &list(&item("7", body)),
        "<strong>1</strong>",
    );
    let mut hits = catalogue(library)
        .read_list(&page)
        .expect("a page of results")
        .hits;
    assert_eq!(hits.len(), 1, "one hit on the page");
    hits.remove(0)
}

fn branch(name: &str, code: &str, call_number: &str, status: Status, raw_status: &str) -> Branch {
    Branch {
        name: name.to_owned(),
        code: Some(code.to_owned()).filter(|code| !code.is_empty()),
        call_number: call_number.to_owned(),
        status,
        raw_status: raw_status.to_owned(),
    }
}

#[test]
fn contract_no_hits_is_a_value() {
    let none = Ok(ListPage {
        total: None,
        page: None,
        last_page: None,
        hits: Vec::new(),
    });
    let zero = Ok(ListPage {
        total: Some(0),
        page: None,
        last_page: None,
        hits: Vec::new(),
    });
    let read = |page: &str| catalogue("sejong").read_list(page);
    assert_eq!(read(&result_page("(0건중 0건 출력)", "", "")), zero);
    assert_eq!(read(&result_page("", &list(""), "")), none);
    assert_eq!(
        read("<html><body><div id=\"searchResult\">없음</div></body></html>"),
        none
    );
    for mark in ["id=\"result_view\"", "class=\"searchTitle5\""] {
        let page = format!("<html><body><div {mark}>없음</div></body></html>");
        assert_eq!(read(&page), none, "{mark}");
    }
    let toolbar = "<a href=\"javascript:search.goDetail();\">상세보기</a>";
    assert_eq!(read(&result_page("(0건중 0건 출력)", toolbar, "")), zero);
}

#[test]
fn contract_a_search_form_alone_is_no_empty_list() {
    let form =
        "<form id=\"frmSearch\"><input name=\"q\"/><input name=\"page\" value=\"1\"/></form>";
    for rest in [
        "",
        "<h1>도서관에 오신 것을 환영합니다</h1>",
        "<ul class=\"listType01\"></ul>",
    ] {
        let home = format!("<html><body>{form}{rest}</body></html>");
        let unknown = PageError::LayoutUnknown {
            library: "sejong".to_owned(),
            rule: "page",
            field: "result page",
        };
        assert_eq!(catalogue("sejong").read_list(&home), Err(unknown), "{rest}");
    }
}

#[test]
fn contract_a_search_for_the_word_of_error_pages_may_have_no_hits() {
    let page = "<html><body><form id=\"frmSearch\"><input id=\"q\" name=\"q\" value=\"TITL:오류발생\"/></form>\
                <div id=\"searchResult\">'오류발생'에 대한 검색 결과입니다.</div></body></html>";
    assert_eq!(
        catalogue("sejong").read_list(page).map(|page| page.hits),
        Ok(Vec::new())
    );
}

#[test]
fn contract_a_count_of_none_is_believed() {
    let page = result_page("(0건중 0건 출력)", "<p>오류발생 시 연락 주세요.</p>", "");
    let read = catalogue("sejong").read_list(&page);
    assert_eq!(read.map(|page| page.total), Ok(Some(0)));
}

#[test]
fn contract_a_counted_hit_that_is_not_found_is_an_unknown_layout() {
    let error = |page: &str| {
        catalogue("sejong")
            .read_list(page)
            .expect_err("an unknown layout")
    };
    let unknown = PageError::LayoutUnknown {
        library: "sejong".to_owned(),
        rule: "list",
        field: "hit",
    };
    assert_eq!(
        error(&result_page("(12건중 10건 출력)", "", "<strong>1</strong>")),
        unknown
    );
    let renamed =
        "<ol><li><a class=\"subject\" href=\"javascript:search.goDetail(7);\">토지</a></li></ol>";
    assert_eq!(error(&result_page("", renamed, "")), unknown);
    let one_lost = format!(
        "{}{}",
        item("7", &titled("7", "토지", "")),
        item("8", "").replace("\"body\"", "\"b\"")
    );
    assert_eq!(error(&result_page("", &list(&one_lost), "")), unknown);
}

#[test]
fn contract_a_page_beyond_the_last_one_is_empty() {
    let page = result_page(
        "(104건중 0건 출력)",
        &list(""),
        "<a href=\"javascript:goPage(3)\">3</a><strong>4</strong>",
    );
    let read = catalogue("sejong")
        .read_list(&page)
        .expect("a page of results");
    assert_eq!(
        (read.total, read.page, read.hits.len()),
        (Some(104), Some(4), 0)
    );
}

#[test]
fn contract_a_hit_without_title_or_number_names_the_field() {
    let read = |body: &str, cid: &str| {
        let page = result_page("", &list(&item(cid, body)), "");
        catalogue("sejong")
            .read_list(&page)
            .expect_err("an unknown layout")
    };
    let unknown = |field| PageError::LayoutUnknown {
        library: "sejong".to_owned(),
        rule: "hit",
        field,
    };
    assert_eq!(read("<a class=\"subject\">토지</a>", "7"), unknown("title"));
    assert_eq!(read("<a class=\"title\">토지</a>", ""), unknown("cid"));
    assert_eq!(
        unknown("cid").to_string(),
        "the page of sejong is not laid out as expected: rule hit found no cid"
    );
}

#[test]
fn contract_a_pager_with_many_pages() {
    let items: String = (1..=50)
        .map(|cid| item(&cid.to_string(), &titled(&cid.to_string(), "토지", "")))
        .collect();
    let go = |page: u32, class: &str| {
        format!("<a {class} href=\"javascript:search.goPage({page});\">{page}</a>")
    };
    let next = "class=\"next\"";
    for (pager, page, last_page) in [
        (
            format!(
                "{}<strong>2</strong>{}{}{}",
                go(1, ""),
                go(3, ""),
                go(11, next),
                go(25, next)
            ),
            2,
            25,
        ),
        (
            format!("<strong>1</strong>{}{}", go(2, ""), go(3, "")),
            1,
            3,
        ),
        (
            format!("{}{}<strong>3</strong>", go(1, ""), go(2, "")),
            3,
            3,
        ),
    ] {
        let html = result_page("(1,204건중 50건 출력)", &list(&items), &pager);
        let read = catalogue("sejong")
            .read_list(&html)
            .expect("a page of results");
        assert_eq!(
            (read.total, read.page, read.last_page),
            (Some(1204), Some(page), Some(last_page))
        );
        let cids: Vec<u32> = read
            .hits
            .iter()
            .map(|hit| hit.cid.parse().expect("a number"))
            .collect();
        assert_eq!(cids, (1..=50).collect::<Vec<_>>(), "every hit, in order");
    }
}

#[test]
fn contract_several_branches_in_one_hit() {
    let tags = "<p class=\"tag\">\n<a href=\"javascript:search.showBriefItem(7,'01');\" class=\"underline\">서울도서관</a>\n\t\
                [813.6 박14ㅌ]\t대출중<br/>\n<a href=\"javascript:search.showBriefItem(7,'02');\" class=\"underline\">글로벌도서관</a>\
                [813.6 박14ㅌ v.2] 특수상태<br/>[813.6 박14ㅌ v.3] 대출불가<br/></p>\
                <p class=\"tag\"><a href=\"javascript:search.showBriefItem(7,'03');\" class=\"underline\">분관</a></p>\
                <p class=\"tag\">별관 [R [비]030] 열람 전용</p>";
    let hit = only_hit("hufs", &titled("7", "토지", tags));
    assert_eq!(
        hit.branches,
        [
            branch("서울도서관", "01", "813.6 박14ㅌ", Status::OnLoan, "대출중"),
            branch(
                "글로벌도서관",
                "02",
                "813.6 박14ㅌ v.2",
                Status::Unknown,
                "특수상태"
            ),
            branch(
                "글로벌도서관",
                "02",
                "813.6 박14ㅌ v.3",
                Status::NotForLoan,
                "대출불가"
            ),
            branch("분관", "03", "", Status::Unknown, ""),
            branch("별관", "", "R [비]030", Status::Unknown, "열람 전용"),
        ]
    );
}

#[test]
fn contract_branches_without_their_paragraph() {
    let links = "<div id=\"rel_7\"></div><div><a href=\"javascript:search.showBriefItem(7,'01');\">중앙도서관</a> [813] 대출가능<br/></div>";
    let hit = only_hit("sejong", &titled("7", "토지", links));
    assert_eq!(
        hit.branches,
        [branch(
            "중앙도서관",
            "01",
            "813",
            Status::Available,
            "대출가능"
        )]
    );
}

#[test]
fn contract_a_hit_without_branches() {
    let hit = only_hit("skhu", &titled("7", "전자책", " / 저자. 출판사, 2020."));
    assert_eq!(hit.branches, []);
    assert_eq!((hit.material_type.as_str(), hit.cover_url), ("", None));
}

#[test]
fn contract_numbers_in_real_links() {
    let link = "<a class=\"title\" href=\"DetailView.ax?sid=1&cid=121428\" onclick=\"goDetail('121428'); return false;\">토지</a>\
                / 박경리 / 나남 / 2002";
    let hit = only_hit_numbered("cbnul", "121428", link);
    assert_eq!(hit.cid, "121428");
    assert_eq!(
        (
            hit.author.as_str(),
            hit.publisher.as_str(),
            hit.year.as_str()
        ),
        ("박경리", "나남", "2002")
    );
    assert_eq!(hit.raw_line, "토지 / 박경리 / 나남 / 2002");
    let in_script =
        "<a class=\"title\" href=\"#\" onclick=\"search.goDetail( 121428 , true );\">토지</a>";
    assert_eq!(
        only_hit_numbered("sejong", "121428", in_script).cid,
        "121428"
    );
    let in_box = "<a class=\"title\" href=\"#\">토지</a>";
    assert_eq!(only_hit_numbered("sejong", "121428", in_box).cid, "121428");
    let in_holder = "<a class=\"title\" href=\"#\">토지</a><div id=\"rel_121428\"></div>";
    assert_eq!(only_hit_numbered("sejong", "", in_holder).cid, "121428");
}

fn only_hit_numbered(library: &str, cid: &str, body: &str) -> Hit {
    let page = result_page("", &list(&item(cid, body)), "");
    let mut hits = catalogue(library)
        .read_list(&page)
        .expect("a page of results")
        .hits;
    hits.pop().expect("a hit")
}

#[test]
fn contract_the_author_inside_the_title() {
    let hit = only_hit(
        "cbnul",
        &titled(
            "7",
            "총, 균, 쇠 : 무기·병균·금속 /\n 재레드 다이아몬드",
            " / 문학사상, 2013.",
        ),
    );
    assert_eq!(hit.title, "총, 균, 쇠 : 무기·병균·금속");
    assert_eq!(hit.author, "재레드 다이아몬드");
    assert_eq!(
        (hit.publisher.as_str(), hit.year.as_str()),
        ("문학사상", "2013")
    );
    assert_eq!(
        hit.raw_line,
        "총, 균, 쇠 : 무기·병균·금속 / 재레드 다이아몬드 / 문학사상, 2013."
    );
}

#[test]
fn contract_the_title_class_of_snue() {
    let body = "<a class=\"pyxisv4_title\" href=\"javascript:search.goDetail(7);\">토지</a> / 박경리. 나남, 2002.";
    assert_eq!(only_hit("snue", body).title, "토지");
}

#[test]
fn contract_hits_outside_the_list() {
    let page = result_page("(1건중 1건 출력)", &item("7", &titled("7", "토지", "")), "");
    let read = catalogue("sejong")
        .read_list(&page)
        .expect("a page of results");
    assert_eq!(read.hits.first().map(|hit| hit.cid.as_str()), Some("7"));
}

#[test]
fn contract_covers_are_absolute_and_placeholders_are_none() {
    for (source, cover) in [
        (
            "../images/cover/7.jpg",
            Some("https://library.sejong.ac.kr/images/cover/7.jpg"),
        ),
        (
            "http://210.119.152.24/Solars7Thumbnail/tn_7.jpg",
            Some("http://210.119.152.24/Solars7Thumbnail/tn_7.jpg"),
        ),
        ("../images/noimage.gif", None),
        ("/images/bg_book_shadow.png", None),
        ("javascript:alert(1)", None),
        ("", None),
    ] {
        let cell = format!("<dt><span class=\"thumb\"><img src=\"{source}\"/></span></dt>");
        let items = item("7", &titled("7", "토지", "")).replace("<dt></dt>", &cell);
        let read = catalogue("sejong")
            .read_list(&result_page("", &list(&items), ""))
            .expect("a page of results");
        let found = read
            .hits
            .first()
            .and_then(|hit| hit.cover_url.as_ref())
            .map(|url| url.as_str());
        assert_eq!(found, cover, "{source}");
    }
}

#[test]
fn contract_decomposed_korean_is_composed() {
    let hit = only_hit(
        "sejong",
        &titled("7", "\u{1110}\u{1169}\u{110c}\u{1175} &amp; 별", ""),
    );
    assert_eq!(hit.title, "토지 & 별");
}
