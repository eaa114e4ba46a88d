//! Asking the doors, and what they say.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU16, Ordering},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderName, HeaderValue, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::{row, set, things};

/// Headers that name the request: its number, and how long it makes a problem.
const NAMING: [&str; 2] = ["x-request-id", "content-length"];

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    /// All headers but those that name the request.
    headers: Vec<String>,
    pub text: String,
}

/// Sends a row's body, everything in it filled in, as a page of ours would.
pub async fn ask(
    door: &Router,
    method: &str,
    path: &str,
    body: row::Body,
    shown: Option<(HeaderName, String)>,
    words: &things::Words,
) -> Answer {
    send(door, request(method, path, body, shown, words)).await
}

/// What [`ask`] sends.
pub fn request(
    method: &str,
    path: &str,
    body: row::Body,
    shown: Option<(HeaderName, String)>,
    words: &things::Words,
) -> Request<Body> {
    let query = match body {
        row::Body::Query(query) => format!("?{}", things::fill(query, words)),
        _ => String::new(),
    };
    let mut request = Request::builder().method(method).uri(format!("{path}{query}"));
    request = request.header(header::IF_MATCH, "\"1\"").header(header::HOST, "localhost");
    request = request.header("sec-fetch-site", "same-origin");
    if let Some((name, value)) = shown {
        request = request.header(name, value);
    }
    let (kind, bytes) = match body {
        row::Body::Nothing | row::Body::Query(_) => (None, Vec::new()),
        row::Body::Form(form) => {
            (Some("application/x-www-form-urlencoded"), things::fill(form, words).into())
        }
        row::Body::Json(json) => (Some("application/json"), things::fill(json, words).into()),
        row::Body::Files => (Some("multipart/form-data; boundary=--part"), files()),
        row::Body::Labels(text) => {
            (Some("multipart/form-data; boundary=--part"), labels(&things::fill(text, words)))
        }
    };
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    request.body(Body::from(bytes)).unwrap()
}

/// Whatever it is.
pub async fn send(door: &Router, mut request: Request<Body>) -> Answer {
    request.extensions_mut().insert(ConnectInfo(somewhere()));
    Answer::of(door.clone().oneshot(request).await.unwrap()).await
}

/// Each time another address: how often one may ask is not the question here.
fn somewhere() -> SocketAddr {
    static ADDRESS: AtomicU16 = AtomicU16::new(0);
    let [high, low] = ADDRESS.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    ([10, 0, high, low], 5000).into()
}

/// A file of labels, to be imported.
fn labels(text: &str) -> Vec<u8> {
    let wish = "----part\r\ncontent-disposition: form-data; name=\"do\"\r\n\r\nimport\r\n";
    let head = "----part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    format!("{wish}{head}{text}\r\n----part--\r\n").into_bytes()
}

fn files() -> Vec<u8> {
    let head = "----part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    [head.as_bytes(), &set::picture(16, 12), b"\r\n----part--\r\n"].concat()
}

impl Answer {
    async fn of(response: axum::response::Response) -> Self {
        let said = |name| {
            let value: Option<&HeaderValue> = response.headers().get(name);
            value.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (location, kind) = (said(header::LOCATION), said(header::CONTENT_TYPE));
        let (status, mut headers) = (response.status(), Vec::new());
        for (name, value) in response.headers().iter().filter(|(name, _)| !NAMING.contains(&name.as_str())) {
            headers.push(format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
        }
        headers.sort_unstable();
        // What goes on for ever is not waited for.
        let bytes = match kind.as_str() {
            "text/event-stream" => Bytes::default(),
            _ => response.into_body().collect().await.unwrap().to_bytes(),
        };
        Self { status, location, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub fn asks_to_sign_in(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED || self.location.starts_with("/sign-in?")
    }

    pub fn went_well(&self) -> bool {
        (self.status.is_success() || self.status.is_redirection()) && !self.asks_to_sign_in()
    }

    /// Everything one could tell two answers apart by, ids left out.
    pub fn look(&self) -> (StatusCode, String, String) {
        (self.status, without_ids(&self.headers.join("\n")), without_request(&without_ids(&self.text)))
    }
}

/// A problem names its request.
fn without_request(text: &str) -> String {
    match text.split_once(r#""request_id":""#) {
        Some((before, after)) => format!("{before}{}", after.split_once('"').map_or("", |(_, after)| after)),
        None => text.to_owned(),
    }
}

fn without_ids(text: &str) -> String {
    let is_id = |word: &str| word.parse::<uuid::Uuid>().is_ok();
    let words = text.split_inclusive(|c: char| !c.is_ascii_hexdigit() && c != '-');
    words
        .map(|word| if is_id(word.trim_end_matches(|c: char| !c.is_ascii_hexdigit())) { "ID" } else { word })
        .collect()
}
