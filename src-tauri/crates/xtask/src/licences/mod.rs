//! `cargo xtask licences`: the page of open-source licences, made from what we ship.

mod texts;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::parts::{self, Part};
use crate::project::ui;
use crate::step::{measured, say};

/// Whether the page is written, or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

fn file() -> PathBuf {
    ui().join("src/features/about/licences.json")
}

/// Writes the page's data anew, or says that they are not of what is shipped now.
pub(crate) fn licences(mode: Mode) -> Result<()> {
    measured("The licences are in order", || {
        let (parts, _) = parts::shipped()?;
        let made = made(&parts)?;
        say(&format!(
            "\n==> Licences: {} parts, {} kB",
            parts.len(),
            made.len() / 1_000
        ));
        match mode {
            Mode::Write => Ok(fs::write(file(), made)?),
            Mode::Check => {
                let there = fs::read_to_string(file()).unwrap_or_default();
                if there.replace("\r\n", "\n") != made {
                    bail!("the licences page is not of what is shipped: cargo xtask licences");
                }
                Ok(())
            }
        }
    })
}

/// The data: every part on a line, then every text on one, so that a change can be read.
fn made(parts: &[Part]) -> Result<String> {
    let mut texts = Texts::default();
    let mut lines = Vec::new();
    for part in parts {
        let found = texts::of(part).with_context(|| part.id())?;
        let indexes: Vec<usize> = found.into_iter().map(|text| texts.index(text)).collect();
        lines.push(line(&part.name, &part.version, &part.licence, &indexes));
    }
    let inside = parts::inside(parts)?;
    let index = texts.index(texts::of_inside(inside.licence)?);
    lines.push(line(inside.name, &inside.version, inside.licence, &[index]));
    lines.sort_by_cached_key(|line| line.to_lowercase());
    let quoted = texts
        .all
        .iter()
        .map(|text| Value::from(text.as_str()).to_string());
    let quoted: Vec<String> = quoted.collect();
    Ok(format!(
        "{{\"parts\":[\n{}\n],\"texts\":[\n{}\n]}}\n",
        lines.join(",\n"),
        quoted.join(",\n")
    ))
}

fn line(name: &str, version: &str, licence: &str, texts: &[usize]) -> String {
    json!({ "name": name, "version": version, "licence": licence, "texts": texts }).to_string()
}

/// Every text once.
#[derive(Default)]
struct Texts {
    all: Vec<String>,
    known: HashMap<String, usize>,
}

impl Texts {
    fn index(&mut self, text: String) -> usize {
        // The same licence is wrapped in many ways.
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        *self.known.entry(words).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_only_wrapped_otherwise_is_the_same() {
        let mut texts = Texts::default();
        assert_eq!(texts.index("one two\nthree".to_owned()), 0);
        assert_eq!(texts.index("four".to_owned()), 1);
        assert_eq!(texts.index("one\n  two three\n".to_owned()), 0);
        assert_eq!(texts.all.len(), 2);
    }

    #[test]
    fn every_part_of_the_page_has_a_text_that_is_there() {
        let text = fs::read_to_string(file()).unwrap();
        let page: Value = serde_json::from_str(&text).unwrap();
        let written = page["texts"].as_array().unwrap();
        let parts = page["parts"].as_array().unwrap();
        assert!(parts.len() > 300, "{}", parts.len());
        for part in parts {
            let indexes = part["texts"].as_array().unwrap();
            assert!(!indexes.is_empty(), "{part}");
            for index in indexes {
                let index = usize::try_from(index.as_u64().unwrap()).unwrap();
                assert!(
                    written[index].as_str().unwrap().len() > texts::SHORTEST,
                    "{part}"
                );
            }
        }
    }
}
