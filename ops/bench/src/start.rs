//! From nothing to ready, PostgreSQL included; and what an idle server holds in memory.

use std::{path::Path, time::Duration};

use annals::Failure;
use tempfile::TempDir;
use tokio::time::sleep;

use super::{
    server::Server,
    table::Table,
    timing::{median, milliseconds},
};

const STARTS: usize = 3;
/// Long enough for everything that begins with a start to be over.
const IDLE: Duration = Duration::from_secs(5);

pub async fn measure(annals: &Path, folder: &TempDir, table: &mut Table) -> Result<(), Failure> {
    let mut took = vec![];
    for _ in 1..STARTS {
        let server = Server::start(annals, folder.path(), None).await?;
        took.push(server.took);
        server.stop().await?;
    }
    let server = Server::start(annals, folder.path(), None).await?;
    took.push(server.took);
    sleep(IDLE).await;
    let (resident, _) = server.resident()?;
    server.stop().await?;
    table.row("start to ready on the long log, PostgreSQL included", milliseconds(median(took)), "< 2000 ms");
    table.row("resident memory idle, without PostgreSQL", format!("{} MiB", resident >> 10), "< 60 MiB");
    Ok(())
}
