//! The recorded pages hold exactly these values.

use catalog::{Branch, Copy, Hit, ListPage, Status};

use crate::{RECORDED_COPIES, RECORDED_LIST, catalogue};

#[test]
fn the_recorded_list_holds_one_hit() {
    let page = catalogue("ut")
        .read_list(RECORDED_LIST)
        .expect("a page of results");
    let title = "인생의 역사 : '공무도하가'에서 '사랑의 발명'까지 : 신형철 시화(詩話)";
    let hit = Hit {
        cid: "728530".to_owned(),
        title: title.to_owned(),
        author: "신형철".to_owned(),
        publisher: "난다".to_owned(),
        year: "2022".to_owned(),
        material_type: "동양서단행본".to_owned(),
        cover_url: "http://210.119.152.24/Solars7Thumbnail/000/728/tn_00728530.jpg"
            .parse()
            .ok(),
        branches: vec![Branch {
            name: "중앙도서관".to_owned(),
            code: Some("01".to_owned()),
            call_number: "809.1 신94ㅇ".to_owned(),
            status: Status::Available,
            raw_status: "대출가능".to_owned(),
        }],
        raw_line: format!("{title} / 신형철. 난다, 2022."),
    };
    let expected = ListPage {
        total: Some(1),
        page: Some(1),
        last_page: Some(1),
        hits: vec![hit],
    };
    assert_eq!(page, expected);
}

#[test]
fn the_recorded_table_holds_two_copies() {
    let copies = catalogue("ut")
        .read_copies(RECORDED_COPIES)
        .expect("a table of copies");
    let copy = |registration_number: &str, call_number: &str| Copy {
        registration_number: registration_number.to_owned(),
        branch: "중앙도서관".to_owned(),
        location: "자료실".to_owned(),
        call_number: call_number.to_owned(),
        raw_status: "대출가능".to_owned(),
        status: Status::Available,
        raw_due: String::new(),
        due: None,
    };
    assert_eq!(
        copies,
        [
            copy("EM00510342", "809.1 신94ㅇ"),
            copy("EM00510343", "809.1 신94ㅇ c.2")
        ]
    );
}

#[test]
fn the_recorded_pages_read_the_same_with_other_line_ends() {
    let catalogue = catalogue("ut");
    let crlf = |page: &str| page.replace("\r\n", "\n").replace('\n', "\r\n");
    assert_eq!(
        catalogue.read_list(&crlf(RECORDED_LIST)),
        catalogue.read_list(RECORDED_LIST)
    );
    assert_eq!(
        catalogue.read_copies(&crlf(RECORDED_COPIES)),
        catalogue.read_copies(RECORDED_COPIES)
    );
}
