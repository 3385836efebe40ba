//! A machine without any network: nothing of this can leave it.

use support::terminal::{Terminal, chaekbeot, run, through};
use tokio::process::Command;

/// Starts what follows in a network of its own in which there is nothing, not even this machine.
const NOWHERE: [&str; 3] = ["unshare", "--map-root-user", "--net"];

/// Whether this system lets anybody make such a network; some let only root.
async fn is_possible() -> bool {
    let [program, arguments @ ..] = NOWHERE;
    let mut command = Command::new(program);
    let status = command.args(arguments).arg("true").status().await;
    status.is_ok_and(|status| status.success())
}

#[tokio::test]
async fn the_search_waits_and_says_so_once() {
    if !is_possible().await {
        eprintln!("this system refuses a network of one's own: nothing was tried");
        return;
    }
    for (locale, words) in [
        (
            "ko_KR.UTF-8",
            "인터넷에 연결되어 있지 않아요. 연결되면 자동으로 다시 찾을게요.",
        ),
        (
            "en_US.UTF-8",
            "This device is offline. The search goes on by itself once it is connected.",
        ),
    ] {
        let terminal = Terminal::new().await;
        let mut command = chaekbeot(&["search", "토지", "--library", "sejong", "--ndjson"]);
        command
            .args(["--timeout", "1", "--data-dir"])
            .arg(terminal.folder())
            .env("LC_ALL", locale);
        let output = run(through(&NOWHERE, &command)).await;
        let told = output.complaints.matches(words).count();
        assert_eq!(told, 1, "{}", output.complaints);
        let done = output.done();
        assert_eq!(done["state"], "failed", "{done}");
        assert_eq!(done["requests"], 0, "an attempt without a way is none");
    }
}
