//! Where a request comes from, when it comes through a proxy: throttling goes by it.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, header::FORWARDED},
    middleware::Next,
    response::Response,
};

use crate::config::{Http, Network, SaidIn};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// Whose word counts, and where they give it.
#[derive(Debug, Clone)]
pub struct Proxies {
    trusted: Arc<[Network]>,
    said_in: SaidIn,
}

impl Proxies {
    pub fn of(config: &Http) -> Self {
        Self { trusted: config.trusted().into(), said_in: config.forwarded_header }
    }

    /// Each proxy adds at the end whom it heard. Going back from the end, the first address that is no proxy of ours
    /// is the client's; whatever stands before it, the client may have made up.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer;
        for heard in self.heard(headers).into_iter().rev() {
            if !self.trusted.iter().any(|network| network.contains(client)) {
                break;
            }
            match heard {
                Some(address) => client = address,
                None => break,
            }
        }
        client
    }

    /// In the order of the header; `None` for what is no address.
    fn heard(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let lines = match self.said_in {
            SaidIn::XForwardedFor => headers.get_all(X_FORWARDED_FOR),
            SaidIn::Forwarded => headers.get_all(FORWARDED),
        };
        let lines = lines.iter().map(|line| line.to_str().unwrap_or_default());
        lines.flat_map(|line| line.split(',')).map(|hop| self.address(hop)).collect()
    }

    fn address(&self, hop: &str) -> Option<IpAddr> {
        match self.said_in {
            SaidIn::XForwardedFor => parse(hop.trim()),
            SaidIn::Forwarded => {
                let mut pairs = hop.split(';').filter_map(|pair| pair.trim().split_once('='));
                let (_, value) = pairs.find(|(key, _)| key.eq_ignore_ascii_case("for"))?;
                parse(value.trim_matches('"'))
            }
        }
    }
}

/// With or without a port; an IPv6 address with or without brackets.
fn parse(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// Marks requests whose client is another than who holds the connection.
#[derive(Debug, Clone, Copy)]
pub struct ThroughProxy;

/// From here on the request comes from the client.
pub async fn recognise(proxies: Proxies, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() {
        let client = SocketAddr::new(proxies.client(peer.ip(), request.headers()), peer.port());
        request.extensions_mut().insert(ConnectInfo(client));
        if client != peer {
            request.extensions_mut().insert(ThroughProxy);
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(said_in: SaidIn, trusted: &[&str], peer: &str, lines: &[(&'static str, &str)]) -> String {
        let trusted = trusted.iter().map(|network| network.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        Proxies { trusted, said_in }.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_unless_configured() {
        let line = ("x-forwarded-for", "203.0.113.9");
        assert_eq!(client(SaidIn::XForwardedFor, &[], "127.0.0.1", &[line]), "127.0.0.1");
        assert_eq!(client(SaidIn::XForwardedFor, &["10.0.0.0/8"], "192.0.2.1", &[line]), "192.0.2.1");
    }

    #[test]
    fn the_last_address_that_is_no_proxy_is_the_clients() {
        for (lines, expected) in [
            (vec!["203.0.113.9"], "203.0.113.9"),
            (vec!["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
            (vec!["1.2.3.4", "203.0.113.9, 10.0.0.2"], "203.0.113.9"),
            (vec!["203.0.113.9:4711"], "203.0.113.9"),
            (vec!["2001:db8::1"], "2001:db8::1"),
            (vec!["[2001:db8::1]:4711"], "2001:db8::1"),
            (vec!["::ffff:203.0.113.9"], "203.0.113.9"),
            (vec!["203.0.113.9, nonsense, 10.0.0.2"], "10.0.0.2"),
            (vec!["10.0.0.3"], "10.0.0.3"),
            (vec![""], "10.0.0.1"),
            (vec![], "10.0.0.1"),
        ] {
            let lines: Vec<_> = lines.into_iter().map(|line| ("x-forwarded-for", line)).collect();
            let found = client(SaidIn::XForwardedFor, &["10.0.0.0/8"], "10.0.0.1", &lines);
            assert_eq!(found, expected, "{lines:?}");
        }
    }

    #[test]
    fn forwarded_is_read_when_it_is_configured_and_then_alone() {
        for (line, expected) in [
            ("for=203.0.113.9", "203.0.113.9"),
            ("for=1.2.3.4, For=\"[2001:db8::1]:4711\";proto=https", "2001:db8::1"),
            ("proto=https; for=203.0.113.9 ;by=10.0.0.1", "203.0.113.9"),
            ("for=203.0.113.9, for=unknown", "127.0.0.1"),
            ("for=\"a, for=203.0.113.9", "203.0.113.9"),
        ] {
            let lines = [("forwarded", line), ("x-forwarded-for", "1.1.1.1")];
            assert_eq!(client(SaidIn::Forwarded, &["127.0.0.1"], "127.0.0.1", &lines), expected, "{line}");
        }
    }
}
