//! How a search ends: exit code, state, code, and one sentence on stderr that names the log.

use practice::{Fault, Kind, What};
use support::terminal::{Terminal, chaekbeot, run};

#[tokio::test]
async fn no_hits_is_a_complete_answer() {
    let terminal = Terminal::new().await;
    let output = run(terminal.search("이런 책은 세상에 없다", &[])).await;
    assert_eq!(output.code, Some(0));
    let done = output.done();
    assert_eq!(
        (&done["state"], &done["hits"]),
        (&"complete".into(), &0.into())
    );
    assert_eq!(output.complaints, "", "nothing went wrong");
}

#[tokio::test]
async fn a_library_that_asks_for_a_log_in_fails_with_4() {
    let terminal = Terminal::with(vec![Fault::everywhere(What::LogIn)]).await;
    let output = run(terminal.search("토지", &[])).await;
    assert_eq!(output.code, Some(4));
    let done = output.done();
    assert_eq!(
        (&done["state"], &done["code"]),
        (&"failed".into(), &"log_in".into())
    );
    assert_eq!(
        output.complaints.lines().count(),
        1,
        "one sentence: {}",
        output.complaints
    );
    assert!(
        output.complaints.contains("로그인"),
        "{}",
        output.complaints
    );
    let log = terminal.folder().join("log");
    assert!(
        output.complaints.contains(&log.display().to_string()),
        "it names the log"
    );
}

#[tokio::test]
async fn copies_that_cannot_be_read_make_it_partial_with_3() {
    let terminal = Terminal::with(vec![Fault::new(Kind::Copies, What::LogIn).times(1)]).await;
    let output = run(terminal.search("토지", &["--copies", "3", "--in-flight", "1"])).await;
    assert_eq!(output.code, Some(3));
    let done = output.done();
    assert_eq!(
        (&done["state"], &done["code"]),
        (&"partial".into(), &"log_in".into())
    );
    let cards = output.of("card");
    assert_eq!(cards.len(), 24, "no book is lost");
    let failed: Vec<_> = cards
        .iter()
        .filter(|card| !card["error"].is_null())
        .collect();
    assert_eq!(failed.len(), 1, "the other books are as they should be");
    assert_eq!(failed[0]["error"], "log_in");
    assert_eq!(
        failed[0].get("items"),
        None,
        "unread copies are not an empty list of copies"
    );
}

#[tokio::test]
async fn a_stumbling_library_gets_a_complete_answer() {
    let faults = vec![Fault::new(Kind::Copies, What::Status(500)).times(1)];
    let terminal = Terminal::with(faults).await;
    let output = run(terminal.search("토지사전", &["--copies", "1"])).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(
        output.done()["requests"],
        3,
        "the second attempt is counted too"
    );
}

#[tokio::test]
async fn the_time_given_ends_a_silent_search_as_failed() {
    let terminal = Terminal::with(vec![Fault::everywhere(What::Hang)]).await;
    let output = run(terminal.search("토지", &["--timeout", "1"])).await;
    assert_eq!(output.code, Some(4));
    let done = output.done();
    assert_eq!(
        (&done["state"], &done["code"]),
        (&"failed".into(), &"timeout".into())
    );
    assert_eq!(done["requests"], 1, "sent, though never answered");
}

#[tokio::test]
async fn the_time_given_ends_a_slow_search_as_partial_with_every_book() {
    for (kind, options) in [
        (Kind::Copies, ["--timeout", "1", "--copies", "5"].as_slice()),
        (
            Kind::Detail,
            &["--timeout", "1", "--copies", "5", "--details"],
        ),
    ] {
        let terminal = Terminal::with(vec![Fault::new(kind, What::Hang)]).await;
        let output = run(terminal.search("토지", options)).await;
        assert_eq!(output.code, Some(3));
        let done = output.done();
        assert_eq!(
            (&done["state"], &done["code"]),
            (&"partial".into(), &"timeout".into())
        );
        let cards = output.of("card");
        assert_eq!(cards.len(), 24, "the list came in time");
        let late = cards
            .iter()
            .filter(|card| card["error"] == "timeout")
            .count();
        assert_eq!(
            late, 5,
            "the books whose {kind} were wanted say that they did not come"
        );
    }
}

#[tokio::test]
async fn whoever_has_read_enough_hears_no_complaint() {
    let terminal = Terminal::new().await;
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let mut running = support::terminal::Running::start(terminal.search("토지", &[]));
    running.until("list").await;
    gate.release_all();
    let status = running.turn_away().await;
    assert_eq!(
        status.code(),
        Some(141),
        "as a shell shows any program that `| head` turned away; 130 is a person's"
    );
}

#[tokio::test]
async fn a_proxy_of_the_system_does_not_stand_before_this_machine() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = chaekbeot(&["search", "토지", "--library", "practice", "--ndjson"]);
    command.arg("--data-dir").arg(folder.path());
    // Nobody listens there.
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    let output = run(command).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(output.cids().len(), 24);
}

#[tokio::test]
async fn the_question_that_is_asked_without_a_display_is_answered() {
    // As `cargo xtask run` asks it: no options, no terminal.
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = chaekbeot(&["search", "토지", "--library", "practice"]);
    command.env(engine::DATA_DIR_VARIABLE, folder.path());
    let output = run(command).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    let text = output.lines.join("\n");
    assert!(
        text.contains(" 24. ") && text.contains("24권을 찾았어요."),
        "{text}"
    );
}
