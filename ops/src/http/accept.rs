//! Our own accept loop: `axum::serve` waits for ever for a slow client's header, and so never stops.

use std::{future::poll_fn, io, net::SocketAddr, pin, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustix::net::sockopt::set_tcp_user_timeout;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt;

use super::{
    Shutdown,
    addresses::Addresses,
    room::{Crowded, KEPT_HEADER_TIME, KEPT_PER_ADDRESS, KEPT_TIME, Rooms},
};
use crate::config::Config;

/// After an error of the system's (no file handles left), so that the loop does not spin.
const BREATH: Duration = Duration::from_millis(100);
/// hyper answers what it cannot read, but says nothing to a client that never gets to the end of its header.
const SLOW_HEADER: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// How long a connection that is over waits for a client that still sends, and for one that does not.
const LINGERING: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(1);

/// How patient and how generous.
#[derive(Debug, Clone)]
pub struct Tuning {
    pub header_bytes: usize,
    pub header_time: Duration,
    /// How long a client may take nothing of an answer that waits for it.
    pub reading_time: Duration,
    pub connections: usize,
    /// Whether a connection stays for another request.
    pub keep_alive: bool,
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
            keep_alive: true,
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
        let rooms = Rooms::new(self.tuning.connections);
        let kept = self.tuning.addresses.apart(KEPT_PER_ADDRESS);
        let mut connections = JoinSet::new();
        loop {
            while connections.try_join_next().is_some() {}
            let room = tokio::select! {
                room = rooms.wait() => room,
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
            let room = rooms.better(room);
            let counted = if room.is_kept { &kept } else { &self.tuning.addresses };
            let Some(slot) = counted.place(peer.ip()) else {
                metrics::counter!("http_connections_refused_total").increment(1);
                continue;
            };
            let (site, tuning, shutdown) = (site.clone(), self.tuning.clone(), shutdown.clone());
            connections.spawn(async move {
                if room.is_kept {
                    crowded(stream, peer, site, tuning, shutdown).await;
                } else {
                    connection(stream, peer, site, tuning, shutdown).await;
                }
                drop((slot, room));
            });
        }
        drop(self.socket);
        drain(connections, self.tuning.drain_time, &shutdown).await;
    }
}

/// For those who ask for the server's health, and soon over.
async fn crowded(stream: TcpStream, peer: SocketAddr, site: Router, tuning: Tuning, shutdown: Shutdown) {
    let header_time = tuning.header_time.min(KEPT_HEADER_TIME);
    let tuning = Tuning { header_time, keep_alive: false, ..tuning };
    let _ =
        timeout(KEPT_TIME, connection(stream, peer, site.layer(Extension(Crowded)), tuning, shutdown)).await;
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
        .keep_alive(tuning.keep_alive)
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
    linger(&mut stream).await;
}

/// A socket that is closed with something unread resets the connection, and the answer is lost on its way. So what still
/// comes is taken and forgotten, until the client has closed as well or keeps silent.
async fn linger(stream: &mut TcpStream) {
    let mut forgotten = [0; 4096];
    let all = async { while let Ok(Ok(1..)) = timeout(SILENCE, stream.read(&mut forgotten)).await {} };
    let _ = timeout(LINGERING, all).await;
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
