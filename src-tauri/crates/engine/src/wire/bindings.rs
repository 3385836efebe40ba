//! The page's types are these types: `ui/src/ipc/bindings` holds exactly what is made from them.
//!
//! With `UPDATE_BINDINGS=1` (`cargo xtask bindings`) the folder is written instead of compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ts_rs::{Config, TS};

use super::{
    Change, CommandError, ExportForm, Hit, QueueView, Report, Retried, RoomView, Saved, Sent,
    Snapshot, Watch,
};

/// File names and their texts.
type Files = BTreeMap<String, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/bindings")
}

/// What the types give: everything that a command takes or answers, the event, and all that these hold.
fn made() -> Files {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(folder.path());
    Watch::export_all(&config).unwrap();
    Snapshot::export_all(&config).unwrap();
    RoomView::export_all(&config).unwrap();
    Sent::export_all(&config).unwrap();
    Retried::export_all(&config).unwrap();
    Hit::export_all(&config).unwrap();
    QueueView::export_all(&config).unwrap();
    Saved::export_all(&config).unwrap();
    ExportForm::export_all(&config).unwrap();
    Change::export_all(&config).unwrap();
    Report::export_all(&config).unwrap();
    CommandError::export_all(&config).unwrap();
    read(folder.path())
}

fn read(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            // A checkout on Windows may have changed the ends of lines.
            (name, text.replace("\r\n", "\n"))
        })
        .collect()
}

fn write(folder: &Path, files: &Files) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fs::create_dir_all(folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// What is wrong with the files `kept`, a sentence each.
fn faults(made: &Files, kept: &Files) -> Vec<String> {
    let names: BTreeSet<_> = made.keys().chain(kept.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (made.get(name), kept.get(name)) {
            (Some(made), Some(kept)) => (made != kept).then(|| format!("{name} is stale")),
            (Some(_), None) => Some(format!("{name} is missing")),
            (None, _) => Some(format!("{name} is surplus: no type makes it")),
        })
        .collect()
}

#[test]
fn the_bindings_are_what_the_types_say() {
    let made = made();
    if std::env::var_os("UPDATE_BINDINGS").is_some_and(|value| value == "1") {
        write(&folder(), &made);
    }
    let faults = faults(&made, &read(&folder()));
    assert!(
        faults.is_empty(),
        "ui/src/ipc/bindings does not fit wire.rs, so the page would misread the engine: {}. Run `cargo xtask bindings`.",
        faults.join(", ")
    );
}

#[test]
fn every_type_of_the_wire_has_a_binding() {
    let made = made();
    let sources = [
        include_str!("change.rs"),
        include_str!("error.rs"),
        include_str!("hit.rs"),
        include_str!("library.rs"),
        include_str!("message.rs"),
        include_str!("queue.rs"),
        include_str!("report.rs"),
        include_str!("room.rs"),
        include_str!("saved.rs"),
        include_str!("search.rs"),
        include_str!("settings.rs"),
        include_str!("snapshot.rs"),
    ];
    let types: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.lines())
        .filter_map(|line| {
            let rest = line
                .strip_prefix("pub struct ")
                .or_else(|| line.strip_prefix("pub enum "))?;
            rest.split([' ', '<', '(', '{']).next()
        })
        .collect();
    assert!(types.contains(&"Snapshot"), "the types were not recognised");
    for name in types {
        assert!(
            made.contains_key(&format!("{name}.ts")),
            "nothing that the bindings are made from holds {name}: the page cannot name it"
        );
    }
}

#[test]
fn differing_bindings_are_named() {
    let files = |entries: &[(&str, &str)]| -> Files {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        entries.iter().map(owned).collect()
    };
    let made = files(&[("Hit.ts", "new"), ("Room.ts", "same"), ("Sent.ts", "")]);
    let kept = files(&[("Hit.ts", "old"), ("Old.ts", ""), ("Room.ts", "same")]);
    assert_eq!(
        faults(&made, &kept),
        [
            "Hit.ts is stale",
            "Old.ts is surplus: no type makes it",
            "Sent.ts is missing"
        ]
    );
}
