//! Which column of a table of copies holds what (catalogs.md 1.5).

/// Places of the values in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Cells a row must have; shorter rows are no copies.
    pub(super) width: usize,
    pub(super) registration_number: Option<usize>,
    pub(super) branch: Option<usize>,
    pub(super) location: Option<usize>,
    pub(super) call_number: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) due: Option<usize>,
}

impl Columns {
    /// By the labels of a header row without spaces (recorded: `순번 등록번호 소장위치 청구기호▲ 도서상태 반납기한 부가기능`).
    /// None if they name no status, or neither registration nor call number.
    pub(super) fn from_labels(labels: &[String]) -> Option<Self> {
        let mut columns = Self {
            width: labels.len(),
            ..Self::default()
        };
        for (index, label) in labels.iter().enumerate() {
            let names = |words: &[&str]| words.iter().any(|word| label.contains(word));
            let column = if names(&["등록번호"]) {
                &mut columns.registration_number
            } else if names(&["청구기호"]) {
                &mut columns.call_number
            } else if names(&["소장위치", "자료실"]) {
                &mut columns.location
            } else if names(&["반납"]) {
                &mut columns.due
            } else if names(&["상태"]) {
                &mut columns.status
            } else if names(&["소장기관", "소장도서관", "분관"]) {
                &mut columns.branch
            } else {
                continue;
            };
            column.get_or_insert(index);
        }
        let usable = columns.status.is_some()
            && (columns.registration_number.is_some() || columns.call_number.is_some());
        usable.then_some(columns)
    }

    /// By position, when no header can be used: the full table has 7 columns, the short one 4 with the due date and an
    /// action after them at some libraries.
    pub(super) fn from_width(width: usize) -> Option<Self> {
        let first = match width {
            7 => 1,
            4..=6 => 0,
            _ => return None,
        };
        Some(Self {
            width,
            registration_number: Some(first),
            branch: None,
            location: Some(first + 1),
            call_number: Some(first + 2),
            status: Some(first + 3),
            due: (width > 4).then_some(first + 4),
        })
    }
}
