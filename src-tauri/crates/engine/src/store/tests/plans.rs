//! How SQLite finds the rows of the statements that run often. None of them may grow with the history.

use sqlx::AssertSqlSafe;

use super::fixture::Store;
use crate::store::notifications::{alerts, ends};
use crate::store::{hits, messages, rooms, searches, watches};

/// The steps of a statement, one a line.
async fn plan(store: &mut Store, sql: &str) -> String {
    let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(sql).fetch_all(&mut **store).await.unwrap();
    let steps: Vec<String> = steps.into_iter().map(|(.., step)| step).collect();
    steps.join("\n")
}

/// All of these steps are in the plan.
async fn assert_plan(sql: &str, steps: &[&str]) {
    let plan = plan(&mut Store::new().await, sql).await;
    for step in steps {
        assert!(
            plan.contains(step),
            "without `{step}` it reads rows that it does not need:\n{plan}\n\n{sql}"
        );
    }
}

/// This step is in the plan, and nothing is sorted.
async fn assert_ordered(sql: &str, step: &str) {
    let plan = plan(&mut Store::new().await, sql).await;
    assert!(
        plan.contains(step) && !plan.contains("TEMP B-TREE"),
        "a few rows are asked for and all of them sorted:\n{plan}\n\n{sql}"
    );
}

#[tokio::test]
async fn the_unfinished_search_is_looked_up() {
    // Of each room one at most is left then, in their order.
    let index = "USING INDEX search_live (source_id=? AND query_key=? AND options_key=?)";
    assert_ordered(searches::LIVE, index).await;
}

#[tokio::test]
async fn the_unfinished_searches_are_read_alone() {
    let index = "SCAN search USING INDEX search_live";
    assert_plan(searches::UNFINISHED, &[index]).await;
}

#[tokio::test]
async fn what_has_ended_is_read_in_its_order() {
    let index = "USING COVERING INDEX search_ended (finished_at_ms>?)";
    assert_ordered(searches::ENDED, index).await;
}

#[tokio::test]
async fn the_kept_answer_is_looked_up() {
    let index = "USING INDEX search_kept (source_id=? AND query_key=?)";
    assert_plan(searches::KEPT, &[index]).await;
}

#[tokio::test]
async fn a_room_reads_its_unseen_searches_and_its_latest_end() {
    let unseen = "USING INDEX search_unseen (room_id=?)";
    let latest = "USING COVERING INDEX search_room (room_id=?)";
    assert_plan(rooms::ENDED, &[unseen, latest]).await;
    assert_plan(rooms::MARK_SEEN, &[unseen]).await;
}

#[tokio::test]
async fn a_card_reads_its_search_its_message_and_those_in_line() {
    let steps = [
        "SEARCH s USING INTEGER PRIMARY KEY (rowid=?)",
        "USING INDEX message_search (search_id=?)",
        "SCAN earlier USING INDEX search_live",
    ];
    assert_plan(crate::store::search_view::VIEW, &steps).await;
}

#[tokio::test]
async fn a_list_page_looks_its_records_up() {
    let record = "(source_id=? AND cid=?)";
    assert_plan(hits::PUT, &["SCAN e VIRTUAL TABLE", record]).await;
}

#[tokio::test]
async fn hits_are_read_in_their_order() {
    assert_ordered(hits::LIST, "USING INDEX hit_position (search_id=?)").await;
}

#[tokio::test]
async fn lines_are_read_in_their_order() {
    let step = "USING INDEX message_room (room_id=? AND id<?)";
    assert_ordered(messages::PAGE, step).await;
    let step = "USING INDEX message_room (room_id=? AND id>?)";
    assert_ordered(messages::AFTER, step).await;
}

#[tokio::test]
async fn the_line_of_a_room_is_looked_for_at_its_end() {
    let steps = [
        "SEARCH message USING INDEX message_room (room_id=? AND id>?)",
        "SEARCH search USING INTEGER PRIMARY KEY (rowid=?)",
    ];
    assert_plan(messages::LAST, &steps).await;
}

#[tokio::test]
async fn unshown_notifications_are_read_in_their_order() {
    let step = "USING INDEX notification_unshown";
    assert_ordered(ends::UNSHOWN, step).await;
    let step = "USING INDEX notification_shown (shown_at_ms>?)";
    assert_ordered(ends::SHOWN_SINCE, step).await;
    let step = "USING INDEX alert_unshown";
    assert_ordered(alerts::UNSHOWN, step).await;
    let step = "USING INDEX alert_shown (shown_at_ms>?)";
    assert_ordered(alerts::SHOWN_SINCE, step).await;
}

#[tokio::test]
async fn what_is_new_is_counted_and_named_without_the_rest() {
    let step = "USING INDEX search_ended";
    assert_ordered(ends::LATEST, step).await;
    assert_ordered(alerts::LATEST, "SCAN alert").await;
    let step = "USING INDEX alert_unseen";
    assert_plan(alerts::UNSEEN, &[step]).await;
    assert_plan(alerts::ONE_UNSEEN, &[step]).await;
    assert_plan(ends::ONE_UNSEEN, &["USING INDEX search_unseen"]).await;
    assert_plan(alerts::MARK_SEEN, &[step]).await;
}

#[tokio::test]
async fn whoever_watches_a_book_is_looked_up() {
    let index = "SEARCH watch USING INDEX watch_book (book_id=?)";
    assert_plan(watches::OF_BOOK, &[index]).await;
    let steps = ["hit_book (book_id=?)", "watch_book (book_id=?)"];
    assert_plan(watches::KNOWN, &steps).await;
    let steps = [
        "watch_book (book_id=?)",
        "SEARCH alert USING INTEGER PRIMARY KEY",
    ];
    assert_plan(watches::UNSHOWN, &steps).await;
    let step = "watch_ended (ended_at_ms<?)";
    assert_plan(watches::FORGET, &[step]).await;
    let step = "USING COVERING INDEX watch_told (told_by=?)";
    assert_plan("SELECT id FROM watch WHERE told_by = ?", &[step]).await;
}
