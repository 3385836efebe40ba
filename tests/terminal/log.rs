//! The log: in the data folder, with ids, without what people look for.

use practice::{Fault, What};
use support::terminal::{Terminal, run};

#[tokio::test]
async fn the_log_holds_ids_and_no_words() {
    for faults in [
        Vec::new(),
        vec![Fault::everywhere(What::LogIn)],
        vec![Fault::everywhere(What::Reset).times(1)],
    ] {
        let terminal = Terminal::with(faults).await;
        run(terminal.search("토지사전", &["--copies", "1"])).await;
        let log = terminal.log();
        assert!(
            log.contains("search=1"),
            "the search is there by its id: {log}"
        );
        assert!(!log.contains("토지"), "what was looked for is not: {log}");
        assert!(!log.contains("%ED%86%A0"), "nor in an address: {log}");
    }
}

#[tokio::test]
async fn a_library_that_is_down_is_logged_without_words() {
    let terminal = Terminal::new().await;
    // Nobody listens on the discard port of this machine.
    let mut command = support::terminal::chaekbeot(&["search", "토지사전", "--library", "sejong"]);
    command
        .args(["--base-url", "http://127.0.0.1:9/", "--data-dir"])
        .arg(terminal.folder());
    let output = run(command).await;
    assert_eq!(output.code, Some(4), "{}", output.complaints);
    assert!(
        output.complaints.contains("연결하지 못했어요"),
        "{}",
        output.complaints
    );
    let log = terminal.log();
    assert!(log.contains("network"), "the code is there: {log}");
    assert!(
        !log.contains("토지") && !log.contains("%ED%86%A0"),
        "the words are not: {log}"
    );
}
