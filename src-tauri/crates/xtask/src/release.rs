//! `cargo xtask release`: what the app asks when it looks for a newer version, from a folder of signed bundles.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::notes;
use crate::project::{commit_time, root};
use crate::step::say;

/// The workspace's version, which this package shares.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Endings of the names of bundles, and for whom the app looks for them (`{system}-{machine}-{bundle}`, and without the bundle for those
/// that replace themselves). There is one entry for all .msi, and one of another language is no newer version but a second app: so there
/// is one language.
const BUNDLES: [(&str, &[&str]); 6] = [
    (
        "_amd64.AppImage",
        &["linux-x86_64-appimage", "linux-x86_64"],
    ),
    ("_amd64.deb", &["linux-x86_64-deb"]),
    (".x86_64.rpm", &["linux-x86_64-rpm"]),
    ("-setup.exe", &["windows-x86_64-nsis", "windows-x86_64"]),
    (".msi", &["windows-x86_64-msi"]),
    (
        ".app.tar.gz",
        &[
            "darwin-aarch64-app",
            "darwin-aarch64",
            "darwin-x86_64-app",
            "darwin-x86_64",
        ],
    ),
];

/// Writes `latest.json` into the folder. Without a key in tauri.conf.json no app looks for it, and none is written.
pub(crate) fn release(folder: &Path) -> Result<()> {
    if !has_key()? {
        say(
            "No key in tauri.conf.json: this release cannot be offered as an update (docs/releasing.md).",
        );
        return Ok(());
    }
    let manifest = manifest(folder, &notes::of(VERSION)?, commit_time())?;
    let file = folder.join("latest.json");
    fs::write(&file, serde_json::to_string_pretty(&manifest)? + "\n")?;
    say(&format!("{} offers {VERSION}", file.display()));
    Ok(())
}

fn has_key() -> Result<bool> {
    let settings = fs::read_to_string(root().join("tauri.conf.json"))?;
    let settings: Value = serde_json::from_str(&settings)?;
    let key = settings["plugins"]["updater"]["pubkey"].as_str();
    Ok(key.is_some_and(|key| !key.trim().is_empty()))
}

fn manifest(folder: &Path, notes: &str, time: Option<String>) -> Result<Value> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    let mut platforms = BTreeMap::new();
    for (ending, wanted) in BUNDLES {
        let name = one(&names, ending)?;
        let signature = folder.join(format!("{name}.sig"));
        let signature = fs::read_to_string(&signature)
            .with_context(|| format!("{name} is not signed: {}", signature.display()))?;
        let url = format!(
            "{}/releases/download/v{VERSION}/{name}",
            env!("CARGO_PKG_REPOSITORY")
        );
        for platform in wanted {
            let entry = json!({ "url": url, "signature": signature.trim() });
            platforms.insert(*platform, entry);
        }
    }
    Ok(json!({
        "version": VERSION,
        "notes": notes,
        "pub_date": time,
        "platforms": platforms,
    }))
}

/// The only bundle of its kind; one of another version is none.
fn one<'n>(names: &'n [String], ending: &str) -> Result<&'n str> {
    let fitting = names.iter().filter(|name| name.ends_with(ending));
    let fitting: Vec<&String> = fitting.collect();
    match fitting[..] {
        [name] if name.contains(VERSION) => Ok(name),
        [name] => bail!("{name} is not of {VERSION}"),
        [] => bail!("there is no bundle *{ending}"),
        _ => bail!("there are several bundles *{ending}: {fitting:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the bundlers name them, and bundle.yml the archive for macOS.
    fn names() -> [String; 6] {
        [
            format!("chaekbeot_{VERSION}_amd64.AppImage"),
            format!("chaekbeot_{VERSION}_amd64.deb"),
            format!("chaekbeot-{VERSION}-1.x86_64.rpm"),
            format!("chaekbeot_{VERSION}_x64-setup.exe"),
            format!("chaekbeot_{VERSION}_x64_ko-KR.msi"),
            format!("chaekbeot_{VERSION}_universal.app.tar.gz"),
        ]
    }

    /// With what else a release has.
    fn bundles() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names() {
            fs::write(folder.path().join(&name), "bundle").unwrap();
            let signature = folder.path().join(format!("{name}.sig"));
            fs::write(signature, format!("signature of {name}\n")).unwrap();
        }
        for ending in ["universal.dmg", "android.apk", "android.aab"] {
            let name = format!("chaekbeot_{VERSION}_{ending}");
            fs::write(folder.path().join(name), "bundle").unwrap();
        }
        folder
    }

    #[test]
    fn every_system_finds_its_own_bundle() {
        let folder = bundles();
        let manifest = manifest(folder.path(), "- New.", None).unwrap();
        assert_eq!(manifest["version"], VERSION);
        assert_eq!(manifest["notes"], "- New.");
        let platforms = manifest["platforms"].as_object().unwrap();
        assert_eq!(platforms.len(), 11);
        let [app_image, deb, rpm, setup, msi, app] = names();
        for (platform, name) in [
            ("linux-x86_64", &app_image),
            ("linux-x86_64-deb", &deb),
            ("linux-x86_64-rpm", &rpm),
            ("windows-x86_64", &setup),
            ("windows-x86_64-msi", &msi),
            ("darwin-x86_64", &app),
            ("darwin-aarch64", &app),
        ] {
            let entry = &platforms[platform];
            assert_eq!(entry["signature"], format!("signature of {name}"));
            let url = entry["url"].as_str().unwrap();
            assert!(url.starts_with("https://github.com/"), "{url}");
            assert!(url.ends_with(&format!("/v{VERSION}/{name}")), "{url}");
        }
    }

    #[test]
    fn a_release_that_is_not_whole_is_none() {
        let fails = |change: fn(&Path)| {
            let folder = bundles();
            change(folder.path());
            manifest(folder.path(), "- New.", None).is_err()
        };
        assert!(!fails(|_| {}));
        assert!(fails(|folder| {
            fs::remove_file(folder.join(&names()[4])).unwrap();
        }));
        assert!(fails(|folder| {
            fs::remove_file(folder.join(format!("{}.sig", names()[4]))).unwrap();
        }));
        assert!(fails(|folder| {
            let name = format!("chaekbeot_{VERSION}_x64_en-US.msi");
            fs::write(folder.join(name), "another").unwrap();
        }));
        assert!(fails(|folder| {
            let other = folder.join("chaekbeot_0.0.9_amd64.deb");
            fs::rename(folder.join(&names()[1]), other).unwrap();
        }));
    }

    #[test]
    fn one_msi_is_made() {
        let settings = fs::read_to_string(root().join("tauri.conf.json")).unwrap();
        let settings: Value = serde_json::from_str(&settings).unwrap();
        let language = &settings["bundle"]["windows"]["wix"]["language"];
        assert_eq!(language.as_str(), Some("ko-KR"), "{language}");
    }
}
