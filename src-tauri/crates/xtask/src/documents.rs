//! What the documents point at is there: every relative link, every heading it names, every picture. Only a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::project::root;

/// A document, as its readers see it.
struct Document {
    path: PathBuf,
    /// The addresses in it, of pictures too.
    targets: Vec<String>,
    /// The names of its headings, as GitHub makes them.
    anchors: BTreeSet<String>,
}

#[test]
fn whatever_a_document_points_at_is_there() {
    let documents: Vec<Document> = paths().into_iter().map(read).collect();
    assert!(documents.len() > 20, "the documents were looked for");
    let mut missing = Vec::new();
    for document in &documents {
        for target in &document.targets {
            if !is_there(target, document, &documents) {
                missing.push(format!("{}: {target}", document.path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "nothing is there: {missing:#?}");
}

#[test]
fn what_is_not_there_is_found() {
    let page = |name: &str, text: &str| parse(root().join("docs").join(name), text);
    let text = "# 한 `제목`, 둘\n\n## English\n\n[a](other.md) ![b](images/none.png)\n<img src=\"nowhere.png\"> `[c](code.md)`";
    let one = page("one.md", text);
    let targets = ["other.md", "images/none.png", "nowhere.png"];
    assert_eq!(one.targets, targets);
    let anchors = ["english", "한-제목-둘"];
    assert_eq!(one.anchors.iter().collect::<Vec<_>>(), anchors.each_ref());
    let all = [page("two.md", "# Two"), one];
    for (target, expected) in [
        ("architecture.md", true),
        ("two.md#two", true),
        ("two.md#three", false),
        ("#한-제목-둘", true),
        ("#none", false),
        ("images/none.png", false),
        ("https://example.org/", true),
    ] {
        assert_eq!(is_there(target, &all[1], &all), expected, "{target}");
    }
}

fn is_there(target: &str, from: &Document, documents: &[Document]) -> bool {
    if target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = from.path.parent().unwrap_or(root());
    let pointed = match path {
        "" => from.path.clone(),
        _ => folder.join(path),
    };
    let is_pointed = |other: &&Document| same(&other.path, &pointed);
    match documents.iter().find(is_pointed) {
        Some(other) => anchor.is_empty() || other.anchors.contains(anchor),
        None => anchor.is_empty() && pointed.exists(),
    }
}

/// Without the `..` in them.
fn same(one: &Path, other: &Path) -> bool {
    one == other
        || one
            .canonicalize()
            .ok()
            .is_some_and(|one| other.canonicalize().ok() == Some(one))
}

/// The documents of the project: those at the top, in docs/, and of the crates.
fn paths() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let crates = root().join("src-tauri/crates");
    let mut folders = vec![
        root().to_owned(),
        root().join("docs"),
        root().join("docs/adr"),
        root().join("docs/images"),
    ];
    folders.extend(entries(&crates));
    for folder in folders {
        found.extend(
            entries(&folder)
                .into_iter()
                .filter(|path| path.extension().is_some_and(|end| end == "md")),
        );
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn read(path: PathBuf) -> Document {
    let text = fs::read_to_string(&path).unwrap();
    parse(path, &text)
}

fn parse(path: PathBuf, text: &str) -> Document {
    let (mut targets, mut anchors, mut heading) = (Vec::new(), BTreeSet::new(), None);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                targets.push(dest_url.into_string())
            }
            Event::Html(html) | Event::InlineHtml(html) => targets.extend(attributes(&html)),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                anchors.extend(heading.take().map(|words| anchor(&words)))
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    Document {
        path,
        targets,
        anchors,
    }
}

/// The addresses in the tags of a page.
fn attributes(html: &str) -> Vec<String> {
    let parts: Vec<&str> = html.split('"').collect();
    let pairs = parts.windows(2).filter(|pair| {
        ["src=", "srcset=", "href="]
            .iter()
            .any(|name| pair[0].ends_with(name))
    });
    pairs.map(|pair| pair[1].to_owned()).collect()
}

/// The name of a heading: small letters and digits of any script, hyphens for blanks, nothing else.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'))
        .collect()
}
