//! The packages that are in the page. Which these are is said here; the page's build fails when it finds another one in its files
//! (`ui/licensed.ts`).

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{From, Part};
use crate::project::ui;

const BUNDLED: [&str; 4] = ["@tauri-apps/api", "clsx", "svelte", "virtua"];

pub(super) fn bundled() -> Result<Vec<Part>> {
    let lock = fs::read_to_string(ui().join("package-lock.json"))?;
    let lock: Value = serde_json::from_str(&lock).context("reading package-lock.json")?;
    BUNDLED
        .into_iter()
        .map(|name| part(&lock, name).with_context(|| format!("{name} in package-lock.json")))
        .collect()
}

fn part(lock: &Value, name: &str) -> Result<Part> {
    let entry = &lock["packages"][format!("node_modules/{name}")];
    let text = |key: &str| entry[key].as_str().map(str::to_owned);
    let folder = ui().join("node_modules").join(name);
    let depends = BUNDLED.into_iter().filter(|other| {
        let named = |kind: &str| entry[kind].get(*other).is_some();
        named("dependencies") || (named("peerDependencies") && *other != name)
    });
    let depends = depends.map(|other| part_id(lock, other));
    Ok(Part {
        name: name.to_owned(),
        version: text("version").context("it has no version")?,
        licence: text("license").context("it has no licence")?,
        authors: Vec::new(),
        repository: repository(&folder),
        folder,
        from: From::Npm,
        hash: text("integrity").as_deref().and_then(hexadecimal),
        depends: depends.collect::<Result<_>>()?,
    })
}

fn part_id(lock: &Value, name: &str) -> Result<String> {
    let version = lock["packages"][format!("node_modules/{name}")]["version"].as_str();
    let version = version.with_context(|| format!("{name} has no version"))?;
    let name = name.replace('@', "%40");
    Ok(format!("pkg:npm/{name}@{version}"))
}

fn repository(folder: &std::path::Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("package.json")).ok()?;
    let manifest: Value = serde_json::from_str(&manifest).ok()?;
    let repository = &manifest["repository"];
    let url = repository.as_str().or_else(|| repository["url"].as_str())?;
    let url = url.trim_start_matches("git+").trim_end_matches(".git");
    url.starts_with("https://").then(|| url.to_owned())
}

/// `sha512-…` of a lock file as hexadecimal digits.
fn hexadecimal(integrity: &str) -> Option<String> {
    let text = integrity.strip_prefix("sha512-")?;
    let value = |c: u8| {
        let table = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        table.iter().position(|&known| known == c)
    };
    let (mut bits, mut count, mut hex) = (0_usize, 0, String::new());
    for c in text.bytes().take_while(|&c| c != b'=') {
        bits = (bits << 6) | value(c)?;
        count += 6;
        while count >= 4 {
            count -= 4;
            let digit = (bits >> count) & 0xf;
            hex.push(char::from_digit(u32::try_from(digit).ok()?, 16)?);
            bits &= (1 << count) - 1;
        }
    }
    hex.truncate(128);
    (hex.len() == 128).then_some(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_from_its_base64() {
        // Of nothing at all.
        let empty = "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==";
        let expected = "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e";
        assert_eq!(hexadecimal(empty).as_deref(), Some(expected));
        assert_eq!(hexadecimal("sha1-AAAA"), None);
        assert_eq!(hexadecimal("sha512-AAAA"), None);
        assert_eq!(hexadecimal("sha512-!"), None);
    }
}
