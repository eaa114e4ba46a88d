//! From nothing to ready, PostgreSQL included; and what an idle server holds in memory.

use std::time::Duration;

use tempfile::TempDir;
use tokio::time::sleep;

use super::{
    server::Server,
    table::Table,
    timing::{median, milliseconds},
};
use crate::Failure;

const STARTS: usize = 3;
/// Long enough for everything that begins with a start to be over.
const IDLE: Duration = Duration::from_secs(5);

pub async fn measure(folder: &TempDir, table: &mut Table) -> Result<(), Failure> {
    let mut took = vec![];
    for _ in 1..STARTS {
        let server = Server::start(folder.path(), None).await?;
        took.push(server.took);
        server.stop().await?;
    }
    let server = Server::start(folder.path(), None).await?;
    took.push(server.took);
    sleep(IDLE).await;
    let (resident, _) = server.resident()?;
    server.stop().await?;
    table.row("start to ready on the long log, PostgreSQL included", milliseconds(median(took)), "< 2000 ms");
    table.row("resident memory idle, without PostgreSQL", format!("{} MiB", resident >> 10), "< 60 MiB");
    Ok(())
}
