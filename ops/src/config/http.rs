//! `[http]`: where the server listens, and under which address people know it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use super::{ConfigError, Network, Section};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    pub listen: SocketAddr,
    /// Scheme, host and port as browsers see them: cookies, links in mails and the check of foreign pages rest on it.
    pub base_url: String,
    /// Lets `base_url` be plain http beyond this machine: passwords and sessions can then be read on the way.
    pub allow_insecure_http: bool,
    /// Prometheus metrics, apart from what people reach.
    pub metrics_listen: SocketAddr,
    /// Connections held at once. More are told to come again, unless they ask for the server's health.
    pub connections: u32,
    /// Of those, by one address; the /64 of an IPv6 address. Trusted proxies have as many as they need, and the requests
    /// that come through them are counted by the address of their client.
    pub connections_per_address: u32,
    /// How long requests may take to end after the first signal.
    pub drain_seconds: u32,
    /// Proxies whose word counts on where a request comes from, as addresses or networks.
    pub trusted_proxies: Vec<String>,
    /// Where they give it. One of the two only: a proxy hands on the other as the client made it up.
    pub forwarded_header: SaidIn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SaidIn {
    XForwardedFor,
    Forwarded,
}

impl Default for Http {
    fn default() -> Self {
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Self {
            listen: SocketAddr::new(here, 8080),
            base_url: "http://localhost:8080".to_owned(),
            allow_insecure_http: false,
            metrics_listen: SocketAddr::new(here, 9464),
            connections: 1024,
            connections_per_address: 256,
            drain_seconds: 30,
            trusted_proxies: vec![],
            forwarded_header: SaidIn::XForwardedFor,
        }
    }
}

impl Section for Http {
    fn least(key: &str) -> i64 {
        // Who does not want to wait for requests to end need not.
        i64::from(key != "drain_seconds")
    }

    fn checked(&self) -> Result<(), ConfigError> {
        for proxy in &self.trusted_proxies {
            let wrong = |error| ConfigError::value("http.trusted_proxies", format!("{proxy:?} {error}"));
            proxy.parse::<Network>().map_err(wrong)?;
        }
        let wrong = |message: &str| Err(ConfigError::value("http.base_url", message));
        let Ok(url) = Url::parse(&self.base_url) else { return wrong("is not a URL") };
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return wrong("must begin with http:// or https:// and name a host");
        }
        if url.path() != "/"
            || url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
        {
            return wrong("must be scheme, host and port only");
        }
        if self.insecure() && !self.allow_insecure_http {
            return wrong(
                "plain http beyond this machine lets others read passwords on the way: \
                 use https, or set http.allow_insecure_http = true",
            );
        }
        Ok(())
    }
}

impl Http {
    pub fn trusted(&self) -> Vec<Network> {
        let checked = |proxy: &String| proxy.parse().expect("checked when the configuration was read");
        self.trusted_proxies.iter().map(checked).collect()
    }

    pub fn https(&self) -> bool {
        self.base_url.starts_with("https:")
    }

    /// Plain http to somewhere else than this machine.
    pub fn insecure(&self) -> bool {
        let loopback = |url: &Url| match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        !self.https() && !Url::parse(&self.base_url).is_ok_and(|url| loopback(&url))
    }

    /// As browsers spell it in `Origin`: no path, no default port.
    pub fn origin(&self) -> String {
        let url = Url::parse(&self.base_url).expect("checked when the configuration was read");
        url.origin().ascii_serialization()
    }
}
