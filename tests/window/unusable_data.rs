//! A data folder that this version cannot use, and a damaged file that is kept aside.

use std::fs;
use std::path::Path;

use support::window::Desktop;

use crate::alone;

#[tokio::test]
async fn data_of_a_newer_version_is_left_alone_and_told() {
    alone(async {
        let desktop = Desktop::start().await;
        let database = desktop.data_dir().join("chaekbeot.db");
        write_newer_data(&database).await;
        let before = fs::read(&database).expect("it was written");

        let window = desktop.open().await;

        let said = window.text("[role=alert][data-code=newer_data]").await;
        assert!(said.contains("대화를 열지 못했어요."), "{said}");
        assert!(
            said.contains("더 새로운 버전의 책벗이 저장한 대화예요. 대화는 안전해요."),
            "{said}"
        );
        let after = fs::read(&database).expect("it is there");
        assert_eq!(after, before, "the data is as it was");
        window.screenshot("newer-data").await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn data_that_is_no_database_is_kept_aside_and_told() {
    alone(async {
        let desktop = Desktop::start().await;
        let database = desktop.data_dir().join("chaekbeot.db");
        fs::create_dir_all(desktop.data_dir()).expect("a folder");
        let letter = "이것은 데이터베이스가 아니라 편지입니다.\n".repeat(200);
        fs::write(&database, &letter).expect("a file");

        let window = desktop.open().await;

        let said = window.text("[data-testid=banner-set-aside]").await;
        assert!(said.contains("새로 시작했어요"), "{said}");
        let aside = desktop.data_dir().join("chaekbeot.db.damaged-1");
        assert!(said.contains(&aside.display().to_string()), "{said}");
        assert_eq!(fs::read(&aside).expect("it is kept"), letter.as_bytes());
        window.screenshot("set-aside").await;
        window.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_in_the_place_of_the_data_folder_is_told_and_tried_again() {
    alone(async {
        let desktop = Desktop::start().await;
        fs::write(desktop.data_dir(), "a file").expect("a file");

        let window = desktop.open().await;

        let said = window.text("[role=alert][data-code=storage]").await;
        assert!(said.contains("저장 공간을 열지 못했어요."), "{said}");

        fs::remove_file(desktop.data_dir()).expect("the file can go");
        window.click("[data-testid=start-again]").await;

        window.find("body[data-ready='1']").await;
        window.open_chat("practice").await;
        window.close().await;
    })
    .await;
}

/// The tables of this version under the number of a version to come.
async fn write_newer_data(database: &Path) {
    fs::create_dir_all(database.parent().expect("it lies in a folder")).expect("a folder");
    let mut newer = queue::migrations();
    for migration in &mut newer {
        migration.version += 8_000;
    }
    let migrator = queue::join(Vec::new(), newer);
    let written = queue::Database::open(database, migrator).await;
    written.expect("a new file takes any version").close().await;
}
