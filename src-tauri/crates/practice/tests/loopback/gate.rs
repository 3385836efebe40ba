//! The gate, the log, delays and the end.

use practice::{Delays, Kind, Options, Practice};
use tokio::task::JoinSet;

use crate::desk::Desk;

const HOUR: u64 = 3_600_000;
const LIST: &str = "search/Search.Result.ax?q=토지";
const DETAIL: &str = "search/DetailView.ax?cid=1600013";
const COPIES: &str = "search/ItemDetailSimple.axa?cid=1600013";

/// Asks for the copies of so many records at once; the tasks end with the status, or with nothing when the connection broke.
fn ask_for_copies(desk: &Desk, count: usize) -> JoinSet<Option<u16>> {
    let mut asking = JoinSet::new();
    for place in 0..count {
        let request = desk
            .client
            .post(desk.url("search/ItemDetailSimple.axa"))
            .form(&[("cid", (1_600_013 + 7 * place).to_string())]);
        asking.spawn(async {
            request
                .send()
                .await
                .ok()
                .map(|answer| answer.status().as_u16())
        });
    }
    asking
}

#[test]
fn a_library_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Practice>();
}

#[tokio::test]
async fn held_answers_wait_and_go_one_by_one() {
    let desk = Desk::open().await;
    let gate = desk.practice.gate();
    gate.hold(Kind::Copies);
    let mut asking = ask_for_copies(&desk, 5);
    gate.wait_held(5).await;
    assert_eq!(
        desk.search("토지", 1, 10).await.hits.len(),
        10,
        "other kinds are not held"
    );
    assert!(
        desk.practice
            .requests()
            .iter()
            .filter(|seen| seen.kind == Kind::Copies)
            .all(|seen| seen.ended_micros.is_none())
    );

    gate.release(2);
    assert_eq!(asking.join_next().await.unwrap().unwrap(), Some(200));
    assert_eq!(asking.join_next().await.unwrap().unwrap(), Some(200));
    assert_eq!(gate.held(), 3);
    assert!(asking.try_join_next().is_none());

    gate.release_all();
    assert_eq!(asking.join_all().await, [Some(200); 3]);
    assert_eq!(
        ask_for_copies(&desk, 1).join_all().await,
        [Some(200)],
        "nothing is held any more"
    );
}

#[tokio::test]
async fn a_release_without_anyone_waiting_is_for_the_next_to_come() {
    let desk = Desk::open().await;
    let gate = desk.practice.gate();
    gate.hold(Kind::Copies);
    gate.release(1);
    assert_eq!(ask_for_copies(&desk, 1).join_all().await, [Some(200)]);
    let asking = ask_for_copies(&desk, 1);
    gate.wait_held(1).await;
    gate.release_all();
    assert_eq!(asking.join_all().await, [Some(200)]);
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_the_gate() {
    let desk = Desk::open().await;
    let gate = desk.practice.gate();
    gate.hold(Kind::Copies);
    let mut asking = ask_for_copies(&desk, 3);
    gate.wait_held(3).await;
    asking.shutdown().await;
    desk.practice
        .wait_until(|seen| seen.iter().all(|request| request.ended_micros.is_some()))
        .await;
    assert_eq!(gate.held(), 0);
    assert!(
        desk.practice
            .requests()
            .iter()
            .all(|seen| seen.status.is_none()),
        "they were not answered"
    );

    let asking = ask_for_copies(&desk, 1);
    gate.wait_held(1).await;
    gate.release(1);
    assert_eq!(
        asking.join_all().await,
        [Some(200)],
        "those who left used up no release"
    );
}

#[tokio::test]
async fn the_log_says_what_was_asked() {
    let desk = Desk::open().await;
    desk.search("TITL:토지|AUTH:박경리", 2, 10).await;
    desk.simple_copies("1600013").await;
    desk.text("search/DetailView.ax?sid=1&cid=1600020").await;
    desk.text("").await;
    desk.get("nowhere").await;
    let seen = desk.practice.requests();
    assert_eq!(
        seen.iter().map(|seen| seen.kind).collect::<Vec<_>>(),
        [
            Kind::List,
            Kind::Copies,
            Kind::Detail,
            Kind::Home,
            Kind::Other
        ]
    );
    assert_eq!(seen[0].query.as_deref(), Some("TITL:토지|AUTH:박경리"));
    assert_eq!((seen[0].page, seen[1].page), (Some(2), None));
    assert_eq!(
        (
            seen[1].cid.as_deref(),
            seen[1].method.as_str(),
            seen[1].path.as_str()
        ),
        (Some("1600013"), "POST", "/search/ItemDetailSimple.axa")
    );
    assert_eq!(seen[2].cid.as_deref(), Some("1600020"));
    assert_eq!(
        seen.iter().map(|seen| seen.status).collect::<Vec<_>>(),
        [Some(200), Some(200), Some(200), Some(200), Some(404)]
    );
    for pair in seen.windows(2) {
        assert!(
            pair[0].started_micros <= pair[0].ended_micros.unwrap()
                && pair[0].ended_micros.unwrap() <= pair[1].started_micros
        );
    }
    assert_eq!(desk.practice.max_in_flight(), 1);
}

#[tokio::test]
async fn the_log_counts_what_is_in_flight() {
    let desk = Desk::open().await;
    let gate = desk.practice.gate();
    gate.hold(Kind::Copies);
    let asking = ask_for_copies(&desk, 6);
    gate.wait_held(6).await;
    assert_eq!(desk.practice.max_in_flight(), 6);
    assert_eq!(
        desk.practice
            .requests()
            .iter()
            .map(|seen| seen.in_flight)
            .collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6]
    );

    desk.practice.clear_log();
    assert!(desk.practice.requests().is_empty());
    assert_eq!(desk.practice.max_in_flight(), 6, "they are still in flight");
    gate.release_all();
    asking.join_all().await;
    assert!(
        desk.practice.requests().is_empty(),
        "old requests end outside the new log"
    );
    desk.practice.clear_log();
    desk.text("").await;
    assert_eq!(
        (
            desk.practice.max_in_flight(),
            desk.practice.requests().len()
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn only_a_library_with_a_desk_shows_its_log_outside() {
    let mut desk = Desk::open().await;
    desk.search("토지", 1, 10).await;
    assert_eq!(desk.get("__practice/log").await.status(), 404);
    let clear = desk.client.post(desk.url("__practice/clear")).send().await;
    assert_eq!(clear.unwrap().status(), 405);
    assert_eq!(desk.practice.requests().len(), 3, "nothing was forgotten");

    desk.practice = Practice::start_with_desk(Options {
        delays: Delays::none(),
        ..Options::default()
    })
    .await
    .unwrap();
    desk.search("토지", 1, 10).await;
    let log: serde_json::Value = serde_json::from_str(&desk.text("__practice/log").await).unwrap();
    assert_eq!(
        (
            log[0]["kind"].as_str(),
            log[0]["query"].as_str(),
            log[0]["status"].as_u64()
        ),
        (Some("list"), Some("토지"), Some(200))
    );
    assert_eq!(
        desk.client
            .post(desk.url("__practice/clear"))
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert_eq!(desk.text("__practice/log").await, "[]");
}

#[tokio::test]
async fn each_kind_has_its_own_delay() {
    let desk = Desk::open().await;
    let slow_ones = [
        (
            Delays {
                list_ms: HOUR,
                ..Delays::none()
            },
            LIST,
            [DETAIL, COPIES],
        ),
        (
            Delays {
                detail_ms: HOUR,
                ..Delays::none()
            },
            DETAIL,
            [LIST, COPIES],
        ),
        (
            Delays {
                copies_ms: HOUR,
                ..Delays::none()
            },
            COPIES,
            [LIST, DETAIL],
        ),
    ];
    for (delays, slow, quick) in slow_ones {
        desk.practice.clear_log();
        desk.practice.set_delays(delays);
        let mut waiting = JoinSet::new();
        let request = desk.client.get(desk.url(slow));
        waiting.spawn(async { request.send().await });
        desk.practice.wait_until(|seen| seen.len() == 1).await;
        for path in quick {
            assert_eq!(desk.get(path).await.status(), 200, "{path}");
        }
        assert_eq!(
            desk.practice.requests()[0].ended_micros,
            None,
            "{slow} is still being delayed"
        );
        waiting.shutdown().await;
        desk.practice
            .wait_until(|seen| seen[0].ended_micros.is_some())
            .await;
    }
    assert_eq!(
        Delays::default(),
        Delays {
            list_ms: 400,
            detail_ms: 200,
            copies_ms: 250
        }
    );
}

#[tokio::test]
async fn stopping_resets_what_is_in_flight_and_closes_the_port() {
    let desk = Desk::open().await;
    desk.practice.gate().hold(Kind::Copies);
    let asking = ask_for_copies(&desk, 2);
    desk.practice.gate().wait_held(2).await;
    let address = desk.url("");
    let port = address.port().unwrap();
    desk.practice.stop().await;
    assert_eq!(asking.join_all().await, [None, None]);
    assert!(
        desk.client
            .get(address)
            .send()
            .await
            .unwrap_err()
            .is_connect()
    );
    let again = Practice::start(Options {
        port,
        ..Options::default()
    })
    .await
    .unwrap();
    assert_eq!(again.base_url(), format!("http://127.0.0.1:{port}/"));
    let taken = Practice::start(Options {
        port,
        ..Options::default()
    })
    .await
    .err()
    .unwrap();
    assert_eq!(taken.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn dropping_stops_as_well() {
    let desk = Desk::open().await;
    desk.practice.gate().hold(Kind::Copies);
    let asking = ask_for_copies(&desk, 2);
    desk.practice.gate().wait_held(2).await;
    drop(desk.practice);
    assert_eq!(asking.join_all().await, [None, None]);
}
