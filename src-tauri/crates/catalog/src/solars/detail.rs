//! The page of a record (catalogs.md 1.7). Never recorded; cbnul marks labels and values, Sejong and cau only pair cells.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::{Solars, cut::is_cut, dom, refusal};
use crate::{Detail, PageError, text::squeeze};

static META_DATA: LazyLock<Selector> = LazyLock::new(|| dom::css("tbody#metaDataBody"));
static TABLES: LazyLock<Selector> = LazyLock::new(|| dom::css("table"));
static CELLS: LazyLock<Selector> = LazyLock::new(|| dom::css("td, th"));

/// Labels seen; a table that holds one describes a record.
const KNOWN_LABELS: [&str; 6] = [
    "자료유형",
    "서명/저자",
    "개인저자",
    "발행사항",
    "형태사항",
    "ISBN",
];

impl Solars<'_> {
    pub(crate) fn read_detail(self, html: &str) -> Result<Detail, PageError> {
        let page = Html::parse_document(html);
        let fields = match page.select(&META_DATA).next() {
            Some(body) => fields(body),
            None => page
                .select(&TABLES)
                .map(fields)
                .find(|fields| is_record(fields))
                .unwrap_or_default(),
        };
        if fields.is_empty() {
            return Err(refusal::refusal(&page, html)
                .unwrap_or_else(|| self.layout_unknown("detail", "metaDataBody")));
        }
        if is_cut(html) {
            return Err(PageError::CutPage);
        }
        Ok(Detail { fields })
    }
}

fn is_record(fields: &[(String, String)]) -> bool {
    fields
        .iter()
        .any(|(label, _)| KNOWN_LABELS.contains(&label.as_str()))
}

/// Labels and values, marked by class or else cell by cell in turn. A value whose label is empty continues the field above
/// it; a label without a value is kept.
fn fields(table: ElementRef<'_>) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut label: Option<String> = None;
    for cell in table.select(&CELLS) {
        let is_label = dom::has_class(cell, "detailHead")
            || cell.value().name() == "th"
            || (label.is_none() && !dom::has_class(cell, "detailBody"));
        if is_label {
            if let Some(label) = label.take().filter(|label| !label.is_empty()) {
                found.push((label, String::new()));
            }
            label = Some(squeeze(&dom::text(cell)).replace([':', '：'], ""));
            continue;
        }
        let value = dom::text(cell);
        let own = label.take().unwrap_or_default();
        let above = found
            .last()
            .map(|(label, _)| label.clone())
            .unwrap_or_default();
        let name = if own.is_empty() { above } else { own };
        if !name.is_empty() || !value.is_empty() {
            found.push((name, value));
        }
    }
    found.extend(
        label
            .filter(|label| !label.is_empty())
            .map(|label| (label, String::new())),
    );
    found
}
