//! Boxes saved through HTTP, as the page saves them: with a session.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::{Duration, Instant},
};

use annals::Failure;
use futures::future::try_join_all;
use http_client::Connection;
use serde_json::json;

use super::{
    commands, raw,
    site::{Bench, PASSWORD, login_name, place},
    table::Table,
    timing::{median, milliseconds, rate},
    writers::{self, Canvas},
};

const CLIENTS: usize = 32;

pub async fn measure(
    bench: &Bench,
    seconds: u64,
    in_process: Option<f64>,
    table: &mut Table,
) -> Result<(), Failure> {
    let during = Duration::from_secs(seconds);
    let in_process = if let Some(known) = in_process {
        known
    } else {
        let canvas = Canvas::new(bench, "In process").await?;
        writers::throughput(bench, &canvas, CLIENTS, during).await?
    };
    let canvas = Canvas::new(bench, "Saving").await?;
    // The server projects the views that follow, too.
    let followed = commands::followed(bench, CLIENTS, during).await?;
    let server = bench.serve("http").await?;
    let mut clients = vec![];
    for number in 0..CLIENTS {
        clients.push(sign_in(bench, number, &server.address).await?);
    }
    // Following what went before is not part of it; following what is saved is.
    bench.followed().await?;
    let begun = Instant::now();
    let work = clients.iter_mut().map(|client| save(client, bench, &canvas, begun + during));
    let saved = try_join_all(work).await?.into_iter().map(|took| took.len()).sum();
    let http = rate(saved, begun.elapsed());
    table.row(
        format!("commands/s through HTTP, {CLIENTS} clients"),
        format!("{http:.0} of {in_process:.0} in process = {:.2}", http / in_process),
        ">= 0.50 of in process",
    );
    table.row(
        "the same, with the views that follow projected in process, too",
        format!("{http:.0} of {followed:.0} in process = {:.2}", http / followed),
        ">= 0.50 of in process",
    );
    one_at_a_time(bench, &mut clients[0], &canvas, during, table).await?;
    server.stop().await
}

async fn one_at_a_time(
    bench: &Bench,
    client: &mut Connection,
    canvas: &Canvas,
    during: Duration,
    table: &mut Table,
) -> Result<(), Failure> {
    let raw = raw::latency(bench, during / 2).await?;
    let took = median(save(client, bench, canvas, Instant::now() + during).await?);
    let aim = raw * 3 + Duration::from_millis(2);
    table.row(
        "save a box through HTTP, one client, p50",
        format!("{} (raw commit {})", milliseconds(took), milliseconds(raw)),
        format!("<= 3 raw + 2 ms = {}", milliseconds(aim)),
    );
    Ok(())
}

/// A kept connection with a session.
pub async fn sign_in(bench: &Bench, number: usize, address: &str) -> Result<Connection, Failure> {
    let name = login_name(number % bench.people.len())?;
    let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let browser = ::commands::Browser::fresh(from, "bench");
    let opened = bench.commands().sessions.sign_in(name.as_str(), PASSWORD, browser).await?;
    let cookie = bench.commands().settings().cookie_name();
    let headers = format!("Cookie: {cookie}={}\r\nSec-Fetch-Site: same-origin\r\n", opened.session.reveal());
    Ok(Connection::new(address, &headers))
}

async fn save(
    client: &mut Connection,
    bench: &Bench,
    canvas: &Canvas,
    until: Instant,
) -> Result<Vec<Duration>, Failure> {
    let mut took = vec![];
    while Instant::now() < until {
        let (image, draw, nth) = canvas.next(bench);
        let shape = json!({"kind": "bounding_box", "points": place(nth)});
        let body =
            json!({"annotation": draw.annotation, "annotation_type": draw.annotation_type, "shape": shape});
        let command = ::commands::ids::mint(bench.commands().clock().now());
        let path = format!("/api/v1/images/{image}/annotations");
        let begun = Instant::now();
        let key = format!("Idempotency-Key: {command}\r\n");
        let answer = client.ask("POST", &path, &key, &body.to_string()).await?;
        took.push(begun.elapsed());
        if answer.status != 201 {
            return Err(format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)).into());
        }
    }
    Ok(took)
}
