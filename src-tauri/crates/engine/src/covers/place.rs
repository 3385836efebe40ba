//! Where a cover may be asked for: only there.

use catalog::{Catalogue, Standing};
use url::{Host, Url};

use crate::id::SourceId;

/// A cover's address and the name it is kept under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) url: Url,
    pub(super) key: String,
}

/// The place of a cover that a list of this catalogue named; none if nobody is asked there.
pub(super) fn place(catalogue: &Catalogue, source: SourceId, named: &str) -> Option<Place> {
    let url = today(catalogue, Url::parse(named).ok()?)?;
    if !allows(catalogue, &url) {
        return None;
    }
    // Below the library's own address the path is enough, and stays when that address moves.
    let own = || catalogue.base().make_relative(&url);
    let name = match catalogue.base().origin() == url.origin() {
        true => own().unwrap_or_else(|| url.to_string()),
        false => url.to_string(),
    };
    Some(Place {
        key: format!("{source} {name}"),
        url,
    })
}

/// The practice library answers on another port at each start: a cover it named before is there now.
fn today(catalogue: &Catalogue, mut url: Url) -> Option<Url> {
    let is_practice = catalogue.library().standing == Standing::Practice;
    if is_practice && catalog::is_loopback(&url) && catalog::is_loopback(catalogue.base()) {
        url.set_port(catalogue.base().port()).ok()?;
    }
    Some(url)
}

/// Whether a cover of this catalogue may be fetched there: an address of the library itself, or one on another host that its page
/// shows pictures from. That host has a name and is asked over https alone, so that nobody between reads what is looked at; a
/// library on this machine sends nobody out.
pub(super) fn allows(catalogue: &Catalogue, url: &Url) -> bool {
    let has_name = match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            let is_of_a_home = [".localhost", ".local", ".internal", ".lan", ".home.arpa"]
                .iter()
                .any(|end| name.ends_with(end));
            name.contains('.') && !is_of_a_home
        }
        _ => false,
    };
    let is_shown_from = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && has_name
        && !catalog::is_loopback(catalogue.base());
    catalogue.allows(url) || is_shown_from
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn catalogue(library_id: &str, base: &str) -> Catalogue {
        let mut libraries = catalog::libraries().unwrap().into_iter();
        let library = libraries.find(|it| it.id == library_id).unwrap();
        Catalogue::new(Arc::new(library), Url::parse(base).unwrap())
    }

    fn key(catalogue: &Catalogue, named: &str) -> Option<String> {
        place(catalogue, SourceId(3), named).map(|place| place.key)
    }

    #[test]
    fn the_library_and_named_hosts_over_https_are_asked() {
        let sejong = catalogue("sejong", "https://library.sejong.ac.kr/");
        for (address, is_asked) in [
            ("https://library.sejong.ac.kr/Thumbnail/1.jpg", true),
            ("https://image.aladin.co.kr/product/1.jpg", true),
            ("http://image.aladin.co.kr/product/1.jpg", false),
            ("http://library.sejong.ac.kr/Thumbnail/1.jpg", false),
            ("https://image.aladin.co.kr:8443/1.jpg", false),
            ("https://name:secret@image.aladin.co.kr/1.jpg", false),
            ("https://210.119.152.24/1.jpg", false),
            ("https://[::1]/1.jpg", false),
            ("http://127.0.0.1:9/1.jpg", false),
            ("https://localhost/1.jpg", false),
            ("https://router.local/1.jpg", false),
            ("https://router.local./1.jpg", false),
            ("https://localhost./1.jpg", false),
            ("https://nas.home.arpa/1.jpg", false),
            ("https://printer/1.jpg", false),
            ("file:///etc/passwd", false),
            ("data:image/png;base64,AA", false),
            ("no address", false),
        ] {
            assert_eq!(key(&sejong, address).is_some(), is_asked, "{address}");
        }
    }

    #[test]
    fn a_library_that_speaks_http_shows_its_own_over_http() {
        let hufs = catalogue("hufs", "http://library.hufs.ac.kr/");
        assert!(key(&hufs, "http://library.hufs.ac.kr/Thumbnail/1.jpg").is_some());
        assert_eq!(
            key(&hufs, "http://210.119.152.24/Solars7Thumbnail/1.jpg"),
            None
        );
    }

    #[test]
    fn the_practice_library_is_found_on_its_port_of_today_and_sends_nobody_out() {
        let practice = catalogue("practice", "http://127.0.0.1:4000/");
        let found = place(
            &practice,
            SourceId(3),
            "http://127.0.0.1:3999/Thumbnail/1.png",
        )
        .unwrap();
        assert_eq!(found.url.as_str(), "http://127.0.0.1:4000/Thumbnail/1.png");
        assert_eq!(found.key, "3 Thumbnail/1.png");
        assert_eq!(key(&practice, "https://image.aladin.co.kr/1.jpg"), None);
    }
}
