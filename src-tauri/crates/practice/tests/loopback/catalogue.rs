//! Endpoints, search and paging.

use scraper::Html;

use crate::desk::{Desk, all, css};

#[tokio::test]
async fn the_library_owns_605_books_and_says_so_at_the_door() {
    let desk = Desk::open().await;
    let front = desk.text("").await;
    assert!(
        front.contains("<title>체험 도서관</title>") && front.contains("책 605권"),
        "{front}"
    );
    assert_eq!(desk.text("index.ax").await, front);
}

#[tokio::test]
async fn the_words_of_the_ancestor_have_their_hits() {
    let desk = Desk::open().await;
    for (q, counts) in [
        ("토지", "(24건중 10건 출력)"),
        ("파이썬", "(30건중 10건 출력)"),
        ("호주", "(104건중 10건 출력)"),
    ] {
        for q in [q.to_owned(), format!("TITL:{q}"), format!("ALL:{q}")] {
            assert_eq!(desk.search(&q, 1, 10).await.counts, counts, "{q}");
        }
    }
}

#[tokio::test]
async fn a_book_the_library_lacks_is_a_recognisable_page_without_hits() {
    let desk = Desk::open().await;
    for q in [
        "TITL:마르코발도",
        "마르코발도",
        "TITL:",
        "",
        "?!",
        "TITL:토지|AUTH:마르코발도",
    ] {
        let html = desk
            .client
            .get(desk.search_url(q, 1, 10))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        let page = Html::parse_document(&html);
        for present in [
            "#searchResult",
            "form#frmSearch",
            "div.searchTitle5",
            "form#frmResultList",
        ] {
            assert!(
                page.select(&css(present)).next().is_some(),
                "{q}: {present}"
            );
        }
        for absent in ["ul.listType01", "div.pager"] {
            assert!(page.select(&css(absent)).next().is_none(), "{q}: {absent}");
        }
        assert_eq!(
            all(page.root_element(), "h3 span"),
            ["(0건중 0건 출력)"],
            "{q}"
        );
    }
}

#[tokio::test]
async fn the_recorded_record_reads_as_in_the_recorded_page() {
    let desk = Desk::open().await;
    let list = desk.search("TITL:인생의 역사", 1, 10).await;
    assert_eq!(list.counts, "(1건중 1건 출력)");
    assert_eq!(list.pager, ["1"]);
    let hit = &list.hits[0];
    assert_eq!(
        hit.title,
        "인생의 역사 : '공무도하가'에서 '사랑의 발명'까지 : 신형철 시화(詩話)"
    );
    assert_eq!(hit.line, "/ 신형철. 난다, 2022.");
    assert_eq!(hit.tags.len(), 1);
    assert!(
        hit.tags[0].starts_with("중앙도서관 [809.1 신"),
        "{:?}",
        hit.tags
    );
}

#[tokio::test]
async fn search_folds_case_and_ignores_spaces_and_punctuation() {
    let desk = Desk::open().await;
    for q in ["총, 균, 쇠", "총균쇠", "TITL:총 균 쇠"] {
        let titles = desk.titles(q).await;
        assert_eq!(titles.len(), 3, "{q}");
        assert_eq!(titles[0], "총, 균, 쇠", "the equal title comes first");
    }
    for q in ["GUNS, GERMS", "germsandsteel", "TITL:steel guns"] {
        assert_eq!(desk.titles(q).await, ["Guns, germs, and steel"], "{q}");
    }
    assert_eq!(desk.titles("L'ÉTRANGER").await, ["L'étranger"]);
    assert_eq!(desk.titles("TITL:말의품격").await.len(), 1);
    assert_eq!(desk.titles("구토").await, ["구토"]);
}

#[tokio::test]
async fn decomposed_letters_find_the_same() {
    let desk = Desk::open().await;
    assert_eq!(
        desk.search("TITL:\u{1110}\u{1169}\u{110c}\u{1175}", 1, 10)
            .await
            .counts,
        "(24건중 10건 출력)"
    );
    assert_eq!(desk.titles("L'e\u{301}tranger").await, ["L'étranger"]);
}

#[tokio::test]
async fn terms_are_joined_and_look_at_their_field() {
    let desk = Desk::open().await;
    assert_eq!(desk.titles("TITL:컴퓨터구조론|PUBN:생능").await.len(), 3);
    assert_eq!(
        desk.titles("TITL:컴퓨터구조론|PUBN:생능|AUTH:김종현")
            .await
            .len(),
        3
    );
    assert_eq!(desk.titles("TITL:컴퓨터구조론|PUBN:민음사").await.len(), 0);
    assert_eq!(
        desk.titles("TITL:코스모스|AUTH:앤 드루얀").await,
        ["코스모스 : 가능한 세계들"]
    );
    assert_eq!(desk.titles("TITL:칼 세이건").await.len(), 0);
    assert_eq!(
        desk.titles("칼 세이건 코스모스").await.len(),
        3,
        "a bare query looks at all fields"
    );
    assert_eq!(
        desk.titles("PUBN:이성과힘").await,
        ["난장이가 쏘아올린 작은 공"]
    );
    assert_eq!(desk.titles("ISBN:9788970127248").await.len(), 1);
    assert_eq!(desk.titles("ISBN:978-89-7012-724-8").await.len(), 1);
    assert_eq!(
        desk.titles("ISBN:97889701272").await.len(),
        0,
        "a part of a number is another number"
    );
    assert_eq!(desk.titles("CID:1600013").await, ["토지 1"]);
}

#[tokio::test]
async fn pages_hold_every_hit_once() {
    let desk = Desk::open().await;
    let mut cids = Vec::new();
    for page in 1..=11 {
        let list = desk.search("TITL:호주", page, 10).await;
        assert_eq!(list.hits.len(), if page < 11 { 10 } else { 4 });
        assert_eq!(list.counts, format!("(104건중 {}건 출력)", list.hits.len()));
        cids.extend(list.hits.into_iter().map(|hit| hit.cid));
    }
    let (first, rest) = (
        desk.search("호주", 1, 100).await,
        desk.search("호주", 2, 100).await,
    );
    assert_eq!(
        cids,
        first
            .hits
            .into_iter()
            .chain(rest.hits)
            .map(|hit| hit.cid)
            .collect::<Vec<_>>()
    );
    cids.sort();
    cids.dedup();
    assert_eq!(cids.len(), 104);
}

#[tokio::test]
async fn a_page_beyond_the_end_has_no_hits_but_the_total() {
    let desk = Desk::open().await;
    for page in [4, 5000, usize::MAX] {
        let list = desk.search("토지", page, 10).await;
        assert!(list.hits.is_empty());
        assert_eq!(list.counts, "(24건중 0건 출력)");
        assert_eq!(list.pager, ["1", "2", "3"]);
    }
}

#[tokio::test]
async fn numbers_that_are_none_mean_the_first_page_of_ten() {
    let desk = Desk::open().await;
    let usual = desk.search("토지", 1, 10).await;
    for odd in [
        "search/Search.Result.ax?q=TITL:토지",
        "search/Search.Result.ax?q=토지&page=0&pageSize=0",
        "search/Search.Result.ax?q=토지&page=x&pageSize=-1",
    ] {
        assert_eq!(
            crate::desk::List::read(&desk.text(odd).await),
            usual,
            "{odd}"
        );
    }
    assert_eq!(
        desk.search("호주", 1, 9999).await.hits.len(),
        100,
        "a page holds at most 100"
    );
}

#[tokio::test]
async fn the_pager_names_the_last_page_as_clients_expect() {
    let desk = Desk::open().await;
    let html = desk
        .client
        .get(desk.search_url("호주", 2, 10))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let page = Html::parse_document(&html);
    let pager = |selector: &str| -> Vec<String> {
        page.select(&css(selector))
            .map(|link| link.attr("href").unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        pager("div.pager a.next"),
        [
            "javascript:search.goPage(11);",
            "javascript:search.goPage(11);"
        ]
    );
    assert_eq!(all(page.root_element(), "div.pager strong"), ["2"]);
    assert_eq!(
        pager("div.pager a[href*=goPage]").len(),
        11,
        "nine numbers and two a.next"
    );
    let last = desk.search("호주", 11, 10).await;
    assert_eq!(
        last.pager,
        ["", "", "11"],
        "first, previous block, and the page itself"
    );
}

#[tokio::test]
async fn a_record_has_a_page_in_pairs_of_label_and_value() {
    let desk = Desk::open().await;
    let cid = desk.search("ISBN:9788970127248", 1, 10).await.hits[0]
        .cid
        .clone();
    let page = Html::parse_document(
        &desk
            .text(&format!("search/DetailView.ax?sid=1&cid={cid}"))
            .await,
    );
    let labels = all(
        page.root_element(),
        "tbody#metaDataBody > tr > td.detailHead",
    );
    let values = all(
        page.root_element(),
        "tbody#metaDataBody > tr > td.detailBody",
    );
    assert_eq!(
        labels,
        [
            "자료유형 :",
            "서명 / 저자 :",
            "개인저자 :",
            "발행사항 :",
            "ISBN :",
            "청구기호 :"
        ]
    );
    assert_eq!(
        values[1],
        "총, 균, 쇠 : 무기·병균·금속은 인류의 운명을 어떻게 바꿨는가 / 재레드 다이아몬드"
    );
    assert_eq!(values[4], "9788970127248");
    assert!(
        desk.text("search/DetailView.ax?cid=1")
            .await
            .contains("오류발생")
    );
}

#[tokio::test]
async fn queries_come_back_as_text_not_as_markup() {
    let desk = Desk::open().await;
    let html = desk
        .client
        .get(desk.search_url("TITL:<script>\"{{q}}&", 1, 10))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(!html.contains("<script>\""), "{html}");
    assert!(html.contains("'TITL:&lt;script&gt;&quot;{{q}}&amp;'에 대한"));
}

#[tokio::test]
async fn other_addresses_and_methods_are_refused() {
    let desk = Desk::open().await;
    assert_eq!(
        desk.get("pyxis-api/1/collections/1/search").await.status(),
        404
    );
    assert_eq!(
        desk.client
            .post(desk.url("search/Search.Result.ax"))
            .form(&[("q", "토지")])
            .send()
            .await
            .unwrap()
            .status(),
        405
    );
    assert!(desk.text("login.ax").await.contains("type=\"password\""));
}

#[tokio::test]
async fn a_list_names_the_covers_there_are() {
    let desk = Desk::open().await;
    let address = desk.search_url("토지", 1, 10);
    let list = desk.client.get(address).send().await.unwrap();
    let page = Html::parse_document(&list.text().await.unwrap());
    let images = css("dt span.thumb img");
    let images = page.select(&images);
    let sources: Vec<&str> = images.filter_map(|image| image.attr("src")).collect();
    let (drawn, none): (Vec<&str>, Vec<&str>) = sources
        .iter()
        .partition(|source| source.starts_with("../Thumbnail/"));
    assert_eq!((drawn.len(), none.len()), (7, 3), "{sources:?}");
    assert!(none.iter().all(|source| source.contains("noimage")));
    for source in drawn {
        let answer = desk.get(source.trim_start_matches("../")).await;
        assert_eq!(answer.headers()["content-type"], "image/png");
        let bytes = answer.bytes().await.unwrap();
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() < 4_096);
    }
    assert_eq!(desk.get("Thumbnail/tn_1600020.png").await.status(), 404);
}
