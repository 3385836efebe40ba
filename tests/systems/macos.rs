//! What the macOS bundle is made of.

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;

use crate::{root, text};

fn read(plist: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(plist, options).unwrap()
}

/// What stands after a key.
fn value<'a, 'input>(plist: &'a Document<'input>, key: &str) -> Node<'a, 'input> {
    let mut keys = plist.descendants().filter(|node| node.has_tag_name("key"));
    let key = keys.find(|node| node.text() == Some(key)).expect(key);
    key.next_sibling_element().expect("a value")
}

#[test]
fn every_file_is_there() {
    let config: Value = serde_json::from_str(&text("tauri.conf.json")).unwrap();
    let bundle = &config["bundle"]["macOS"];
    let files = bundle["files"].as_object().unwrap().values();
    for file in files.chain([&bundle["entitlements"], &bundle["infoPlist"]]) {
        let file = root().join(file.as_str().unwrap());
        assert!(file.is_file(), "{}", file.display());
    }
}

#[test]
fn the_app_is_called_as_its_language_has_it() {
    let plist = text("src-tauri/macos/Info.plist");
    let plist = read(&plist);
    let languages = value(&plist, "CFBundleLocalizations");
    let languages = languages.children().filter_map(|node| node.text());
    let languages: Vec<_> = languages.filter(|text| !text.trim().is_empty()).collect();
    assert_eq!(languages, ["ko", "en"]);
    assert!(value(&plist, "LSHasLocalizedDisplayName").has_tag_name("true"));
    for (language, name) in [("ko", "책벗"), ("en", "Chaekbeot")] {
        let words = text(&format!(
            "src-tauri/macos/{language}.lproj/InfoPlist.strings"
        ));
        for key in ["CFBundleDisplayName", "CFBundleName"] {
            assert!(
                words.contains(&format!("\"{key}\" = \"{name}\";")),
                "{language}"
            );
        }
    }
}

#[test]
fn the_hardened_runtime_has_no_exception() {
    let config: Value = serde_json::from_str(&text("tauri.conf.json")).unwrap();
    assert_eq!(
        config["bundle"]["macOS"]["hardenedRuntime"],
        Value::Bool(true)
    );
    // Signed for nobody: unsigned it would have neither.
    assert_eq!(config["bundle"]["macOS"]["signingIdentity"], "-");
    let plist = text("src-tauri/macos/entitlements.plist");
    let plist = read(&plist);
    assert!(!plist.descendants().any(|node| node.has_tag_name("key")));
}
