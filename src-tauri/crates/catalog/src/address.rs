//! Whose machine an address is on.

use url::{Host, Url};

/// Whether it is an address of this machine: nobody else's site is asked there.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for (address, expected) in [
            ("http://127.0.0.1:8080/", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]/", true),
            ("http://localhost/", true),
            ("http://localhost.example.kr/", false),
            ("http://192.168.0.1/", false),
            ("https://library.sejong.ac.kr/", false),
        ] {
            let url = Url::parse(address).unwrap();
            assert_eq!(is_loopback(&url), expected, "{address}");
        }
    }
}
