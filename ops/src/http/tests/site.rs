//! A server on a free port, with a few doors to knock on, and a client that writes raw bytes.

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{ConnectInfo, Path},
    http::{StatusCode, header::CONTENT_TYPE},
    response::Html,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
    task::JoinHandle,
    time::timeout,
};

use crate::{
    config::Config,
    http::{Health, Listener, Shutdown, Tuning, guarded},
};

const PATIENCE: Duration = Duration::from_secs(20);

pub struct Site {
    pub address: SocketAddr,
    pub shutdown: Shutdown,
    pub served: JoinHandle<()>,
}

/// Rung when the slow door is entered.
pub static ENTERED: Notify = Notify::const_new();
/// Rung to let those behind the slow door go on.
pub static GO_ON: Notify = Notify::const_new();

fn doors() -> Router {
    Router::new()
        .route("/page", get(async || Html("<!doctype html>")).post(async || "written"))
        .route("/long", get(async || Html("word ".repeat(1000))))
        .route("/picture", get(async || ([(CONTENT_TYPE, "image/png")], "word ".repeat(1000))))
        .route("/events", get(async || ([(CONTENT_TYPE, "text/event-stream")], "word ".repeat(1000))))
        .route("/whence", get(async |ConnectInfo(client): ConnectInfo<SocketAddr>| client.ip().to_string()))
        .route("/data", get(async || "{}"))
        .route("/body", post(async |body: Bytes| body.len().to_string()))
        .route("/refuse/{status}", post(refuse))
        .route("/panic", get(async || -> &'static str { panic!("a secret") }))
        .route("/endless", get(endless))
        .route("/slow", get(slow))
        .route("/stuck", get(stuck))
}

/// More than all buffers between two programs hold.
async fn endless() -> Body {
    Body::from_stream(futures::stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[0; 8192]))))
}

/// Without a look at the body.
async fn refuse(Path(status): Path<u16>) -> (StatusCode, &'static str) {
    (StatusCode::from_u16(status).unwrap(), "refused")
}

async fn slow() -> &'static str {
    ENTERED.notify_one();
    GO_ON.notified().await;
    "in the end"
}

async fn stuck() -> &'static str {
    ENTERED.notify_one();
    std::future::pending().await
}

/// Impatient, so that tests need not be patient.
pub fn config() -> Config {
    let mut config = Config::default();
    config.limits.header_seconds = 1;
    config.limits.body_seconds = 1;
    config.limits.body_bytes_per_second = 1;
    config.limits.json_bytes = 1000;
    config.limits.form_bytes = 500;
    config.http.trusted_proxies = vec!["127.0.0.1".to_owned()];
    config
}

impl Site {
    pub async fn start() -> Self {
        Self::with(&config()).await
    }

    pub async fn with(config: &Config) -> Self {
        let listener = Listener::bind(([127, 0, 0, 1], 0).into(), Tuning::of(config)).await.unwrap();
        let (address, shutdown) = (listener.address().unwrap(), Shutdown::default());
        let doors = doors().merge(Health::default().routes(shutdown.clone()));
        let served = tokio::spawn(listener.serve(guarded(doors, config), shutdown.clone()));
        Self { address, shutdown, served }
    }

    pub async fn connect(&self) -> Client {
        Client(TcpStream::connect(self.address).await.unwrap())
    }

    /// One request on a connection of its own, and all that comes back.
    pub async fn answer(&self, head: &str, body: &str) -> String {
        let mut client = self.connect().await;
        client.send(&format!("{head}\r\nConnection: close\r\n\r\n{body}")).await;
        client.rest().await
    }

    pub async fn ended(self) {
        timeout(PATIENCE, self.served).await.expect("the server did not stop").unwrap();
    }
}

pub struct Client(TcpStream);

impl Client {
    pub async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Nothing when the server has closed.
    pub async fn first_byte(&mut self) -> Option<u8> {
        let read = timeout(PATIENCE, self.0.read_u8()).await.expect("the server kept us waiting");
        read.ok()
    }

    /// One answer, whose length is said; empty when the server has closed.
    pub async fn one(&mut self) -> String {
        let (mut said, mut byte) = (Vec::new(), [0]);
        loop {
            let read = timeout(PATIENCE, self.0.read(&mut byte)).await.expect("the server kept us waiting");
            if !matches!(read, Ok(1)) {
                return String::from_utf8_lossy(&said).into_owned();
            }
            said.push(byte[0]);
            let text = String::from_utf8_lossy(&said);
            let length = header(&text, "content-length").and_then(|length| length.parse().ok());
            let body = text.split_once("\r\n\r\n").map(|(_, body)| body.len());
            if body.is_some() && body >= length.or(Some(0)) {
                return text.into_owned();
            }
        }
    }

    /// Until the server closes.
    pub async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        // A reset after the answer is one way to close.
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut bytes)).await.expect("the server kept us waiting");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

pub fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.split("\r\n").skip(1).find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
