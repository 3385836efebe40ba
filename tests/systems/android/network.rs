//! Who is asked without encryption.

use std::collections::BTreeSet;

use roxmltree::Document;

use crate::text;

#[test]
fn only_catalogues_without_another_address_are_asked_in_the_clear() {
    let file = text("gen/android/app/src/main/res/xml/network_security_config.xml");
    let file = Document::parse(&file).unwrap();
    let permits = |name: &str| {
        let mut nodes = file.descendants().filter(|node| node.has_tag_name(name));
        let permitted = nodes
            .next()
            .and_then(|n| n.attribute("cleartextTrafficPermitted"));
        assert!(nodes.next().is_none(), "one {name}");
        permitted.expect("it says so") == "true"
    };
    assert!(!permits("base-config") && permits("domain-config"));
    let domains = file
        .descendants()
        .filter(|node| node.has_tag_name("domain"));
    let listed: BTreeSet<String> = domains
        .map(|domain| {
            assert_eq!(domain.attribute("includeSubdomains"), Some("false"));
            domain.text().expect("a host").to_owned()
        })
        .collect();
    let libraries = catalog::libraries().expect("the library files are valid");
    let addresses = libraries
        .iter()
        .filter_map(|library| library.base_url.as_ref());
    let in_the_clear = addresses.filter(|address| address.scheme() == "http");
    let hosts = in_the_clear.filter_map(|address| address.host_str());
    assert_eq!(listed, hosts.map(ToOwned::to_owned).collect());
}
