//! Looking names up for what a page may point anywhere with: no name leads into the network that this machine is in, whatever whoever
//! owns the name says about it. A proxy looks names up by itself; its own name is the person's choice and may stand for any address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::names::Names;

/// Leaves out every address that is not everybody's, except of these proxies. Addresses that stand in place of a name are not looked up,
/// so whoever uses this refuses those by itself.
pub(super) struct PublicOnly {
    pub(super) names: Names,
    pub(super) proxies: Vec<String>,
}

/// The names of the proxies through which `matcher` sends what is asked of a name of the net.
pub(super) fn proxies(matcher: &Matcher) -> Vec<String> {
    let targets = ["http://net.example/", "https://net.example/"];
    let between = targets
        .into_iter()
        .filter_map(|target| matcher.intercept(&target.parse().ok()?));
    between
        .filter_map(|proxy| proxy.uri().host().map(str::to_owned))
        .collect()
}

/// Whether this name is one of theirs.
pub(super) fn is_one_of(proxies: &[String], host: &str) -> bool {
    proxies.iter().any(|proxy| proxy.eq_ignore_ascii_case(host))
}

#[derive(Debug, thiserror::Error)]
#[error("{0} has no public address")]
struct NotPublic(String);

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let found = self.names.resolve(name);
        if is_one_of(&self.proxies, &host) {
            return found;
        }
        Box::pin(async move {
            let mut public = found
                .await?
                .filter(|address| is_public(address.ip()))
                .peekable();
            if public.peek().is_none() {
                return Err(NotPublic(host).into());
            }
            Ok(Box::new(public) as Addrs)
        })
    }
}

/// Whether an address is one of the net's, by the registries of IANA for special addresses (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_special = match address.octets() {
        // This network, a home's, a carrier's, this machine, the link, an office's, protocols.
        [0 | 10 | 127, ..] | [100, 64..=127, ..] | [169, 254, ..] | [172, 16..=31, ..] => true,
        [192, 168, ..] | [192, 0, 0, _] | [192, 88, 99, _] => true,
        // Measuring and examples.
        [198, 18 | 19, ..] | [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        // Many at once, kept for later, everybody.
        [224..=255, ..] => true,
        _ => false,
    };
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    match parts {
        // An address of the old kind, as it is written or as a network without any translates it (NAT64).
        [0, 0, 0, 0, 0, 0xFFFF, a, b] | [0x64, 0xFF9B, 0, 0, 0, 0, a, b] => {
            let [[a, b], [c, d]] = [a.to_be_bytes(), b.to_be_bytes()];
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocols and tunnels, which may end anywhere, and examples.
        [0x2001, 0..=0x1FF, ..] | [0x2002, ..] | [0x2001, 0xDB8, ..] | [0x3FFF, 0..=0xFFF, ..] => {
            false
        }
        // Everything that was given out so far.
        [first, ..] => (0x2000..=0x3FFF).contains(&first),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io;
    use std::sync::Arc;

    use queue::BoxFuture;

    use super::*;
    use crate::network::{Network, SystemNetwork};

    /// Knows one answer for every name.
    pub(in crate::crawl) struct Fixed(pub(in crate::crawl) Vec<IpAddr>);

    impl Network for Fixed {
        fn has_way(&self) -> bool {
            true
        }

        fn way_back(&self) -> BoxFuture<'static, ()> {
            Box::pin(std::future::ready(()))
        }

        fn look_up(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
            Box::pin(std::future::ready(Ok(self.0.clone())))
        }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_everybodys_is_public() {
        for address in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.0",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "210.119.152.24",
            "223.255.255.255",
            "2404:4600::1",
            "2001:200::1",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(is_public(ip(address)), "{address}");
        }
    }

    #[test]
    fn what_is_this_machines_or_this_networks_is_not() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:192.168.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
        ] {
            assert!(!is_public(ip(address)), "{address}");
        }
    }

    async fn resolved(name: &str, found: &[&str]) -> Result<Vec<String>, String> {
        let fixed = Fixed(found.iter().map(|text| ip(text)).collect());
        let only = PublicOnly {
            names: Names(Arc::new(fixed)),
            proxies: vec!["Proxy.example".to_owned()],
        };
        let answer = only.resolve(name.parse().unwrap()).await;
        answer
            .map(|found| found.map(|address| address.ip().to_string()).collect())
            .map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn of_several_addresses_the_public_ones_stay() {
        let found = resolved(
            "image.example",
            &["10.0.0.1", "8.8.8.8", "::1", "2404:4600::1"],
        )
        .await;
        assert_eq!(found.unwrap(), ["8.8.8.8", "2404:4600::1"]);
    }

    #[tokio::test]
    async fn a_proxy_is_where_the_person_says() {
        let found = resolved("proxy.example", &["10.0.0.1", "8.8.8.8"]).await;
        assert_eq!(found.unwrap(), ["10.0.0.1", "8.8.8.8"]);
    }

    #[test]
    fn proxies_are_known_by_name() {
        let [http, https] = ["http://one.example:3128", "http://me:pw@two.example"];
        let both = Matcher::builder().http(http).https(https);
        assert_eq!(proxies(&both.build()), ["one.example", "two.example"]);
        let direct = Matcher::builder().all(http).no("*");
        assert_eq!(proxies(&direct.build()), [""; 0]);
        assert_eq!(proxies(&Matcher::builder().build()), [""; 0]);
    }

    #[tokio::test]
    async fn a_name_without_a_public_address_is_not_found() {
        for found in [&["127.0.0.1", "192.168.0.1"][..], &[]] {
            let refused = resolved("image.example", found).await.unwrap_err();
            assert_eq!(refused, "image.example has no public address");
        }
    }

    #[tokio::test]
    async fn the_system_knows_this_machine_and_it_is_not_public() {
        let names = || Names(Arc::new(SystemNetwork));
        let name = || "localhost".parse().unwrap();
        let mut own = names().resolve(name()).await.unwrap();
        assert!(own.all(|address| address.ip().is_loopback()));
        let only = PublicOnly {
            names: names(),
            proxies: Vec::new(),
        };
        assert!(only.resolve(name()).await.is_err());
    }
}
