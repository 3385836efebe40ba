//! A data folder that cannot be used says why, and stays as it was; a damaged file is kept aside.

use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use engine::Engine;
use engine::wire::{CommandErrorCode, SearchState, Trouble};
use sqlx::ConnectOptions;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnectOptions;
use support::library::{Stop, Stopped, World, in_time};

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
async fn a_file_that_is_no_database_is_kept_aside() {
    let stopped = Stopped::new(Vec::new()).await;
    let text = "this was never a database, and somebody may want it back".repeat(100);
    std::fs::write(stopped.folder().join(FILE), &text).unwrap();
    let world = stopped.start().await;
    let aside = world.engine.set_aside().unwrap().to_owned();
    assert_eq!(aside, world.folder().join("chaekbeot.db.damaged-1"));
    assert_eq!(std::fs::read_to_string(&aside).unwrap(), text);
    assert_eq!(world.find("토지").await.state, SearchState::Complete);
    let world = world.stop(Stop::Shutdown).await.start().await;
    assert_eq!(world.engine.set_aside(), None, "it is said once");
    assert_eq!(world.room().await.messages.len(), 3, "the new file stays");
}

/// Overwrites the file from its second page on.
fn overwrite(path: &Path) -> Vec<u8> {
    const PAGE: usize = 4_096;
    let mut bytes = std::fs::read(path).unwrap();
    assert!(bytes.len() > 10 * PAGE, "there is something to overwrite");
    bytes[PAGE..].fill(0x5a);
    std::fs::write(path, &bytes).unwrap();
    bytes
}

#[tokio::test]
async fn a_file_with_overwritten_pages_is_kept_aside() {
    let world = World::new().await;
    world.find("토지").await;
    let stopped = world.stop(Stop::Shutdown).await;
    let bytes = overwrite(&stopped.folder().join(FILE));
    let world = stopped.start().await;
    let aside = world.engine.set_aside().unwrap();
    assert!(std::fs::read(aside).unwrap() == bytes, "as it was");
    assert!(world.engine.rooms().await.unwrap().is_empty());
    assert_eq!(world.find("토지").await.state, SearchState::Complete);
}

#[tokio::test]
async fn a_damaged_file_that_another_process_works_with_is_refused() {
    let world = World::new().await;
    world.find("토지").await;
    // The finding of a start before.
    let finding = world.folder().join("chaekbeot.db.damaged");
    std::fs::write(&finding, "a page is not what it should be").unwrap();
    let error = Engine::start(world.options()).await.err().unwrap();
    assert_eq!(error.code(), CommandErrorCode::Storage, "{error}");
    assert!(!world.folder().join("chaekbeot.db.damaged-1").exists());
    assert_eq!(
        world.find("데미안").await.state,
        SearchState::Complete,
        "whoever has it goes on"
    );
}

#[tokio::test]
async fn damage_found_after_a_crash_is_told_and_the_file_kept_aside_at_the_next_start() {
    let world = World::new().await;
    world.find("토지").await;
    let stopped = world.stop(Stop::Shutdown).await;
    let path = stopped.folder().join(FILE);
    damage_table(&path, "copy").await;
    // What a killed process leaves: a log that was not brought home.
    std::fs::write(stopped.folder().join("chaekbeot.db-wal"), "a log's head").unwrap();

    let world = stopped.start().await;
    let mut changes = world.engine.changes();
    let told = async {
        while world.engine.trouble().is_none() {
            changes.recv().await.unwrap();
        }
    };
    in_time("the damage is told", told).await;
    assert_eq!(world.engine.trouble(), Some(Trouble::Damaged));
    assert_eq!(
        world.engine.set_aside(),
        None,
        "not while it is worked with"
    );

    let world = world.stop(Stop::Shutdown).await.start().await;
    assert!(world.engine.set_aside().unwrap().exists());
    assert_eq!(world.engine.trouble(), None);
}

/// Overwrites the page in which a table begins.
async fn damage_table(path: &Path, table: &str) {
    let options = SqliteConnectOptions::new().filename(path);
    let mut connection = options.connect().await.unwrap();
    let page: u32 = sqlx::query_scalar("SELECT rootpage FROM sqlite_schema WHERE name = ?")
        .bind(table)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    let start = (u64::from(page) - 1) * 4_096;
    file.seek(SeekFrom::Start(start)).unwrap();
    file.write_all(&[0x5a; 4_096]).unwrap();
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
