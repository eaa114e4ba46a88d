//! How many connections, or requests, one address holds, so that nobody has them all.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
};

use crate::config::{Config, Network};

/// Clones count together.
#[derive(Debug, Clone)]
pub struct Addresses {
    most: usize,
    /// Through a proxy come many people.
    proxies: Arc<[Network]>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection or request, until it is dropped.
#[derive(Debug)]
pub struct Slot(Option<(Addresses, IpAddr)>);

impl Addresses {
    pub fn of(config: &Config) -> Self {
        Self {
            most: config.http.connections_per_address as usize,
            proxies: config.http.trusted().into(),
            held: Arc::default(),
        }
    }

    /// Counts anew, up to another number.
    pub fn apart(&self, most: usize) -> Self {
        Self { most, proxies: Arc::clone(&self.proxies), held: Arc::default() }
    }

    /// Nothing when the address has as many as it may have.
    pub fn place(&self, peer: IpAddr) -> Option<Slot> {
        if self.proxies.iter().any(|proxy| proxy.contains(peer)) {
            return Some(Slot(None));
        }
        let whose = network(peer);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = held.entry(whose).or_default();
        if *taken >= self.most {
            return None;
        }
        *taken += 1;
        Some(Slot(Some((self.clone(), whose))))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let Some((addresses, whose)) = &self.0 else { return };
        let mut held = addresses.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = held.get_mut(whose) {
            *taken -= 1;
            if *taken == 0 {
                held.remove(whose);
            }
        }
    }
}

/// A person with IPv6 holds a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_a_proxy_as_many_as_it_needs() {
        let mut config = Config::default();
        config.http.connections_per_address = 2;
        config.http.trusted_proxies = vec!["10.0.0.0/8".to_owned()];
        let addresses = Addresses::of(&config);
        let place = |address: &str| addresses.place(address.parse().unwrap());

        let (one, _other) = (place("192.0.2.1"), place("::ffff:192.0.2.1"));
        assert!(one.is_some() && place("192.0.2.1").is_none());
        assert!(place("192.0.2.2").is_some());
        drop(one);
        assert!(place("192.0.2.1").is_some());

        let _network = [place("2001:db8::1"), place("2001:db8::ffff")];
        assert!(place("2001:db8::2").is_none() && place("2001:db8:0:1::2").is_some());
        let proxied: Vec<_> = (0..10).map(|_| place("10.1.2.3")).collect();
        assert!(proxied.iter().all(Option::is_some));
    }
}
