//! The network of this machine. Why it is asked like this: docs/adr/0009-no-way-out.md.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use queue::{BoxFuture, Clock, SystemClock};

use super::Network;

/// Addresses that stand for the net and are nobody's (RFC 5737, RFC 3849): nothing is ever sent there.
const SOMEWHERE: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
];

/// How long after the last look a way is looked for again while there is none: often for a minute, in which somebody may stand beside
/// and wait for it; then more rarely, as that may last all night. A request that finds a way says so by itself (`way.rs`).
const LOOK: Duration = Duration::from_secs(1);
const LATER_LOOK: Duration = Duration::from_secs(5);
const LOOKS: u32 = 60;

fn pause_after(look: u32) -> Duration {
    if look < LOOKS { LOOK } else { LATER_LOOK }
}

/// The real thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNetwork;

impl Network for SystemNetwork {
    fn has_way(&self) -> bool {
        SOMEWHERE
            .into_iter()
            .filter_map(own_address_towards)
            .any(leads_out)
    }

    fn way_back(&self) -> BoxFuture<'static, ()> {
        Box::pin(async {
            let mut look = 0_u32;
            while !SystemNetwork.has_way() {
                SystemClock.sleep(pause_after(look)).await;
                look = look.saturating_add(1);
            }
        })
    }

    fn look_up(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// The address that this machine would send from, as its routes say; none: there is no route. To connect a datagram socket sends
/// nothing.
fn own_address_towards(there: IpAddr) -> Option<IpAddr> {
    let any: IpAddr = match there {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind(SocketAddr::new(any, 0)).ok()?;
    // Of all services the one that throws away what it gets.
    socket.connect(SocketAddr::new(there, 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Whether an own address is of a network that may have a way out: not of this machine alone, nor one that a machine gives itself
/// when nobody gives it one.
fn leads_out(own: IpAddr) -> bool {
    let is_inside = own.is_unspecified() || own.is_loopback();
    let is_self_given = match own {
        IpAddr::V4(own) => own.is_link_local(),
        IpAddr::V6(own) => own.is_unicast_link_local(),
    };
    !is_inside && !is_self_given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_reached_from_itself_and_that_leads_nowhere() {
        let own = own_address_towards(Ipv4Addr::LOCALHOST.into()).unwrap();
        assert_eq!(own, IpAddr::V4(Ipv4Addr::LOCALHOST));
        assert!(!leads_out(own));
    }

    #[test]
    fn only_an_address_that_somebody_gave_leads_out() {
        let cases = [
            ("192.168.0.7", true),
            ("10.0.0.2", true),
            ("210.119.152.24", true),
            ("2001:200::7", true),
            ("fd12:3456::7", true),
            ("0.0.0.0", false),
            ("127.0.0.1", false),
            ("169.254.12.7", false),
            ("::", false),
            ("::1", false),
            ("fe80::1", false),
        ];
        for (address, expected) in cases {
            assert_eq!(leads_out(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn after_a_minute_a_way_is_looked_for_more_rarely() {
        let minute: Duration = (0..LOOKS).map(pause_after).sum();
        assert_eq!(minute, Duration::from_secs(60));
        assert_eq!(pause_after(LOOKS), Duration::from_secs(5));
        assert_eq!(pause_after(u32::MAX), Duration::from_secs(5));
    }

    #[tokio::test]
    async fn a_name_is_looked_up() {
        let found = SystemNetwork.look_up("localhost".to_owned()).await.unwrap();
        assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback));
    }
}
