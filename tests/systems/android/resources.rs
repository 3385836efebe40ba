//! The resources: every file can be read, every name is there, what is drawn and coloured is the app's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use roxmltree::Document;

use super::{ANDROID, attribute};
use crate::{files_below, text};

const MAIN: &str = "gen/android/app/src/main";

fn xml_files() -> Vec<(String, String)> {
    let files = files_below("gen/android/app/src");
    let xml = files.iter().filter(|file| has_extension(file, "xml"));
    xml.map(|file| {
        (
            file.display().to_string(),
            fs::read_to_string(file).unwrap(),
        )
    })
    .collect()
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}

/// What is there to be named, as `type/name`.
fn resources() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in files_below(&format!("{MAIN}/res")) {
        let folder = file.parent().and_then(Path::file_name).unwrap();
        let folder = folder.to_str().unwrap().to_owned();
        // Without the device it is for.
        let kind = folder.split('-').next().unwrap();
        if kind != "values" {
            let name = file.file_stem().unwrap().to_str().unwrap();
            names.insert(format!("{kind}/{name}"));
            continue;
        }
        let values = fs::read_to_string(&file).unwrap();
        let values = Document::parse(&values).unwrap();
        for value in values.root_element().children().filter(|n| n.is_element()) {
            let kind = value.tag_name().name();
            names.insert(format!("{kind}/{}", value.attribute("name").unwrap()));
        }
    }
    names
}

/// What a text names: `@color/surface` as `color/surface`.
fn named(text: &str) -> Option<&str> {
    let name = text.trim().strip_prefix('@')?;
    (name.contains('/') && !name.starts_with("android:")).then_some(name)
}

#[test]
fn every_name_is_there_and_every_resource_is_named() {
    let there = resources();
    let mut wanted = BTreeSet::new();
    for (file, text) in xml_files() {
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for node in document.descendants() {
            let attributes = node.attributes().map(|attribute| attribute.value());
            for name in attributes.chain(node.text()).filter_map(named) {
                assert!(there.contains(name), "{file}: {name} is not there");
                wanted.insert(name.to_owned());
            }
        }
    }
    // It is read by what leaves out the rest.
    wanted.insert("raw/keep".to_owned());
    assert_eq!(there, wanted, "what nobody names is not kept");
}

#[test]
fn the_app_is_called_as_its_language_has_it() {
    for (folder, name) in [("values", "Chaekbeot"), ("values-ko", "책벗")] {
        let strings = text(&format!("{MAIN}/res/{folder}/strings.xml"));
        let line = format!("<string name=\"app_name\">{name}</string>");
        assert!(strings.contains(&line), "{folder}");
    }
}

#[test]
fn the_start_has_the_colours_of_the_page() {
    let tokens = text("ui/src/styles/tokens.css");
    let surface = tokens.split("--surface: light-dark(").nth(1).unwrap();
    let (pair, _) = surface.split_once(')').unwrap();
    let (light, dark) = pair.split_once(", ").unwrap();
    for (folder, colour) in [("values", light), ("values-night", dark)] {
        let colours = text(&format!("{MAIN}/res/{folder}/colors.xml")).to_lowercase();
        let line = format!("<color name=\"surface\">{colour}</color>");
        assert!(colours.contains(&line), "{folder}: {line}");
    }
}

#[test]
fn the_book_is_that_of_the_icon() {
    let svg = text("icons/icon.svg");
    let svg = Document::parse(&svg).unwrap();
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let paths = svg.descendants().filter_map(|node| node.attribute("d"));
    let paths: Vec<String> = paths.map(one_line).collect();
    assert_eq!(paths.len(), 2);
    for drawing in ["ic_launcher_foreground", "ic_notification"] {
        let vector = text(&format!("{MAIN}/res/drawable/{drawing}.xml"));
        let vector = Document::parse(&vector).unwrap();
        let drawn = vector
            .descendants()
            .filter_map(|node| attribute(node, "pathData"));
        let drawn: Vec<String> = drawn.map(one_line).collect();
        assert_eq!(drawn, paths, "{drawing}");
    }
    let ground = svg
        .descendants()
        .find(|node| node.has_tag_name((node.tag_name().namespace().unwrap_or_default(), "rect")));
    let ground = ground.and_then(|rect| rect.attribute("fill")).unwrap();
    let line = format!("<color name=\"icon_background\">{ground}</color>");
    assert!(text(&format!("{MAIN}/res/values/colors.xml")).contains(&line));
    let channels = text("src-tauri/src/notifier/channels.rs");
    assert!(channels.contains(&format!("\"{ground}\"")));
}

/// A launcher cuts out any shape around the middle two thirds, of which a circle of 66 of 108 dp is always seen.
#[test]
fn no_launcher_cuts_the_book() {
    let vector = text(&format!("{MAIN}/res/drawable/ic_launcher_foreground.xml"));
    let vector = Document::parse(&vector).unwrap();
    let number = |name: &str| -> f64 {
        let mut values = vector
            .descendants()
            .filter_map(|node| node.attribute((ANDROID, name)));
        values.next().unwrap().parse().unwrap()
    };
    let size = number("viewportWidth");
    let (x, y) = (number("translateX"), number("translateY"));
    let half_a_stroke = number("strokeWidth") / 2.0;
    let safe = size * 66.0 / 108.0 / 2.0;
    // The corners of the book: rounded, so what is drawn is nearer.
    for (across, down) in [
        (96.0, 128.0),
        (416.0, 128.0),
        (96.0, 352.0),
        (416.0, 352.0),
        (256.0, 400.0),
    ] {
        let far = f64::hypot(across + x - size / 2.0, down + y - size / 2.0) + half_a_stroke;
        assert!(far <= safe, "{across}, {down}: {far} of {safe}");
    }
}
