//! The annotate page of a large set.

use std::time::Instant;

use annals::Failure;

use super::{
    saving::sign_in,
    site::{Bench, caller},
    table::Table,
    timing::{median, milliseconds},
};

const IMAGES: usize = 1_000;
/// Images with labels on them, which are looked at in turn.
const LABELLED: usize = 25;
const LABELS: usize = 20;
const LOOKS: usize = 300;

pub async fn measure(bench: &Bench, table: &mut Table) -> Result<(), Failure> {
    let set = bench.set("Page").await?;
    let images = bench.images(set, IMAGES).await?;
    let labelled: Vec<_> = images.into_iter().skip(IMAGES / 2).take(LABELLED).collect();
    for image in &labelled {
        for nth in 0..LABELS {
            let by = bench.people[nth % bench.people.len()];
            bench.commands().labels.draw(caller(bench.commands(), by), *image, bench.draw(nth)).await?;
        }
    }
    sqlx::query("analyze").execute(&bench.site.pool).await?;
    let server = bench.serve("page").await?;
    let mut client = sign_in(bench, 0, &server.address).await?;
    let (mut took, mut bytes) = (vec![], 0);
    for look in 0..LOOKS {
        let begun = Instant::now();
        let page = client.ask("GET", &format!("/images/{}", labelled[look % LABELLED]), "", "").await?;
        took.push(begun.elapsed());
        bytes = page.body.len();
        if page.status != 200 {
            return Err(format!("the annotate page answers {}", page.status).into());
        }
    }
    table.row(
        format!("annotate page, {LABELS} labels, set of {IMAGES} images, p50 with loopback"),
        format!("{} ({bytes} bytes)", milliseconds(median(took))),
        "< 10 ms",
    );
    server.stop().await
}
