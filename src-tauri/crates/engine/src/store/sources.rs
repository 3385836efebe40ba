//! `source`: a library at the address a search was sent to.

use catalog::CopiesRoute;
use sqlx::SqliteConnection;
use url::Url;

use crate::id::SourceId;

/// Where requests go: the library and, when it is not its own, the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) library_id: String,
    pub(crate) address: Option<Url>,
    pub(crate) copies_route: Option<CopiesRoute>,
}

/// The id of the source, made when it is new.
pub(crate) async fn ensure(
    connection: &mut SqliteConnection,
    library_id: &str,
    address: Option<&Url>,
) -> Result<SourceId, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO source(library_id, address) VALUES (?, ?)
         ON CONFLICT (library_id, address) DO UPDATE SET address = excluded.address
         RETURNING id",
    )
    .bind(library_id)
    .bind(address.map_or("", Url::as_str))
    .fetch_one(connection)
    .await
}

/// The source with this id.
pub(crate) async fn get(
    connection: &mut SqliteConnection,
    id: SourceId,
) -> Result<Option<Source>, sqlx::Error> {
    let row: Option<(String, String, Option<String>)> =
        sqlx::query_as("SELECT library_id, address, copies_route FROM source WHERE id = ?")
            .bind(id)
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(library_id, address, route)| Source {
        library_id,
        address: Url::parse(&address).ok(),
        copies_route: route.and_then(|route| route.parse().ok()),
    }))
}

/// Remembers the endpoint that answered for copies.
pub(crate) async fn remember_route(
    connection: &mut SqliteConnection,
    id: SourceId,
    route: CopiesRoute,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE source SET copies_route = ? WHERE id = ? AND copies_route IS NOT ?")
        .bind(route.as_str())
        .bind(id)
        .bind(route.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
