//! The page of one record (catalogs.md 1.7). It says nothing about copies, as there.

use super::{escape, fill};
use crate::books::Book;

/// `DetailView.ax`: label and value in pairs; what the record does not have is left out.
pub(crate) fn detail_page(book: &Book) -> String {
    let Book {
        title,
        author,
        publisher,
        year,
        isbn,
        call_number,
        material,
        ..
    } = book;
    let responsible = if author.is_empty() {
        title.clone()
    } else {
        format!("{title} / {author}")
    };
    let fields = [
        ("자료유형", material.clone()),
        ("서명 / 저자", responsible),
        ("개인저자", author.clone()),
        ("발행사항", format!("{publisher}, {year}")),
        ("ISBN", isbn.clone()),
        ("청구기호", call_number.clone()),
    ];
    let mut rows = String::new();
    for (label, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        fill(
            &mut rows,
            include_str!("templates/detail_row.html"),
            &[("label", label), ("value", &escape(value))],
        );
    }
    let mut page = String::new();
    fill(
        &mut page,
        include_str!("templates/detail.html"),
        &[
            ("rows", &rows),
            ("style", include_str!("templates/style.html")),
        ],
    );
    page
}
