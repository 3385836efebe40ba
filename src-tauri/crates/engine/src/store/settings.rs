//! `settings`: the one row of what the person has set.

use sqlx::SqliteConnection;

use crate::peek::Looks;
use crate::wire::Settings;

/// What is set.
pub(crate) async fn get(connection: &mut SqliteConnection) -> Result<Settings, sqlx::Error> {
    sqlx::query_as(
        "SELECT theme, text_percent, less_motion, speech, enter_sends, single_keys, notify, quiet_from, quiet_until, slow_seconds, gathers,
                watch_days, keeps_running, closing_told, copies_limit, keep_seconds, in_flight, list_px, detail_px FROM settings WHERE id = 1",
    )
    .fetch_one(connection)
    .await
}

/// What a window must know of it. Nothing else is read: the file may be that of an older version.
pub(crate) async fn looks(connection: &mut SqliteConnection) -> Result<Looks, sqlx::Error> {
    sqlx::query_as("SELECT speech, theme, text_percent FROM settings WHERE id = 1")
        .fetch_one(connection)
        .await
}

/// Takes over what the person has set; every value is in its range.
pub(crate) async fn set(
    connection: &mut SqliteConnection,
    settings: &Settings,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE settings SET theme = ?, text_percent = ?, less_motion = ?, speech = ?, enter_sends = ?, single_keys = ?,
                notify = ?, quiet_from = ?, quiet_until = ?, slow_seconds = ?, gathers = ?, watch_days = ?, keeps_running = ?,
                closing_told = ?, copies_limit = ?, keep_seconds = ?, in_flight = ?, list_px = ?, detail_px = ?
         WHERE id = 1",
    )
    .bind(settings.theme)
    .bind(settings.text_percent)
    .bind(settings.less_motion)
    .bind(settings.speech)
    .bind(settings.enter_sends)
    .bind(settings.single_keys)
    .bind(settings.notify)
    .bind(settings.quiet_from)
    .bind(settings.quiet_until)
    .bind(settings.slow_seconds)
    .bind(settings.gathers)
    .bind(settings.watch_days)
    .bind(settings.keeps_running)
    .bind(settings.closing_told)
    .bind(settings.copies_limit)
    .bind(settings.keep_seconds)
    .bind(settings.in_flight)
    .bind(settings.list_px)
    .bind(settings.detail_px)
    .execute(connection)
    .await?;
    Ok(())
}

/// What has ended until now is off the list of what has ended.
pub(crate) async fn clear_ended(
    connection: &mut SqliteConnection,
    now_ms: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE settings SET ended_cleared_at_ms = ? WHERE id = 1")
        .bind(now_ms)
        .execute(connection)
        .await?;
    Ok(())
}
