//! The table of copies (catalogs.md 1.5). Recorded with 7 columns; the same rules read the shorter and longer ones.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::{Solars, columns::Columns, cut::is_cut, dom, no_copies::says_none, refusal};
use crate::{Copy, PageError, Status, due, status::is_reservation, text::squeeze};

static TABLES: LazyLock<Selector> = LazyLock::new(|| dom::css("table, .itemBranch"));
static ROWS: LazyLock<Selector> = LazyLock::new(|| dom::css("tr"));

/// Columns of the short table.
const SHORT_TABLE: usize = 4;

/// A table with the branch named above it.
struct Table<'a> {
    branch: String,
    rows: Vec<ElementRef<'a>>,
}

impl Table<'_> {
    /// What stands in its rows.
    fn text(&self) -> String {
        let rows = self.rows.iter().map(|row| dom::text(*row));
        rows.collect::<Vec<_>>().join(" ")
    }
}

impl Solars<'_> {
    pub(crate) fn read_copies(self, html: &str) -> Result<Vec<Copy>, PageError> {
        let page = Html::parse_document(html);
        let tables = tables(&page);
        let with_header: Vec<_> = tables
            .iter()
            .filter_map(|table| Some((table, header(table)?)))
            .collect();
        if with_header.is_empty() {
            if let Some(refusal) = refusal::refusal(&page, html) {
                return Err(refusal);
            }
            return self.read_without_header(&page, html, &tables);
        }
        if is_cut(html) {
            return Err(PageError::CutPage);
        }
        let mut copies = Vec::new();
        for (table, (columns, header_row)) in with_header {
            let rows = table.rows.get(header_row + 1..).unwrap_or_default();
            copies.extend(self.read_rows(&table.branch, rows, &columns)?);
        }
        // A table of copies without rows means none (catalogs.md 1.5), but not beside a status.
        if copies.is_empty() && names_status(&dom::text(page.root_element())) {
            return Err(self.layout_unknown("copies", "row"));
        }
        Ok(copies)
    }

    /// By position. Only for parts of a document, which all answers are: a whole document without the labels is another
    /// page. Nothing here shows that this is an answer about copies, so "none" must be said in words.
    fn read_without_header(
        self,
        page: &Html,
        html: &str,
        tables: &[Table<'_>],
    ) -> Result<Vec<Copy>, PageError> {
        let missing = if tables.is_empty() { "table" } else { "header" };
        if html.to_ascii_lowercase().contains("<html") {
            return Err(self.layout_unknown("copies", missing));
        }
        let mut copies = Vec::new();
        for table in tables {
            let widths = table.rows.iter().map(|row| data_cells(*row).len());
            let width = widths.max().unwrap_or(0);
            match Columns::from_width(width) {
                Some(columns) => {
                    copies.extend(self.read_rows(&table.branch, &table.rows, &columns)?);
                }
                None if width == 0 || says_none(&table.text()) => {}
                None => return Err(self.layout_unknown("copies", "header")),
            }
        }
        let text = dom::text(page.root_element());
        if copies.is_empty() && (!says_none(&text) || names_status(&text)) {
            return Err(self.layout_unknown("copies", missing));
        }
        Ok(copies)
    }

    /// Reads the rows that are long enough; shorter ones name donors (cbnul) or say that there is nothing. A short row was
    /// meant to be a copy if it names a status, lacks just one of many cells, or stands where there is no long row.
    fn read_rows(
        self,
        branch: &str,
        rows: &[ElementRef<'_>],
        columns: &Columns,
    ) -> Result<Vec<Copy>, PageError> {
        let rows: Vec<_> = rows.iter().map(|row| data_cells(*row)).collect();
        let copies: Vec<Copy> = rows
            .iter()
            .filter(|cells| cells.len() >= columns.width)
            .map(|cells| copy(branch, cells, columns))
            .filter(|copy| {
                ![
                    &copy.registration_number,
                    &copy.call_number,
                    &copy.raw_status,
                ]
                .iter()
                .all(|it| it.is_empty())
            })
            .collect();
        let mut short = rows.iter().filter(|cells| cells.len() < columns.width);
        let is_lost_copy = |cells: &Vec<_>| {
            cells.iter().any(|cell| names_status(&dom::text(*cell)))
                || (columns.width > SHORT_TABLE && cells.len() + 1 == columns.width)
                || (copies.is_empty() && cells.len() > 2)
        };
        if short.any(is_lost_copy) {
            return Err(self.layout_unknown("copies", "row"));
        }
        Ok(copies)
    }
}

fn copy(branch: &str, cells: &[ElementRef<'_>], columns: &Columns) -> Copy {
    let value = |column: Option<usize>| {
        let cell = column.and_then(|index| cells.get(index));
        cell.map(|cell| dom::text(*cell)).unwrap_or_default()
    };
    let (raw_status, raw_due) = (value(columns.status), value(columns.due));
    let status = Status::read(&raw_status, &raw_due);
    // Tables without a due column may name the date beside the status.
    let due = match (is_reservation(&raw_due), status) {
        (true, _) => None,
        (false, Status::OnLoan) => due::date(&raw_due).or_else(|| due::date(&raw_status)),
        (false, _) => due::date(&raw_due),
    };
    let own_branch = value(columns.branch);
    Copy {
        registration_number: value(columns.registration_number),
        branch: if own_branch.is_empty() {
            branch.to_owned()
        } else {
            own_branch
        },
        location: value(columns.location),
        call_number: value(columns.call_number),
        raw_status,
        status,
        raw_due,
        due,
    }
}

/// The innermost tables, each with the last branch named before it (recorded: `div.itemBranch`).
fn tables(page: &Html) -> Vec<Table<'_>> {
    let mut branch = String::new();
    let mut found = Vec::new();
    for element in page.select(&TABLES) {
        if element.value().name() != "table" {
            branch = dom::text(element);
        } else {
            let rows = element
                .select(&ROWS)
                .filter(|row| belongs_to(*row, element))
                .collect();
            found.push(Table {
                branch: branch.clone(),
                rows,
            });
        }
    }
    found
}

fn belongs_to(row: ElementRef<'_>, table: ElementRef<'_>) -> bool {
    let nearest = row
        .ancestors()
        .filter_map(ElementRef::wrap)
        .find(|element| element.value().name() == "table");
    nearest.is_some_and(|nearest| nearest.id() == table.id())
}

/// The columns by header, and the row that is the header.
fn header(table: &Table<'_>) -> Option<(Columns, usize)> {
    table.rows.iter().enumerate().find_map(|(index, row)| {
        let labels: Vec<String> = row
            .child_elements()
            .filter(|cell| is_cell(*cell))
            .flat_map(labels)
            .collect();
        Some((Columns::from_labels(&labels)?, index))
    })
}

/// The label of a header cell, once for every column it spans.
fn labels(cell: ElementRef<'_>) -> impl Iterator<Item = String> {
    const MAX_SPAN: usize = 20;
    let span = cell
        .attr("colspan")
        .and_then(|span| span.trim().parse().ok())
        .unwrap_or(1);
    let label = squeeze(&dom::text(cell));
    std::iter::repeat_n(label, std::cmp::Ord::clamp(span, 1, MAX_SPAN))
}

fn is_cell(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "td" | "th")
}

/// The cells of a row that is not a header row.
fn data_cells(row: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let cells: Vec<_> = row.child_elements().filter(|cell| is_cell(*cell)).collect();
    if cells.iter().any(|cell| cell.value().name() == "td") {
        cells
    } else {
        Vec::new()
    }
}

/// Whether the text is or holds a status.
fn names_status(text: &str) -> bool {
    Status::read(text, "") != Status::Unknown
}
