//! A second signal ends the process, whatever runs in it.

use std::time::{Duration, Instant};

use rustix::process::Signal;
use sqlx::PgPool;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{sleep, timeout},
};

use crate::{
    forms::{BOUNDARY, multipart, part},
    pictures::largest,
    site::Site,
};

/// Uploads a picture that takes long to decode, and does not wait for the answer.
async fn uploading(site: &Site) -> TcpStream {
    let path = format!("/api/v1/image-sets/{}/images", site.set);
    let headers = [("authorization", site.token.as_str()), ("content-type", BOUNDARY)];
    let request = site.request("POST", &path, &headers, &multipart(&[part("large.png", &largest())]));
    let mut stream = TcpStream::connect(&site.server.address).await.unwrap();
    stream.write_all(&request).await.unwrap();
    stream
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_signal_ends_the_process_while_pictures_are_decoded(pool: PgPool) {
    let mut site = Site::new(pool).await;
    let mut uploads = [uploading(&site).await, uploading(&site).await];
    for upload in &mut uploads {
        let answered = timeout(Duration::from_millis(300), upload.read_u8()).await;
        assert!(answered.is_err(), "a picture must take longer to decode than this");
    }

    site.server.signal(Signal::TERM);
    // The port is given back as soon as the first signal is heard.
    while TcpStream::connect(&site.server.address).await.is_ok() {
        sleep(Duration::from_millis(5)).await;
    }
    site.server.signal(Signal::TERM);
    let since = Instant::now();
    while !site.server.has_ended() {
        assert!(since.elapsed() < Duration::from_secs(2), "it runs on");
        sleep(Duration::from_millis(5)).await;
    }
}
