//! What the app asks of the system, and offers to it.

use roxmltree::Document;
use serde_json::Value;

use super::attribute;
use crate::text;

const MANIFEST: &str = "gen/android/app/src/main/AndroidManifest.xml";
const TOOLS: &str = "http://schemas.android.com/tools";

#[test]
fn nothing_is_asked_for_but_the_net_and_notifications() {
    let manifest = text(MANIFEST);
    let manifest = Document::parse(&manifest).unwrap();
    let permissions = manifest
        .descendants()
        .filter(|node| node.has_tag_name("uses-permission"));
    let (refused, asked): (Vec<_>, Vec<_>) = permissions
        .map(|node| {
            (
                attribute(node, "name").unwrap(),
                node.attribute((TOOLS, "node")),
            )
        })
        .partition(|(_, merged)| *merged == Some("remove"));
    let names = |some: Vec<(&str, Option<&str>)>| -> Vec<String> {
        let names = some
            .iter()
            .map(|(name, _)| name.rsplit('.').next().unwrap().to_owned());
        names.collect()
    };
    assert_eq!(names(asked), ["INTERNET", "POST_NOTIFICATIONS"]);
    // Everything else that the plugin's own manifest has (tauri-plugin-notification).
    assert_eq!(names(refused), ["WAKE_LOCK", "RECEIVE_BOOT_COMPLETED"]);
}

#[test]
fn links_lead_to_the_one_activity_that_others_may_start() {
    let manifest = text(MANIFEST);
    let manifest = Document::parse(&manifest).unwrap();
    let open = manifest
        .descendants()
        .filter(|node| attribute(*node, "exported") == Some("true"));
    let open: Vec<_> = open.filter_map(|node| attribute(node, "name")).collect();
    assert_eq!(open, [".MainActivity"]);
    let link = manifest
        .descendants()
        .find(|node| node.has_tag_name("data"))
        .expect("a link");
    let config: Value = serde_json::from_str(&text("tauri.conf.json")).unwrap();
    let schemes = &config["plugins"]["deep-link"]["desktop"]["schemes"];
    assert_eq!(
        Some(attribute(link, "scheme").unwrap()),
        schemes[0].as_str()
    );
    assert_eq!(attribute(link, "host"), Some("search"));
}

#[test]
fn conversations_stay_out_of_clouds() {
    let rules = text("gen/android/app/src/main/res/xml/data_extraction_rules.xml");
    let rules = Document::parse(&rules).unwrap();
    let cloud = rules
        .descendants()
        .find(|node| node.has_tag_name("cloud-backup"))
        .unwrap();
    let rules = cloud.children().filter(roxmltree::Node::is_element);
    let mut left_out: Vec<_> = rules
        .map(|rule| {
            assert_eq!(
                (rule.tag_name().name(), rule.attribute("path")),
                ("exclude", Some("."))
            );
            rule.attribute("domain").unwrap()
        })
        .collect();
    left_out.sort_unstable();
    assert_eq!(
        left_out,
        ["database", "external", "file", "root", "sharedpref"]
    );
}
