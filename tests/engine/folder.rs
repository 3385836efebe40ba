//! A data folder that cannot be used says why, and stays as it was.

use engine::Engine;
use engine::wire::CommandErrorCode;
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnectOptions;
use support::library::{Stop, Stopped, World};

const FILE: &str = "chaekbeot.db";

#[tokio::test]
async fn a_file_in_the_place_of_the_folder_is_named_in_the_error() {
    let stopped = Stopped::new(Vec::new()).await;
    let place = stopped.folder().join("taken");
    std::fs::write(&place, "somebody's").unwrap();
    for folder in [place.clone(), place.join("below")] {
        let options = engine::Options {
            data_dir: folder.clone(),
            ..stopped.options()
        };
        let error = Engine::start(options).await.err().unwrap();
        assert_eq!(error.code(), CommandErrorCode::Storage);
        assert!(
            error.to_string().contains(&folder.display().to_string()),
            "{error}"
        );
    }
    assert_eq!(
        std::fs::read_to_string(&place).unwrap(),
        "somebody's",
        "nothing is overwritten"
    );
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_database_is_an_error() {
    let stopped = Stopped::new(Vec::new()).await;
    std::fs::create_dir(stopped.folder().join(FILE)).unwrap();
    let error = Engine::start(stopped.options()).await.err().unwrap();
    assert_eq!(error.code(), CommandErrorCode::Storage, "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let stopped = Stopped::new(Vec::new()).await;
    let path = stopped.folder().join(FILE);
    let text = "this was never a database, and somebody may want it back".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let error = Engine::start(stopped.options()).await.err().unwrap();
    assert_eq!(error.code(), CommandErrorCode::Storage, "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_said_to_be_one_and_not_touched() {
    let world = World::new().await;
    world.find("토지").await;
    let stopped = world.stop(Stop::Shutdown).await;
    let path = stopped.folder().join(FILE);
    let mut connection = SqliteConnectOptions::new()
        .filename(&path)
        .connect()
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations(version, description, success, checksum, execution_time)
         VALUES (9999, 'of tomorrow', 1, x'00', 0)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();

    let before = std::fs::read(&path).unwrap();
    let error = Engine::start(stopped.options()).await.err().unwrap();
    assert_eq!(error.code(), CommandErrorCode::NewerData, "{error}");
    assert!(
        std::fs::read(&path).unwrap() == before,
        "the data of the newer version is as it was, byte for byte"
    );

    let mut connection = SqliteConnectOptions::new()
        .filename(&path)
        .connect()
        .await
        .unwrap();
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 9999")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let world = stopped.start().await;
    assert_eq!(
        world.room().await.messages.len(),
        3,
        "and the version that fits opens it again"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn the_data_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let stopped = Stopped::new(Vec::new()).await;
    let folder = stopped.folder().join("new").join("data");
    let options = engine::Options {
        data_dir: folder.clone(),
        ..stopped.options()
    };
    let engine = Engine::start(options).await.unwrap();
    engine.start_chat("practice").await.unwrap();
    let rights =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&folder), 0o700);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(rights(&path), 0o600, "{}", path.display());
    }
}
