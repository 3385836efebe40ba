//! `jobs`: how much there is to do, the kinds of jobs; and a pause that another process has set.

use engine::{Engine, Options};
use practice::{Fault, Kind, What};
use serde_json::{Value, json};
use support::library::in_time;
use support::terminal::{Output, Running, Terminal, chaekbeot, run};

async fn jobs(terminal: &Terminal, options: &[&str], locale: &str) -> Output {
    let mut command = chaekbeot(&["jobs", "--data-dir"]);
    command
        .arg(terminal.folder())
        .args(options)
        .env("LC_ALL", locale);
    run(command).await
}

/// The window's engine.
async fn window(terminal: &Terminal) -> Engine {
    let mut options = Options::new(terminal.folder().to_owned());
    options.practice = terminal.practice.base_url().parse().ok();
    Engine::start(options).await.expect("an engine")
}

#[tokio::test]
async fn the_kinds_are_listed_with_their_limits() {
    let terminal = Terminal::new().await;
    let output = jobs(&terminal, &["--kinds"], "ko_KR.UTF-8").await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(
        output.lines,
        [
            "list_page  최대 3번 시도, 한 번에 180초까지",
            "copies     최대 3번 시도, 한 번에 180초까지",
            "detail     최대 3번 시도, 한 번에 180초까지",
            "check      최대 1번 시도, 한 번에 180초까지",
            "watch      최대 3번 시도, 한 번에 180초까지",
        ]
    );
    let output = jobs(&terminal, &["--kinds"], "en_US.UTF-8").await;
    assert_eq!(output.lines[0], "list_page  up to 3 attempts of 180 s");
    let output = jobs(&terminal, &["--kinds", "--json"], "en_US.UTF-8").await;
    let list: Value = serde_json::from_str(&output.lines.join("\n")).expect("JSON");
    let kind = |name: &str, attempts: u32| json!({"kind": name, "max_attempts": attempts, "timeout_ms": 180_000});
    assert_eq!(
        list,
        json!([
            kind("list_page", 3),
            kind("copies", 3),
            kind("detail", 3),
            kind("check", 1),
            kind("watch", 3)
        ])
    );
    assert!(!terminal.folder().join("chaekbeot.db").exists());
}

#[tokio::test]
async fn the_first_line_counts_the_jobs_of_each_library() {
    let fault = Fault::new(Kind::Copies, What::LogIn).times(1);
    let terminal = Terminal::with(vec![fault]).await;
    run(terminal.search("토지", &["--copies", "2"])).await;
    let output = jobs(&terminal, &[], "ko_KR.UTF-8").await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.lines[0], "sejong: 대기 0, 실행 0, 멈춤 0, 실패 1");
    assert_eq!(output.lines.len(), 4, "then a line for every job");

    let engine = window(&terminal).await;
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let room = engine.start_chat("practice").await.expect("a room").room;
    let room = engine::RoomId(room.id);
    engine
        .send_message(room, "호주", false)
        .await
        .expect("a search");
    in_time("requests under way", gate.wait_held(6)).await;
    let output = jobs(&terminal, &[], "en_US.UTF-8").await;
    assert_eq!(
        output.lines[0],
        "practice: 4 waiting, 6 running, 0 held, 0 failed | sejong: 0 waiting, 0 running, 0 held, 1 failed"
    );
    engine.pause_queue().await.expect("a pause");
    let output = jobs(&terminal, &[], "en_US.UTF-8").await;
    assert!(output.lines[1].contains("paused"), "{}", output.lines[1]);
    in_time("the end", engine.shutdown(std::time::Duration::ZERO)).await;
}

#[tokio::test]
async fn when_all_is_done_the_first_line_says_so() {
    let terminal = Terminal::new().await;
    run(terminal.search("토지", &["--copies", "2"])).await;
    let output = jobs(&terminal, &[], "ko_KR.UTF-8").await;
    assert_eq!(output.lines[0], "남은 작업이 없어요.");
    assert_eq!(output.lines.len(), 4);
}

#[tokio::test]
async fn a_pause_is_said_and_the_search_goes_on_when_it_ends() {
    let terminal = Terminal::new().await;
    let engine = window(&terminal).await;
    engine.pause_queue().await.expect("a pause");
    let mut command = chaekbeot(&["search", "토지", "--library", "practice", "--ndjson"]);
    command.arg("--data-dir").arg(terminal.folder());
    let mut running = Running::start(command);
    running.until("start").await;
    assert!(terminal.practice.requests().is_empty(), "nothing is begun");
    engine.resume_queue().await.expect("an end of the pause");
    let output = running.finish().await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert!(output.complaints.contains("멈춰"), "{}", output.complaints);
    assert_eq!(output.cids().len(), 24);
    in_time("the end", engine.shutdown(std::time::Duration::ZERO)).await;
}
