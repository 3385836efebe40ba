//! The app is started while it runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use support::window::{Desktop, ENTER};

use crate::alone;

#[tokio::test]
async fn a_second_start_shows_the_first_window_and_ends() {
    alone(async {
        let desktop = Desktop::start().await;
        let window = desktop.open().await;
        window.open_chat("practice").await;
        window.type_keys(&format!("토지사전{ENTER}")).await;
        window.find("[data-testid=card][data-state=complete]").await;
        window.run("window.first = true;", vec![]).await;
        let before = files(&desktop.data_dir());

        let ended = desktop.start_again().await;

        assert_eq!(ended.code(), Some(0), "a second start is no failure");
        assert_eq!(
            files(&desktop.data_dir()),
            before,
            "nobody touched the data"
        );
        let is_first = window
            .run("return window.first && document.hasFocus();", vec![])
            .await;
        assert_eq!(is_first, true, "the first window is there, in front");
        window.type_keys(&format!("한강{ENTER}")).await;
        window
            .find("[data-testid=card][data-search-id='2'][data-state=complete]")
            .await;
        window.close().await;
    })
    .await;
}

/// The files of the data folder with what is in them, without what the web view keeps for itself.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_file() {
            files.insert(name, fs::read(path).expect("the file can be read"));
        } else if name != "webview" {
            files.extend(self::files(&path));
        }
    }
    files
}
