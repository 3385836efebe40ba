//! `cargo xtask sbom`: what is shipped, as a bill of materials that machines read (CycloneDX 1.6,
//! <https://cyclonedx.org/docs/1.6/json/>).

use std::fs;

use anyhow::Result;
use serde_json::{Value, json};
use spdx::Expression;

use crate::parts::{self, From, Part};
use crate::project::{commit_time, root};
use crate::step::{measured, say};

/// The workspace's version, which this package shares.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const APP: &str = "chaekbeot";

/// Writes `target/sbom.cdx.json`. Of one commit it is the same at every time and place.
pub(crate) fn sbom() -> Result<()> {
    measured("The bill of materials is written", || {
        let (parts, ours) = parts::shipped()?;
        let bill = bill(&parts, &ours, &parts::inside(&parts)?)?;
        let file = root().join("target/sbom.cdx.json");
        fs::create_dir_all(root().join("target"))?;
        fs::write(&file, serde_json::to_string_pretty(&bill)? + "\n")?;
        say(&format!(
            "\n==> {} parts in {}",
            parts.len(),
            file.display()
        ));
        Ok(())
    })
}

fn bill(parts: &[Part], ours: &[String], inside: &parts::Inside) -> Result<Value> {
    let mut components: Vec<Value> = parts.iter().map(component).collect();
    let inside_id = format!(
        "pkg:generic/{}@{}",
        inside.name.to_lowercase(),
        inside.version
    );
    components.push(json!({
        "type": "library",
        "bom-ref": inside_id,
        "name": inside.name,
        "version": inside.version,
        "purl": inside_id,
        "licenses": [{ "license": { "id": inside.licence } }],
    }));
    let mut depends = vec![json!({ "ref": APP, "dependsOn": ours })];
    depends.extend(parts.iter().map(|part| {
        let mut on = part.depends.clone();
        if part.id() == inside.of {
            on.push(inside_id.clone());
        }
        json!({ "ref": part.id(), "dependsOn": on })
    }));
    depends.push(json!({ "ref": inside_id }));
    let mut metadata = json!({
        "component": {
            "type": "application",
            "bom-ref": APP,
            "name": APP,
            "version": VERSION,
            "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            "externalReferences": [{ "type": "vcs", "url": env!("CARGO_PKG_REPOSITORY") }],
        },
        "tools": { "components": [{ "type": "application", "name": "cargo xtask sbom", "version": VERSION }] },
    });
    if let Some(time) = commit_time() {
        metadata["timestamp"] = Value::from(time);
    }
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": metadata,
        "components": components,
        "dependencies": depends,
    }))
}

fn component(part: &Part) -> Value {
    let id = part.id();
    let mut component = json!({
        "type": "library",
        "bom-ref": id,
        "name": part.name,
        "version": part.version,
        "purl": id,
    });
    // Some write MIT/Apache-2.0.
    let expression = Expression::canonicalize(&part.licence);
    let expression = expression.ok().flatten().unwrap_or(part.licence.clone());
    component["licenses"] = json!([{ "expression": expression }]);
    if let Some(hash) = &part.hash {
        let algorithm = match part.from {
            From::Npm => "SHA-512",
            From::Crates | From::Maven => "SHA-256",
        };
        component["hashes"] = json!([{ "alg": algorithm, "content": hash }]);
    }
    if let Some(url) = &part.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": url }]);
    }
    component
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_part_has_a_hash_and_a_licence_and_every_reference_leads_somewhere() {
        let (parts, ours) = parts::shipped().unwrap();
        let bill = bill(&parts, &ours, &parts::inside(&parts).unwrap()).unwrap();
        let components = bill["components"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let ids: BTreeSet<String> = components.iter().map(|it| text(&it["bom-ref"])).collect();
        assert_eq!(ids.len(), components.len(), "an id is there twice");
        assert_eq!(components.len(), parts.len() + 1);
        for part in &parts {
            let is_hashed = part.hash.is_some() || part.from == From::Maven;
            assert!(is_hashed, "{} has no hash", part.id());
            let licence = component(part)["licenses"][0]["expression"].clone();
            assert!(Expression::parse(&text(&licence)).is_ok(), "{licence}");
        }
        let depends = bill["dependencies"].as_array().unwrap();
        let mut reached = BTreeSet::new();
        for dependency in depends {
            let on = dependency["dependsOn"].as_array();
            for id in on.into_iter().flatten().map(text) {
                assert!(ids.contains(&id), "{id} leads nowhere");
                reached.insert(id);
            }
        }
        assert_eq!(reached, ids, "something is there that nothing needs");
        for name in ["tauri", "reqwest", "svelte", "windows-core", "SQLite"] {
            assert!(components.iter().any(|it| it["name"] == name), "{name}");
        }
        for name in ["proptest", "vite", "serde_derive", "xtask", "engine"] {
            assert!(!components.iter().any(|it| it["name"] == name), "{name}");
        }
    }
}
