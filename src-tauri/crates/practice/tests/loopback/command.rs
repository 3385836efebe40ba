//! The command.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::redirect::Policy;

use crate::desk::{List, client};

/// The command, ended with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).unwrap();
    }
}

#[tokio::test]
async fn the_command_prints_its_address_first_and_serves_there() {
    let flags = [
        "--port",
        "0",
        "--list-ms",
        "0",
        "--detail-ms",
        "0",
        "--copies-ms",
        "0",
        "--fault",
        "list:status=500:1",
        "--fault",
        "copies:many-copies",
    ];
    let mut running = Running(
        Command::new(env!("CARGO_BIN_EXE_practice-library"))
            .args(flags)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut address = String::new();
    BufReader::new(running.0.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    let address = address.trim_end();
    assert!(
        address.starts_with("http://127.0.0.1:") && address.ends_with('/'),
        "{address}"
    );

    let client = client(Policy::none());
    let list = format!("{address}search/Search.Result.ax?q=토지");
    assert_eq!(client.get(&list).send().await.unwrap().status(), 500);
    assert_eq!(
        List::read(
            &client
                .get(&list)
                .send()
                .await
                .unwrap()
                .text()
                .await
                .unwrap()
        )
        .hits
        .len(),
        10
    );
    let log = client
        .get(format!("{address}__practice/log"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        log.contains("\"status\":500") && log.contains("\"in_flight\":1"),
        "{log}"
    );
}

#[test]
fn a_wrong_fault_is_refused_with_a_list_of_the_right_ones() {
    let output = Command::new(env!("CARGO_BIN_EXE_practice-library"))
        .args(["--fault", "list:bang"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cookie-gate"));
}
