//! `chaekbeot chat`: the conversation without a window.

use std::process::Stdio;

use support::terminal::{Output, Running, Terminal, chaekbeot, run};

async fn talk(terminal: &Terminal, text: &str) -> Output {
    let mut command = chaekbeot(&["chat", "--library", "practice", "--data-dir"]);
    command.arg(terminal.folder()).stdin(Stdio::piped());
    let mut running = Running::start(command);
    running.type_in(text).await;
    running.finish().await
}

#[tokio::test]
async fn every_line_is_answered_until_the_input_ends() {
    let terminal = Terminal::new().await;
    let output = talk(&terminal, "토지사전\n9788936434120").await;
    assert_eq!(output.code, Some(0), "{}", output.complaints);
    let text = output.lines.join("\n");
    let places =
        ["안녕하세요", "토지사전", "1권을 찾았어요", "소년이 온다"].map(|part| text.find(part));
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{text}"
    );
}

#[tokio::test]
async fn a_line_that_is_no_question_does_not_end_it() {
    let terminal = Terminal::new().await;
    let output = talk(&terminal, "\n,,\n사용법\n토지사전\n").await;
    assert_eq!(output.code, Some(0));
    assert_eq!(output.complaints.matches("찾을 말이 없어요").count(), 2);
    let text = output.lines.join("\n");
    assert!(text.contains("제목,출판사,저자"), "{text}");
    assert!(text.contains("1권을 찾았어요"), "{text}");
}

#[tokio::test]
async fn only_the_guide_words_ask_for_the_guide() {
    let terminal = Terminal::new().await;
    for (line, count) in [("사용법", 1), ("?", 1), ("도움말", 0), ("help", 0)] {
        let output = talk(&terminal, line).await;
        let text = output.lines.join("\n");
        assert_eq!(text.matches("제목,출판사,저자").count(), count, "{text}");
        let is_search = text.contains("찾았어요") || text.contains("결과가 없어요");
        assert_eq!(is_search, count == 0, "a title may be called so: {text}");
    }
}

#[tokio::test]
async fn nobody_talks_to_a_library_that_is_not_confirmed() {
    let terminal = Terminal::new().await;
    for (locale, part) in [
        ("ko_KR.UTF-8", "아직 확인하지 못한 도서관"),
        ("en_US.UTF-8", "not been confirmed"),
    ] {
        let mut command = chaekbeot(&["chat", "--library", "ut", "--data-dir"]);
        let folder = terminal.folder().join("unused");
        command.arg(&folder).env("LC_ALL", locale);
        let output = run(command).await;
        assert_eq!(output.code, Some(2), "{}", output.complaints);
        assert_eq!(output.complaints.lines().count(), 1, "one sentence");
        assert!(output.complaints.contains(part), "{}", output.complaints);
        assert!(
            output.complaints.contains("search"),
            "it says what works: {}",
            output.complaints
        );
        assert!(output.lines.is_empty(), "no greeting: {:?}", output.lines);
        assert!(!folder.exists(), "refused before anything was opened");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn an_interruption_ends_it_also_while_nothing_is_typed() {
    let terminal = Terminal::new().await;
    let mut command = chaekbeot(&["chat", "--library", "practice", "--data-dir"]);
    command.arg(terminal.folder()).stdin(Stdio::piped());
    let mut running = Running::start(command);
    let mut input = running.input();
    tokio::io::AsyncWriteExt::write_all(&mut input, "토지사전\n".as_bytes())
        .await
        .expect("it reads");
    while running.line().await.expect("an answer") != "1권을 찾았어요." {}
    running.interrupt().await;
    assert_eq!(running.finish().await.code, Some(130));
    drop(input);
}
