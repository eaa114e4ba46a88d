//! Rights that were given away or are barred: by a command itself, by a set's deletion, by a team's end.

use std::collections::BTreeMap;

use commands::{
    After, Caller, CommandError, Commands, QueueTask,
    bulk_change::{BulkAction, Which},
    export::ExportOf,
};
use domain::{
    AccountId, Action, AnnotationId, ImageSetId, Name, TeamId, Text, export_format,
    formats::BuiltIn,
    image_set::Command,
    snapshot::Selection,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{Site, caller, code, name};
use sqlx::PgPool;

fn title() -> Name {
    name("Title")
}

async fn head(site: &Site) -> i64 {
    site.commands.views().log().head().await.unwrap()
}

/// Bob runs another team, in which Alice is a member.
async fn other_team(commands: &Commands) -> TeamId {
    let team = commands.teams.found(caller(BOB), name("Others")).await.unwrap();
    commands.teams.invite(caller(BOB), team, ALICE).await.unwrap();
    commands.teams.join(caller(ALICE), team).await.unwrap();
    team
}

#[sqlx::test(migrations = "../migrations")]
async fn a_command_that_gives_a_set_away_has_the_same_answer_when_it_is_sent_again(pool: PgPool) {
    let site = Site::new(pool).await;
    let (commands, set) = (&site.commands, site.set);
    let other = other_team(commands).await;
    let ways = [Command::HandOver { team: other }, Command::Delete, Command::Restore, Command::Release];
    for (way, by) in ways.into_iter().zip([ALICE, BOB, BOB, BOB]) {
        let sender = caller(by);
        let first = commands.sets.change(sender, set, way.clone()).await.unwrap();
        let head = head(&site).await;
        let again = commands.sets.change(sender, set, way.clone()).await;
        assert_eq!(again.unwrap(), first, "{way:?}");
        assert_eq!(self::head(&site).await, head, "{way:?}");
        let stranger = Caller { account: CAROL, ..sender };
        assert_eq!(code(&commands.sets.change(stranger, set, way).await.unwrap_err()), "denied");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_command_with_which_an_admin_steps_back_has_the_same_answer_when_it_is_sent_again(pool: PgPool) {
    let site = Site::new(pool).await;
    let (commands, team) = (&site.commands, site.team);
    commands.teams.appoint_admin(caller(ALICE), team, BOB).await.unwrap();
    let sender = caller(ALICE);
    let first = commands.teams.dismiss_admin(sender, team, ALICE).await.unwrap();
    assert_eq!(commands.teams.dismiss_admin(sender, team, ALICE).await.unwrap(), first);
    let other = commands.teams.rename(sender, team, title()).await;
    assert_eq!(code(&other.unwrap_err()), "command_id_reused", "one command per id, as everywhere");
    assert_eq!(code(&commands.teams.rename(caller(ALICE), team, title()).await.unwrap_err()), "denied");

    let sender = caller(BOB);
    let first = commands.teams.expel(caller(BOB), team, ALICE).await.unwrap();
    assert_eq!(code(&commands.teams.expel(caller(ALICE), team, BOB).await.unwrap_err()), "denied");
    let last = commands.teams.archive(sender, team).await.unwrap();
    assert!(last.position > first.position);
    assert_eq!(commands.teams.archive(sender, team).await.unwrap(), last);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_format_is_deleted_once_and_says_so_twice(pool: PgPool) {
    let site = Site::new(pool).await;
    let format = site.commands.export_formats.define(caller(BOB), site.team, definition()).await.unwrap();
    let sender = caller(BOB);
    let delete = || export_format::Command::Delete;
    let first = site.commands.export_formats.change(sender, format, delete()).await.unwrap();
    assert_eq!(site.commands.export_formats.change(sender, format, delete()).await.unwrap(), first);
}

fn definition() -> export_format::FormatDefinition {
    export_format::FormatDefinition {
        name: name("Lines"),
        annotation_types: vec![],
        base: "%%content".to_owned(),
        image: String::new(),
        annotation: "%%imagename".to_owned(),
        vector: String::new(),
        not_in_image: String::new(),
        file_name: "a.txt".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    }
}

/// Everything that writes to a set; named by what it is.
async fn writes(
    site: &Site,
    by: AccountId,
    label: AnnotationId,
) -> Vec<(&'static str, Result<(), CommandError>)> {
    let (commands, set, image) = (&site.commands, site.set, site.image);
    let change = |command| commands.sets.change(caller(by), set, command);
    let (note, all) = (Text::default(), Selection::default());
    let which = Which::Chosen(vec![(label, 1)]);
    vec![
        ("rename", change(Command::Rename { name: title() }).await.map(drop)),
        ("publish", change(Command::Publish).await.map(drop)),
        ("release", change(Command::Release).await.map(drop)),
        ("delete", change(Command::Delete).await.map(drop)),
        ("add an image", fixtures::add_image(commands, by, set, "new.jpg").await.map(drop)),
        ("describe an image", commands.images.describe(caller(by), image, BTreeMap::new()).await.map(drop)),
        ("remove an image", commands.images.remove(caller(by), image).await.map(drop)),
        ("restore an image", commands.images.restore(caller(by), image).await.map(drop)),
        ("draw", site.draw(by, 300).await.map(drop)),
        ("erase", commands.labels.erase(caller(by), label, 1).await.map(drop)),
        ("withdraw a vote", commands.labels.withdraw_vote(caller(by), label, 1).await.map(drop)),
        ("reset votes", commands.labels.reset_votes(caller(by), label, 1).await.map(drop)),
        ("restore votes", commands.labels.restore_votes(caller(by), label, 1).await.map(drop)),
        ("cut a snapshot", commands.snapshots.take(caller(by), set, title(), note, all).await.map(drop)),
        (
            "change many",
            commands.bulk_changes.preview(caller(by), set, &which, BulkAction::Delete).await.map(drop),
        ),
    ]
}

async fn may_read(site: &Site, by: AccountId) -> bool {
    site.commands.permissions.on_set(by, site.set, Action::Read).await.is_ok()
}

async fn may_export(site: &Site, by: AccountId) -> bool {
    let of = ExportOf::Set { set: site.set, position: None, selection: Selection::default() };
    site.commands.exports.request(caller(by), of, BuiltIn::Coco.into()).await.is_ok()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_deleted_set_can_be_restored_and_nothing_else(pool: PgPool) {
    let site = Site::new(pool).await;
    let (label, _) = site.draw(ALICE, 100).await.unwrap();
    site.commands.sets.change(caller(ALICE), site.set, Command::Delete).await.unwrap();
    let before = head(&site).await;

    for by in [ALICE, BOB, CAROL] {
        for (what, outcome) in writes(&site, by, label).await {
            assert_eq!(outcome.as_ref().map_err(code), Err("denied"), "{what}");
        }
        assert!(!may_read(&site, by).await && !may_export(&site, by).await);
    }
    assert_eq!(head(&site).await, before);

    let restore = |by| site.commands.sets.change(caller(by), site.set, Command::Restore);
    for by in [BOB, CAROL] {
        assert_eq!(code(&restore(by).await.unwrap_err()), "denied");
    }
    restore(ALICE).await.unwrap();
    assert!(may_read(&site, BOB).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_an_archived_team_has_is_read_and_exported_and_nothing_else(pool: PgPool) {
    let site = Site::new(pool).await;
    let (label, _) = site.draw(ALICE, 100).await.unwrap();
    let (commands, team) = (&site.commands, site.team);
    let format = commands.export_formats.define(caller(ALICE), team, definition()).await.unwrap();
    let elsewhere = set_of(commands, BOB, other_team(commands).await).await;
    commands.teams.archive(caller(ALICE), team).await.unwrap();
    let before = head(&site).await;

    for (what, outcome) in writes(&site, ALICE, label).await {
        assert_eq!(outcome.as_ref().map_err(code), Err("archived"), "{what}");
    }
    let (text, share) = (Text::default(), export_format::Command::Share);
    let new = [
        commands.sets.create(caller(ALICE), team, title(), text.clone(), text).await.map(drop),
        commands.export_formats.define(caller(ALICE), team, definition()).await.map(drop),
        commands.export_formats.change(caller(ALICE), format, share).await.map(drop),
        commands.sets.change(caller(BOB), elsewhere, Command::HandOver { team }).await.map(drop),
        commands.teams.invite(caller(ALICE), team, CAROL).await.map(drop),
        commands.teams.appoint_admin(caller(ALICE), team, BOB).await.map(drop),
    ];
    for outcome in new {
        assert_eq!(outcome.as_ref().map_err(code), Err("archived"));
    }
    assert_eq!(head(&site).await, before);

    for by in [ALICE, BOB] {
        assert!(may_read(&site, by).await && may_export(&site, by).await, "its members read on");
        assert_eq!(
            commands.queue.next_of_all(by, &QueueTask::Label, After::default()).await.unwrap(),
            None,
            "nothing is left to do"
        );
        commands.teams.leave(caller(by), team).await.unwrap();
        assert!(!may_read(&site, by).await, "until they leave, and nothing is published by it");
    }
}

async fn set_of(commands: &Commands, by: AccountId, team: TeamId) -> ImageSetId {
    let text = Text::default();
    commands.sets.create(caller(by), team, name("Elsewhere"), text.clone(), text).await.unwrap()
}
