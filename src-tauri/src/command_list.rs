//! The commands are listed four times, for four readers that cannot share a list. This holds the lists together.

use std::collections::BTreeSet;

/// What stands between two marks.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).expect("the list begins as it did");
    let (list, _) = rest.split_once(end).expect("the list ends as it did");
    list
}

/// What stands in quotes of this kind.
fn quoted(text: &str, quote: char) -> Vec<String> {
    let words = text.split(quote).skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

/// The names as a set; none of them twice.
fn set(names: Vec<String>) -> BTreeSet<String> {
    let count = names.len();
    let names: BTreeSet<String> = names.into_iter().collect();
    assert_eq!(names.len(), count, "a command is listed twice: {names:?}");
    names
}

/// Those for which a permission is made.
fn built() -> BTreeSet<String> {
    let list = between(include_str!("../build.rs"), "COMMANDS: &[&str] = &[", "]");
    set(quoted(list, '"'))
}

/// Those that are answered.
fn handled() -> BTreeSet<String> {
    let list = between(include_str!("lib.rs"), "generate_handler![", "]");
    let paths = list
        .split(',')
        .map(str::trim)
        .filter(|path| !path.is_empty());
    set(paths
        .map(|path| path.rsplit("::").next().unwrap_or(path).to_owned())
        .collect())
}

/// Those that the page may use.
fn allowed() -> BTreeSet<String> {
    let text = include_str!("../capabilities/main.json");
    let capability: serde_json::Value = serde_json::from_str(text).unwrap();
    let permissions = capability["permissions"].as_array().unwrap().iter();
    set(permissions
        .filter_map(|permission| permission.as_str().unwrap().strip_prefix("allow-"))
        .map(|name| name.replace('-', "_"))
        .collect())
}

/// Those that the page calls.
fn called() -> BTreeSet<String> {
    let text = include_str!("../../ui/src/ipc/commands.ts");
    set(quoted(
        between(text, "commands: Commands = {", "\n};"),
        '\'',
    ))
}

#[test]
fn the_four_lists_of_commands_are_one() {
    let handled = handled();
    assert!(
        handled.contains("send_message"),
        "the list was not read: {handled:?}"
    );
    assert_eq!(
        built(),
        handled,
        "build.rs and lib.rs: Tauri refuses a command without a permission"
    );
    assert_eq!(
        allowed(),
        handled,
        "capabilities/main.json and lib.rs: the page is refused what is not allowed"
    );
    assert_eq!(
        called(),
        handled,
        "commands.ts and lib.rs: the page asks for exactly what is answered"
    );
}
