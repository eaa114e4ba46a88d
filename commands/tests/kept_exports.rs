//! Exports take no more of the disk than they may: quotas, deletion, expiry; and nothing is lost by them.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use commands::{CommandError, Settings, export::ExportOf, jobs::JobState};
use domain::{
    Digest, TransferId,
    formats::BuiltIn,
    image_set,
    snapshot::Selection,
    testing::{ALICE, BOB, CAROL},
    transfer::{Removal, Transfer},
};
use fixtures::{Site, caller, code, start_in, start_with, worker::done};
use sqlx::PgPool;

const DAY: Duration = Duration::from_hours(24);

fn now(site: &Site) -> ExportOf {
    ExportOf::Set { set: site.set, position: None, selection: Selection::default() }
}

async fn ordered(site: &Site, by: domain::AccountId, format: BuiltIn) -> Result<TransferId, CommandError> {
    site.commands.exports.request(caller(by), now(site), format.into()).await
}

async fn exported(site: &Site, by: domain::AccountId, format: BuiltIn) -> TransferId {
    let transfer = ordered(site, by, format).await.unwrap();
    assert_eq!(done(&site.commands, transfer.uuid()).await.state, JobState::Done);
    transfer
}

async fn state(site: &Site, transfer: TransferId) -> Transfer {
    site.commands.views().transfer(transfer).await.unwrap().unwrap().state.0
}

async fn digest(site: &Site, transfer: TransferId) -> (Digest, u64) {
    state(site, transfer).await.kept().unwrap()
}

async fn is_stored(site: &Site, digest: Digest) -> bool {
    site.commands.blobs().head(digest).await.is_ok()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_deleted_export_frees_the_disk_and_is_made_again_with_the_same_bytes(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await.unwrap();
    let export = exported(&site, BOB, BuiltIn::Coco).await;
    let (bytes, _) = digest(&site, export).await;

    site.commands.exports.delete(caller(BOB), export).await.unwrap();
    assert!(!is_stored(&site, bytes).await);
    assert_eq!(code(&site.commands.exports.file(export).await.unwrap_err()), "export_deleted");
    let Transfer::Deleted { digest: was, why, .. } = state(&site, export).await else { panic!("deleted") };
    assert_eq!((was, why), (bytes, Removal::Deleted));
    let findings = site.commands.storage.check_deep().await.unwrap();
    assert!(!findings.missing.contains(&bytes) && findings.damaged.is_empty(), "{findings:?}");

    // Whatever happens to the set: what was asked for then is what counts.
    site.draw(ALICE, 300).await.unwrap();
    let again = site.commands.exports.again(caller(BOB), export).await.unwrap();
    assert_eq!(done(&site.commands, again.uuid()).await.state, JobState::Done);
    assert_eq!(digest(&site, again).await.0, bytes);
    assert!(is_stored(&site, bytes).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn bytes_stay_as_long_as_another_export_is_the_same(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await.unwrap();
    let first = exported(&site, BOB, BuiltIn::Coco).await;
    let other = site.commands.exports.again(caller(ALICE), first).await.unwrap();
    done(&site.commands, other.uuid()).await;
    let (bytes, _) = digest(&site, first).await;
    assert_eq!(digest(&site, other).await.0, bytes);

    site.commands.exports.delete(caller(BOB), first).await.unwrap();
    assert!(is_stored(&site, bytes).await);
    site.commands.exports.delete(caller(ALICE), other).await.unwrap();
    assert!(!is_stored(&site, bytes).await);
    assert_eq!(site.commands.exports.sweep().await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_server_that_died_had_set_aside_is_brought_back_or_removed(pool: PgPool) {
    let (site, folder) = (Site::new(pool.clone()).await, tempfile::tempdir().unwrap());
    let commands = start_in(folder.path(), pool.clone(), site.clock.clone(), Settings::default());
    let (site, root) = (Site { commands, ..site }, folder.path());
    site.draw(ALICE, 100).await.unwrap();
    let (kept, gone) =
        (exported(&site, BOB, BuiltIn::Coco).await, exported(&site, BOB, BuiltIn::YoloDetect).await);
    let (kept, (gone_bytes, _)) = (digest(&site, kept).await.0, digest(&site, gone).await);
    site.commands.exports.delete(caller(BOB), gone).await.unwrap();
    // As if it had died before the last step, with both aside.
    sqlx::query("delete from desk_freed_files").execute(&pool).await.unwrap();
    std::fs::create_dir_all(root.join("removed")).unwrap();
    let name = kept.to_string();
    std::fs::rename(
        root.join("objects").join(&name[..2]).join(&name[2..4]).join(&name),
        root.join("removed").join(&name),
    )
    .unwrap();
    std::fs::write(root.join("removed").join(gone_bytes.to_string()), b"x").unwrap();
    assert!(!is_stored(&site, kept).await);

    assert_eq!(site.commands.exports.sweep().await.unwrap(), 3);
    assert!(is_stored(&site, kept).await);
    assert_eq!(std::fs::read_dir(root.join("removed")).unwrap().count(), 0);
    assert_eq!(site.commands.exports.sweep().await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_export_expires_after_its_days(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await.unwrap();
    let old = exported(&site, BOB, BuiltIn::Coco).await;
    site.clock.advance(DAY * 20);
    let young = exported(&site, BOB, BuiltIn::YoloDetect).await;
    let (bytes, _) = digest(&site, old).await;
    assert_eq!(site.commands.exports.expire().await.unwrap(), 0);

    site.clock.advance(DAY * 11);
    assert_eq!(site.commands.exports.expire().await.unwrap(), 1);
    assert_eq!(site.commands.exports.sweep().await.unwrap(), 1);
    assert!(!is_stored(&site, bytes).await);
    assert_eq!(code(&site.commands.exports.file(old).await.unwrap_err()), "export_expired");
    assert!(site.commands.exports.file(young).await.is_ok());
    assert_eq!(site.commands.exports.expire().await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_asked_for_it_or_governs_the_set_deletes_an_export(pool: PgPool) {
    let site = Site::new(pool).await;
    site.commands.sets.change(caller(ALICE), site.set, image_set::Command::Publish).await.unwrap();
    let (bobs, alices) =
        (exported(&site, BOB, BuiltIn::Coco).await, exported(&site, ALICE, BuiltIn::Coco).await);
    for stranger in [BOB, CAROL] {
        let refused = site.commands.exports.delete(caller(stranger), alices).await;
        assert!(matches!(refused, Err(CommandError::Denied(_))), "{refused:?}");
    }
    site.commands.exports.delete(caller(ALICE), bobs).await.unwrap();
    site.commands.exports.delete(caller(ALICE), alices).await.unwrap();
}

/// Room for so many bytes in one account, and in one team.
async fn limited(pool: PgPool, account: u64, team: u64) -> Site {
    let site = Site::new(pool.clone()).await;
    site.draw(ALICE, 100).await.unwrap();
    let mut settings = Settings::default();
    settings.limits.kept_export_bytes_per_account = account;
    settings.limits.kept_export_bytes_per_team = team;
    Site { commands: start_with(pool, site.clock.clone(), settings), ..site }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_account_that_has_used_up_its_quota_hears_what_to_delete(pool: PgPool) {
    let site = limited(pool, 1_100, u64::MAX).await;
    let first = exported(&site, BOB, BuiltIn::Coco).await;
    let (_, bytes) = digest(&site, first).await;
    assert!((551..1_100).contains(&bytes), "a second one of {bytes} bytes must not fit");

    // There is room for some, not for all of it: seen while it is written.
    site.draw(ALICE, 200).await.unwrap();
    let second = ordered(&site, BOB, BuiltIn::Coco).await.unwrap();
    let failed = done(&site.commands, second.uuid()).await;
    let why = failed.error.unwrap();
    assert!(why.starts_with("your exports have "), "{why}");
    assert!(why.contains("of the 1 KiB that one account may keep"), "{why}");
    assert!(why.contains(&format!("/exports/{first}")), "{why}");

    // Others have their own.
    let alices = ordered(&site, ALICE, BuiltIn::Coco).await.unwrap();
    assert_eq!(done(&site.commands, alices.uuid()).await.state, JobState::Done);

    site.commands.exports.delete(caller(BOB), first).await.unwrap();
    exported(&site, BOB, BuiltIn::Coco).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_full_team_is_refused_when_it_asks_and_strangers_cannot_fill_it(pool: PgPool) {
    let site = limited(pool, u64::MAX, 10).await;
    site.commands.sets.change(caller(ALICE), site.set, image_set::Command::Publish).await.unwrap();
    exported(&site, CAROL, BuiltIn::Coco).await;
    let some = ordered(&site, BOB, BuiltIn::Coco).await.unwrap();
    let why = done(&site.commands, some.uuid()).await.error.unwrap();
    assert!(why.starts_with("the exports of the team's sets have 0 bytes of the 10 bytes"), "{why}");
    assert!(why.contains("limits.kept_export_bytes_per_team"), "{why}");
}

#[sqlx::test(migrations = "../migrations")]
async fn nothing_is_ordered_where_nothing_fits(pool: PgPool) {
    let site = limited(pool, 1_100, u64::MAX).await;
    let first = exported(&site, BOB, BuiltIn::Coco).await;
    let (_, bytes) = digest(&site, first).await;
    let mut settings = Settings::default();
    settings.limits.kept_export_bytes_per_account = bytes;
    let full = start_with(site.pool.clone(), site.clock.clone(), settings);
    let refused = full.exports.request(caller(BOB), now(&site), BuiltIn::Coco.into()).await;
    assert_eq!(code(&refused.unwrap_err()), "export_quota");
}
