//! What was done at once is one line of a history, is found again, and is undone from there.

use commands::bulk_change::BulkAction;
use domain::testing::{ALICE, BOB};
use fixtures::{bulk, caller};
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::Site;

async fn deleted(site: &Site) -> Uuid {
    let (labels, set) = (bulk::by_bob(), site.set);
    let changes = &site.commands.bulk_changes;
    let seen = changes.preview(caller(ALICE), set, &labels, BulkAction::Delete).await.unwrap().fingerprint;
    changes.request(caller(ALICE), set, &labels, BulkAction::Delete, seen).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_bulk_change_is_one_line_that_leads_to_its_undo_also_when_its_job_is_forgotten(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    site.draw(BOB, 100).await;
    site.draw(BOB, 300).await;
    let job = deleted(&site).await;
    let home = site.get(ALICE, "/").await.html;
    assert!(home.contains("Delete 2 labels") && home.contains(&format!("running-{job}")), "{home}");
    bulk::done(&site.commands, job).await;
    assert!(!site.get(ALICE, "/").await.html.contains("Delete 2 labels"));
    sqlx::query("delete from desk_jobs").execute(&pool).await.unwrap();

    for kind in ["", "wholes", "labels"] {
        let page = site.get(ALICE, &format!("/image-sets/{}/history?kind={kind}", site.set)).await.html;
        let line = format!(r#"deleted 2 labels <a href="/bulk-changes/{job}">"#);
        assert_eq!(page.matches(&line).count(), 1, "{page}");
        assert_eq!(page.matches("deleted ").count(), 1, "{page}");
        assert_eq!(page.contains("drew"), kind != "wholes", "{page}");
    }
    let shown = site.get(ALICE, &format!("/bulk-changes/{job}")).await;
    assert!(shown.status == 200 && shown.html.contains("Undo…"), "{}", shown.html);
    let preview = site.get(ALICE, &format!("/bulk-changes/{job}/undo")).await.html;
    assert!(preview.contains("<li>2 labels are brought back</li>"), "{preview}");
    assert_eq!(preview.matches("<p>Is brought back</p>").count(), 2, "{preview}");
    assert_eq!(site.get(BOB, &format!("/bulk-changes/{job}")).await.status, 403);
}
