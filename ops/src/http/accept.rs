//! Our own accept loop: `axum::serve` waits for ever for a slow client's header, and so never stops.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    pin,
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt;

use super::Shutdown;
use crate::config::Config;

/// After an error of the system's (no file handles left), so that the loop does not spin.
const BREATH: Duration = Duration::from_millis(100);

/// How patient and how generous.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    pub header_bytes: usize,
    pub header_time: Duration,
    pub connections: usize,
    pub drain_time: Duration,
}

impl Tuning {
    pub fn of(config: &Config) -> Self {
        Self {
            header_bytes: usize::try_from(config.limits.header_bytes).unwrap_or(usize::MAX),
            header_time: Duration::from_secs(config.limits.header_seconds.into()),
            connections: config.http.connections as usize,
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
            let (site, tuning, shutdown) = (site.clone(), self.tuning, shutdown.clone());
            connections.spawn(async move {
                connection(stream, peer, site, tuning, shutdown).await;
                drop(permit);
            });
        }
        drop(self.socket);
        drain(connections, self.tuning.drain_time, &shutdown).await;
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, site: Router, tuning: Tuning, shutdown: Shutdown) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        site.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(tuning.header_time)
        .max_header_size(tuning.header_bytes)
        .serve_connection(TokioIo::new(stream), service);
    pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.draining() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // What a client breaks is its own affair.
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "a connection broke");
    }
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
