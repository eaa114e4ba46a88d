//! An address or a network, as operators write it: `10.0.0.0/8`, `127.0.0.1`, `2001:db8::/32`.

use std::{net::IpAddr, str::FromStr};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// All bits after the prefix are 0.
    first: u128,
    v4: bool,
    prefix: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is neither an address nor a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl Network {
    pub fn contains(self, address: IpAddr) -> bool {
        let (bits, v4) = bits(address);
        v4 == self.v4 && masked(bits, self.prefix, v4) == self.first
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    /// `10.1.0.0/8` is a mistake, not `10.0.0.0/8`.
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let (first, v4) = bits(address.parse().map_err(|_| NotANetwork)?);
        let width = width(v4);
        let prefix = prefix.map_or(Ok(width), str::parse).map_err(|_| NotANetwork)?;
        if prefix > width || masked(first, prefix, v4) != first {
            return Err(NotANetwork);
        }
        Ok(Self { first, v4, prefix })
    }
}

fn bits(address: IpAddr) -> (u128, bool) {
    match address.to_canonical() {
        IpAddr::V4(address) => (u32::from(address).into(), true),
        IpAddr::V6(address) => (address.to_bits(), false),
    }
}

const fn width(v4: bool) -> u32 {
    if v4 { 32 } else { 128 }
}

fn masked(bits: u128, prefix: u32, v4: bool) -> u128 {
    let host = width(v4) - prefix;
    bits.checked_shr(host).and_then(|network| network.checked_shl(host)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(network: &str, address: &str) -> bool {
        network.parse::<Network>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_network_contains_its_addresses_and_no_others() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"),
            ("127.0.0.1", "127.0.0.1", "127.0.0.2"),
            ("127.0.0.1", "::ffff:127.0.0.1", "::1"),
            ("192.0.2.128/25", "192.0.2.200", "192.0.2.127"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"),
            ("::1/128", "::1", "0.0.0.1"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"),
            ("::/0", "2001:db8::1", "203.0.113.9"),
        ] {
            assert!(contains(network, inside), "{network} {inside}");
            assert!(!contains(network, outside), "{network} {outside}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in
            ["", "x", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/-1", "::/129", "10.0.0.0/8/8"]
        {
            assert_eq!(text.parse::<Network>(), Err(NotANetwork), "{text}");
        }
    }
}
