//! Slots of the queue by their names: a library's own, or that of one search at another address, `library#search`.

use sqlx::SqliteConnection;

/// The library whose requests run under this slot.
pub(crate) fn library_of(slot: &str) -> &str {
    slot.split_once('#')
        .map_or(slot, |(library_id, _)| library_id)
}

/// The slots of their own that ended and deleted searches have left: what ran when a search was stopped ended after it.
pub(crate) async fn left_slots(
    connection: &mut SqliteConnection,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT slot.slot FROM slot LEFT JOIN search
           ON search.id = CAST(substr(slot.slot, instr(slot.slot, '#') + 1) AS INTEGER) AND search.slot = slot.slot
         WHERE instr(slot.slot, '#') > 0 AND (search.id IS NULL OR finished_at_ms IS NOT NULL) ORDER BY slot.slot",
    )
    .fetch_all(connection)
    .await
}

#[cfg(test)]
mod tests {
    use super::library_of;

    #[test]
    fn the_library_of_a_slot() {
        for slot in ["sejong", "sejong#12"] {
            assert_eq!(library_of(slot), "sejong");
        }
    }
}
