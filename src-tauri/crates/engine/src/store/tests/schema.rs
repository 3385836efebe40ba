//! What the migrations promise together.

use std::collections::BTreeMap;

use sqlx::migrate::Migration;

use super::fixture::Store;
use crate::store::migrator;

/// What our tables may hold; the first is sqlx's own.
const NOT_OURS: [&str; 2] = ["_sqlx_migrations", "sqlite_%"];

#[test]
fn no_migration_number_is_used_twice() {
    let mut names: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for migration in migrator().iter() {
        let name = migration.description.to_string();
        names.entry(migration.version).or_default().push(name);
    }
    names.retain(|_, names| names.len() > 1);
    assert!(
        names.is_empty(),
        "one of two migrations would never run: {names:?}"
    );
}

#[test]
fn the_queue_and_the_app_number_their_migrations_apart() {
    let version = |migration: &Migration| migration.version;
    let queue: Vec<i64> = queue::migrations().iter().map(version).collect();
    let all: Vec<i64> = migrator().iter().map(version).collect();
    let app: Vec<i64> = all.into_iter().filter(|it| !queue.contains(it)).collect();
    assert!(
        !queue.is_empty() && queue.iter().all(|it| (1_000..2_000).contains(it)),
        "{queue:?}"
    );
    assert!(
        !app.is_empty() && app.iter().all(|it| (2_000..3_000).contains(it)),
        "{app:?}"
    );
}

#[test]
fn migrations_only_go_forward() {
    for migration in migrator().iter() {
        assert!(
            !migration.migration_type.is_down_migration(),
            "{}: nobody's data goes back to an older version",
            migration.version
        );
    }
}

#[tokio::test]
async fn a_watch_of_before_keeps_its_words_and_the_line_that_told_of_it() {
    let mut store = Store::at_version(2_010).await;
    let news = |event: &str| format!(r#"{{"watch_id":7,"event":"{event}"}}"#);
    sqlx::query(
        "INSERT INTO source(id, library_id) VALUES (1, 'sejong'); INSERT INTO book(id, source_id, cid) VALUES (1, 1, 'A');
         INSERT INTO room(id, library_id, created_at_ms, muted) VALUES (1, 'alerts', 1, 1);
         INSERT INTO message(id, room_id, author, kind, news, sent_at_ms)
           VALUES (20, 1, 'library', 'watch', ?1, 1), (21, 1, 'library', 'watch', ?2, 1);
         INSERT INTO watch(id, book_id, title, author, state, began_at_ms, expires_at_ms, ended_at_ms, planned_at_ms, next_at_ms)
           VALUES (7, 1, '구토', '사르트르', 'expired', 1, 2, 3, 4, 5);
         INSERT INTO watch(id, book_id, place, title, author, began_at_ms, expires_at_ms, planned_at_ms, next_at_ms)
           VALUES (8, 1, '분관', '구토', '', 1, 2, 4, 6);
         DELETE FROM watch WHERE id = 8",
    )
    .bind(news("began"))
    .bind(news("expired"))
    .execute(&mut *store)
    .await
    .unwrap();
    migrator().run(&mut *store).await.unwrap();
    let kept: (String, String, i64, i64) =
        sqlx::query_as("SELECT title, state, ended_at_ms, told_by FROM watch WHERE id = 7")
            .fetch_one(&mut *store)
            .await
            .unwrap();
    assert_eq!(kept, ("구토".to_owned(), "expired".to_owned(), 3, 21));
    let next: i64 = sqlx::query_scalar(
        "INSERT INTO watch(book_id, title, author, began_at_ms, expires_at_ms, planned_at_ms, next_at_ms)
         VALUES (1, '', '', 1, 2, 3, 4) RETURNING id",
    )
    .fetch_one(&mut *store)
    .await
    .unwrap();
    assert_eq!(next, 9, "no number is given twice");
    let indexes: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'watch' ORDER BY name",
    )
    .fetch_all(&mut *store)
    .await
    .unwrap();
    let expected = ["watch_book", "watch_ended", "watch_live", "watch_told"];
    assert_eq!(indexes, expected);
}

#[tokio::test]
async fn every_table_is_strict() {
    let mut store = Store::new().await;
    let tables: Vec<(String, bool)> = sqlx::query_as(
        "SELECT name, strict FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name <> ? AND name NOT LIKE ?",
    )
    .bind(NOT_OURS[0])
    .bind(NOT_OURS[1])
    .fetch_all(&mut *store)
    .await
    .unwrap();
    let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names.contains(&"job") && names.contains(&"hit"),
        "{names:?}"
    );
    let lax: Vec<_> = tables.iter().filter(|(_, strict)| !strict).collect();
    assert!(lax.is_empty(), "a text could get into a number: {lax:?}");
}

#[tokio::test]
async fn every_time_is_named_and_kept_as_milliseconds() {
    let mut store = Store::new().await;
    let wrong: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT tables.name, columns.name, columns.type
         FROM pragma_table_list AS tables JOIN pragma_table_info(tables.name) AS columns
         WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name <> ?
           AND (columns.name LIKE '%\\_at' ESCAPE '\\' OR (columns.name LIKE '%\\_ms' ESCAPE '\\' AND columns.type <> 'INTEGER'))",
    )
    .bind(NOT_OURS[0])
    .fetch_all(&mut *store)
    .await
    .unwrap();
    assert_eq!(wrong, [], "times are integers of milliseconds and say so");
}
