//! Our own accept loop: `axum::serve` waits for ever for a slow client's header, and so never stops.

use std::{future::poll_fn, io, net::SocketAddr, pin, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::net::sockopt::set_tcp_user_timeout;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt;

use super::{Shutdown, addresses::Addresses};
use crate::config::Config;

/// After an error of the system's (no file handles left), so that the loop does not spin.
const BREATH: Duration = Duration::from_millis(100);
/// hyper answers what it cannot read, but says nothing to a client that never gets to the end of its header.
const SLOW_HEADER: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// How patient and how generous.
#[derive(Debug, Clone)]
pub struct Tuning {
    pub header_bytes: usize,
    pub header_time: Duration,
    /// How long a client may take nothing of an answer that waits for it.
    pub reading_time: Duration,
    pub connections: usize,
    pub addresses: Addresses,
    pub drain_time: Duration,
}

impl Tuning {
    pub fn of(config: &Config) -> Self {
        Self {
            header_bytes: usize::try_from(config.limits.header_bytes).unwrap_or(usize::MAX),
            header_time: Duration::from_secs(config.limits.header_seconds.into()),
            reading_time: Duration::from_secs(config.limits.body_seconds.into()),
            connections: config.http.connections as usize,
            addresses: Addresses::of(config),
            drain_time: Duration::from_secs(config.http.drain_seconds.into()),
        }
    }
}

#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    tuning: Tuning,
}

impl Listener {
    pub async fn bind(address: SocketAddr, tuning: Tuning) -> io::Result<Self> {
        let socket = TcpListener::bind(address)
            .await
            .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")))?;
        Ok(Self { socket, tuning })
    }

    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Returns when every connection has ended, or was ended.
    pub async fn serve(self, site: Router, shutdown: Shutdown) {
        let site = site.layer(Extension(shutdown.token()));
        let free = Arc::new(Semaphore::new(self.tuning.connections));
        let mut connections = JoinSet::new();
        loop {
            while connections.try_join_next().is_some() {}
            let permit = tokio::select! {
                permit = Arc::clone(&free).acquire_owned() => permit.expect("the semaphore is never closed"),
                () = shutdown.draining() => break,
            };
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = shutdown.draining() => break,
            };
            let Ok((stream, peer)) = accepted else {
                sleep(BREATH).await;
                continue;
            };
            let Some(place) = self.tuning.addresses.place(peer.ip()) else {
                metrics::counter!("http_connections_refused_total").increment(1);
                continue;
            };
            let (site, tuning, shutdown) = (site.clone(), self.tuning.clone(), shutdown.clone());
            connections.spawn(async move {
                connection(stream, peer, site, tuning, shutdown).await;
                drop((place, permit));
            });
        }
        drop(self.socket);
        drain(connections, self.tuning.drain_time, &shutdown).await;
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, site: Router, tuning: Tuning, shutdown: Shutdown) {
    let _ = stream.set_nodelay(true);
    let reading = u32::try_from(tuning.reading_time.as_millis()).unwrap_or(u32::MAX);
    let _ = set_tcp_user_timeout(&stream, reading);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        Box::pin(site.clone().oneshot(request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(tuning.header_time)
        .max_header_size(tuning.header_bytes)
        .serve_connection(TokioIo::new(stream), service);
    let ended = tokio::select! {
        ended = poll_fn(|context| connection.poll_without_shutdown(context)) => ended,
        () = shutdown.draining() => {
            pin::Pin::new(&mut connection).graceful_shutdown();
            poll_fn(|context| connection.poll_without_shutdown(context)).await
        }
    };
    let parts = connection.into_parts();
    let mut stream = parts.io.into_inner();
    // What a client breaks is its own affair.
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "a connection broke");
        if error.is_timeout() && !parts.read_buf.is_empty() {
            let _ = stream.write_all(SLOW_HEADER).await;
        }
    }
    let _ = stream.shutdown().await;
}

/// Dropping the set ends what is left.
async fn drain(mut connections: JoinSet<()>, patience: Duration, shutdown: &Shutdown) {
    let all = async { while connections.join_next().await.is_some() {} };
    tokio::select! {
        ended = timeout(patience, all) => if ended.is_err() {
            tracing::warn!("some requests did not end in time");
        },
        () = shutdown.now() => {}
    }
}
