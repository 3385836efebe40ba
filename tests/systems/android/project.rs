//! How it is built.

use serde_json::Value;

use crate::{files_below, text};

const APP: &str = "gen/android/app/build.gradle.kts";

#[test]
fn it_is_the_app_of_the_configuration() {
    let config: Value = serde_json::from_str(&text("tauri.conf.json")).unwrap();
    let identifier = config["identifier"].as_str().unwrap();
    let oldest = &config["bundle"]["android"]["minSdkVersion"];
    let gradle = text(APP);
    for line in [
        format!("namespace = \"{identifier}\""),
        format!("applicationId = \"{identifier}\""),
        format!("minSdk = {oldest}"),
    ] {
        assert!(gradle.contains(&line), "{line}");
    }
    let activity = format!(
        "gen/android/app/src/main/java/{}/MainActivity.kt",
        identifier.replace('.', "/")
    );
    assert!(text(&activity).starts_with(&format!("package {identifier}\n")));
}

/// `tauri android init` writes down how it was called itself, which calls nothing later.
#[test]
fn the_library_is_built_by_the_projects_own_cli() {
    let tasks = files_below("gen/android/buildSrc/src");
    let task = tasks
        .iter()
        .find(|file| file.ends_with("BuildTask.kt"))
        .unwrap();
    let task = std::fs::read_to_string(task).unwrap();
    assert!(task.contains("executable(\"cargo\")"));
    assert!(task.contains("args(\"xtask\", \"tauri\", \"android\", \"android-studio-script\")"));
    assert!(text(".cargo/config.toml").contains("xtask = "));
}

/// No compiler for it is at hand, but its grammar is.
#[test]
fn what_is_kotlin_can_be_read() {
    let files = files_below("gen/android");
    let kotlin = files.iter().filter(|file| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("kt" | "kts"))
    });
    let mut count = 0;
    for file in kotlin {
        let source = std::fs::read_to_string(file).unwrap();
        assert!(is_kotlin(&source), "{}", file.display());
        count += 1;
    }
    assert!(count >= 6, "{count} files");
    assert!(!is_kotlin("class A { fun b( { }"), "what is none is found");
}

fn is_kotlin(source: &str) -> bool {
    let mut parser = tree_sitter::Parser::new();
    let language = tree_sitter_kotlin_ng::LANGUAGE.into();
    parser.set_language(&language).unwrap();
    let tree = parser.parse(source, None).unwrap();
    !tree.root_node().has_error()
}

/// What Rust calls by name is kept when the rest is made small.
#[test]
fn what_rust_calls_is_there() {
    let activity = text("gen/android/app/src/main/java/io/github/chaekbeot/MainActivity.kt");
    assert!(text("src-tauri/src/night.rs").contains("\"setNight\", \"(I)V\""));
    assert!(activity.contains("@Keep\n  fun setNight(mode: Int) {"));
    let kept = text("gen/android/app/src/main/res/raw/keep.xml");
    let channels = text("src-tauri/src/notifier/channels.rs");
    assert!(channels.contains("\"ic_notification\"") && kept.contains("@drawable/ic_notification"));
}
