//! The output for people.

use practice::Kind;
use support::library::in_time;
use support::terminal::{Running, Terminal, run};

/// The numbers before the titles.
fn numbers(lines: &[String]) -> Vec<usize> {
    let number = |line: &String| line.split_once(". ")?.0.trim().parse().ok();
    lines.iter().filter_map(number).collect()
}

#[tokio::test]
async fn books_are_printed_in_the_catalogues_order() {
    let terminal = Terminal::new().await;
    let output = run(terminal.readable("토지", &["--copies", "5", "--in-flight", "5"])).await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    assert_eq!(numbers(&output.lines), (1..=24).collect::<Vec<_>>());
    assert_eq!(
        output.lines.last().map(String::as_str),
        Some("24권을 찾았어요.")
    );
    assert_eq!(output.complaints, "", "no progress where nobody watches");
}

#[tokio::test]
async fn a_finished_book_is_printed_while_others_are_awaited() {
    let terminal = Terminal::new().await;
    let gate = terminal.practice.gate();
    gate.hold(Kind::Copies);
    let options = ["--copies", "3", "--in-flight", "1"];
    let mut running = Running::start(terminal.readable("토지", &options));
    in_time("the first is asked", gate.wait_held(1)).await;
    gate.release(1);
    let first = running.line().await;
    assert_eq!(
        first.as_deref(),
        Some("  1. 토지 1"),
        "the first book comes alone"
    );
    gate.release_all();
    assert_eq!(
        numbers(&running.finish().await.lines),
        (1..=24).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn the_words_follow_the_locale() {
    let terminal = Terminal::new().await;
    for (locale, sentence) in [
        ("ko_KR.UTF-8", "결과가 없어요"),
        ("C.UTF-8", "결과가 없어요"),
        ("en_US.UTF-8", "No results"),
    ] {
        let mut command = terminal.readable("이런 책은 세상에 없다", &[]);
        command
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", locale);
        let output = run(command).await;
        assert!(
            output.lines.join("\n").contains(sentence),
            "{locale}: {:?}",
            output.lines
        );
    }
}

#[tokio::test]
async fn a_kept_answer_and_more_hits_are_said() {
    let faults = vec![practice::Fault::new(Kind::List, practice::What::ManyHits)];
    let terminal = Terminal::with(faults).await;
    let options = ["--pages", "1", "--copies", "0"];
    let text = run(terminal.readable("토지", &options))
        .await
        .lines
        .join("\n");
    assert!(text.contains("더 있어요"), "{text}");
    assert!(!text.contains("조금 전에"), "{text}");
    let text = run(terminal.readable("토지", &options))
        .await
        .lines
        .join("\n");
    assert!(text.contains("조금 전에 찾은 결과"), "{text}");
}

#[tokio::test]
async fn practice_data_is_called_so() {
    let terminal = Terminal::new().await;
    let mut command =
        support::terminal::chaekbeot(&["search", "토지사전", "--library", "practice"]);
    command.arg("--data-dir").arg(terminal.folder());
    let output = run(command).await;
    let first = output.lines.first();
    assert!(
        first.is_some_and(|line| line.contains("만든 것")),
        "{:?}",
        output.lines
    );
}
