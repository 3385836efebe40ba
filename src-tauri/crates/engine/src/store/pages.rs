//! `search_page`: which pages of a list are planned, read or given up. What is listed is never asked again.

use sqlx::SqliteConnection;

use crate::id::SearchId;
use crate::wire::ErrorCode;

/// A list page that was read.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedPage {
    /// 1-based.
    pub page: u32,
    /// Hits on it.
    pub hit_count: u32,
}

/// Plans a page (again); false if it is listed already.
pub(crate) async fn plan(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    page: u32,
) -> Result<bool, sqlx::Error> {
    let result = sqlx::query(
        "INSERT INTO search_page(search_id, page, state) VALUES (?, ?, 'planned')
         ON CONFLICT (search_id, page) DO UPDATE SET state = 'planned', code = NULL
         WHERE search_page.state <> 'listed'",
    )
    .bind(search_id)
    .bind(page)
    .execute(connection)
    .await?;
    Ok(result.rows_affected() > 0)
}

/// The page was read.
pub(crate) async fn listed(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    page: u32,
    hit_count: u32,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search_page SET state = 'listed', code = NULL, hit_count = ? WHERE search_id = ? AND page = ?",
    )
    .bind(hit_count)
    .bind(search_id)
    .bind(page)
    .execute(connection)
    .await?;
    Ok(())
}

/// The page was given up.
pub(crate) async fn failed(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    page: u32,
    code: ErrorCode,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search_page SET state = 'failed', code = ? WHERE search_id = ? AND page = ?",
    )
    .bind(code)
    .bind(search_id)
    .bind(page)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives up every page that is not read yet.
pub(crate) async fn fail_planned(
    connection: &mut SqliteConnection,
    search_id: SearchId,
    code: ErrorCode,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE search_page SET state = 'failed', code = ? WHERE search_id = ? AND state = 'planned'",
    )
    .bind(code)
    .bind(search_id)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets all pages of a search: its list is asked for anew.
pub(crate) async fn forget(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM search_page WHERE search_id = ?")
        .bind(search_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The pages that were read, in order.
pub(crate) async fn all_listed(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Vec<ListedPage>, sqlx::Error> {
    sqlx::query_as(
        "SELECT page, hit_count FROM search_page WHERE search_id = ? AND state = 'listed' ORDER BY page",
    )
    .bind(search_id)
    .fetch_all(connection)
    .await
}

/// The pages that are not read yet, in order.
pub(crate) async fn missing(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Vec<u32>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT page FROM search_page WHERE search_id = ? AND state <> 'listed' ORDER BY page",
    )
    .bind(search_id)
    .fetch_all(connection)
    .await
}

/// The highest page that was ever asked for; 0 before the first one.
pub(crate) async fn last_page(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT coalesce(max(page), 0) FROM search_page WHERE search_id = ?")
        .bind(search_id)
        .fetch_one(connection)
        .await
}

/// Why the first page that was given up was.
pub(crate) async fn first_failure(
    connection: &mut SqliteConnection,
    search_id: SearchId,
) -> Result<Option<ErrorCode>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT code FROM search_page WHERE search_id = ? AND state = 'failed' ORDER BY page LIMIT 1",
    )
    .bind(search_id)
    .fetch_optional(connection)
    .await
}
