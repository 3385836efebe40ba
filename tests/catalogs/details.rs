//! Pages of records. Nobody has recorded one: hand-written after catalogs.md 1.7.

use catalog::{Detail, PageError};

use crate::catalogue;

fn page(table: &str) -> String {
    format!("<html><body><div id=\"detail\">{table}</div></body></html>")
}

fn read(table: &str) -> Detail {
    catalogue("cbnul")
        .read_detail(&page(table))
        .expect("the page of a record")
}

fn pairs(detail: &Detail) -> Vec<(&str, &str)> {
    detail
        .fields
        .iter()
        .map(|(label, value)| (label.as_str(), value.as_str()))
        .collect()
}

#[test]
fn contract_labels_and_values_marked_by_class() {
    let row = |label: &str, value: &str| {
        format!(
            "<tr><td class=\"detailHead\">\n\t{label} :</td><td class=\"detailBody\">{value}</td></tr>"
        )
    };
    let table = [
        row(
            "서명 / 저자",
            "총, 균, 쇠 =\t Guns : 부제 / 재레드 다이아몬드",
        ),
        row("발행사항", "서울 : 문학사상, 2013"),
        row("ISBN", "9780306406157(1) : 16000원<br/>0-306-40615-2"),
        row("ISBN", "978-0-306-40615-7 <b>(세트)</b>"),
        row("", "이어지는 값"),
        row("키워드", ""),
    ]
    .concat();
    let detail = read(&format!(
        "<table><tbody id=\"metaDataBody\">{table}</tbody></table>"
    ));
    assert_eq!(
        pairs(&detail),
        [
            ("서명/저자", "총, 균, 쇠 = Guns : 부제 / 재레드 다이아몬드"),
            ("발행사항", "서울 : 문학사상, 2013"),
            ("ISBN", "9780306406157(1) : 16000원 0-306-40615-2"),
            ("ISBN", "978-0-306-40615-7 (세트)"),
            ("ISBN", "이어지는 값"),
            ("키워드", ""),
        ]
    );
    assert_eq!(detail.isbns(), ["9780306406157", "0306406152"]);
}

#[test]
fn contract_cells_in_pairs() {
    let other = "<table><tr><td>메뉴</td><td>홈</td></tr></table>";
    let record = "<table><tr><td>자료유형 : </td><td>단행본</td><td>판사항</td><td>개정3판</td></tr>\
                  <tr><th>청구기호</th><td>811.4</td></tr></table>";
    assert_eq!(
        pairs(&read(&format!("{other}{record}"))),
        [
            ("자료유형", "단행본"),
            ("판사항", "개정3판"),
            ("청구기호", "811.4")
        ]
    );
}

#[test]
fn contract_a_page_without_a_record_is_an_unknown_layout() {
    for table in [
        "",
        "<table><tr><td>메뉴</td><td>홈</td></tr></table>",
        "<table><tbody id=\"metaDataBody\"></tbody></table>",
    ] {
        let unknown = PageError::LayoutUnknown {
            library: "cbnul".to_owned(),
            rule: "detail",
            field: "metaDataBody",
        };
        assert_eq!(
            catalogue("cbnul").read_detail(&page(table)),
            Err(unknown),
            "{table}"
        );
    }
}

#[test]
fn contract_a_cut_record_is_an_error() {
    let whole = page(
        "<table><tbody id=\"metaDataBody\"><tr><td>서명 / 저자</td><td>토지</td></tr></tbody></table>",
    );
    let full = catalogue("cbnul")
        .read_detail(&whole)
        .expect("the whole page");
    for (end, _) in whole.char_indices() {
        let cut = &whole[..end];
        match catalogue("cbnul").read_detail(cut) {
            Ok(detail) => assert_eq!(detail, full, "cut at {end}"),
            Err(error) => assert_eq!(error, PageError::CutPage, "cut at {end}"),
        }
    }
}
