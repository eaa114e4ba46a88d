//! What PostgreSQL itself can do: one prepared insert of one row and its commit, at so many connections.

use std::time::{Duration, Instant};

use annals::Failure;
use commands::ids::mint;
use sqlx::{Connection as _, Executor as _, PgConnection};
use uuid::Uuid;

use super::{
    site::{Bench, place},
    timing::{median, rate},
};

const TABLE: &str = "create table if not exists bench_raw (stream_id uuid, sequence bigint, stream_type text,
    type text, version smallint, payload json, account uuid, at timestamptz, command uuid, correlation uuid,
    via text, image_set uuid, team uuid, position bigint, recorded_at timestamptz default now(),
    primary key (stream_id, sequence))";

const INSERT: &str =
    "insert into bench_raw values ($1, 1, 'image', 'AnnotationDrawn', 1, $2::json, $1, now(),
    $1, $1, 'page', $1, $1, 1)";

/// Rows per second.
pub async fn throughput(bench: &Bench, connections: usize, during: Duration) -> Result<f64, Failure> {
    let url = bench.site.source.url();
    let mut work = vec![];
    for _ in 0..connections {
        work.push(connect(url).await?);
    }
    let now = bench.commands().clock().now();
    let begun = Instant::now();
    let work: Vec<_> = work
        .into_iter()
        .map(|connection| tokio::spawn(insert(connection, mint(now), begun + during)))
        .collect();
    let mut rows = 0;
    for of_one in work {
        rows += of_one.await??.len();
    }
    Ok(rate(rows, begun.elapsed()))
}

/// How long one takes when nobody else is there.
pub async fn latency(bench: &Bench, during: Duration) -> Result<Duration, Failure> {
    let connection = connect(bench.site.source.url()).await?;
    let namespace = mint(bench.commands().clock().now());
    Ok(median(insert(connection, namespace, Instant::now() + during).await?))
}

async fn connect(url: &str) -> sqlx::Result<PgConnection> {
    let mut connection = PgConnection::connect(url).await?;
    connection.execute("set client_min_messages = error").await?;
    connection.execute(TABLE).await?;
    Ok(connection)
}

/// Keys are spread like those of streams; they are different in each namespace.
async fn insert(
    mut connection: PgConnection,
    namespace: Uuid,
    until: Instant,
) -> sqlx::Result<Vec<Duration>> {
    // As large as the payload of a drawn box.
    let payload = format!(
        r#"{{"AnnotationDrawn":{{"annotation":"{0}","annotation_type":"{0}","shape":{{"kind":"bounding_box","points":{1:?}}}}}}}"#,
        Uuid::nil(),
        place(123)
    );
    let mut took = vec![];
    while Instant::now() < until {
        let begun = Instant::now();
        let id = Uuid::new_v5(&namespace, &took.len().to_le_bytes());
        sqlx::query(INSERT).bind(id).bind(&payload).execute(&mut connection).await?;
        took.push(begun.elapsed());
    }
    connection.close().await?;
    Ok(took)
}
