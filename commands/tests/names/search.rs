//! A search finds a name whatever its capitals, its accents and the way it is encoded.

use domain::{
    Text,
    filter::{Filter, ImageCondition},
    image_set,
    testing::ALICE,
};
use fixtures::{Site, caller, create_set, name};
use projections::images::ImagePlace;
use sqlx::PgPool;
use uuid::Uuid;

use super::unpack;

const WAYS: [&str; 5] = ["übung", "ÜBUNG", "Übung", "u\u{308}BUNG", "ubung"];

#[sqlx::test(migrations = "../migrations")]
async fn images_are_found(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = create_set(&site.commands, ALICE, site.team, "Names").await;
    unpack(&site, set, include_bytes!("umlaut.zip")).await;
    for way in WAYS {
        let filter = Filter::of([ImageCondition::Named(way.to_owned())]);
        let found = site.commands.views().waiting(set, &filter, &ImagePlace::default(), 10).await.unwrap();
        assert_eq!(found.len(), 2, "{way}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn sets_and_their_tags_are_found(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = create_set(&site.commands, ALICE, site.team, "Übungsspiel Größe").await;
    let tagged = create_set(&site.commands, ALICE, site.team, "Other").await;
    let tag = image_set::Command::Tag { tag: name("Vorübung") };
    site.commands.sets.change(caller(ALICE), tagged, tag).await.unwrap();
    let found = async |search: &str| {
        let first = ("", Uuid::nil());
        let sets = site.commands.views().image_sets(ALICE, search, first, 10).await.unwrap();
        sets.into_iter().map(|line| line.image_set).collect::<Vec<_>>()
    };
    for way in WAYS {
        assert_eq!(found(way).await, [tagged.uuid(), set.uuid()], "{way}");
    }
    for way in ["GRÖSSE", "größe", "grosse", "spiel gro"] {
        assert_eq!(found(way).await, [set.uuid()], "{way}");
    }
    assert!(found("Other Vor").await.is_empty(), "name and tags are apart");
    let known = site.commands.views().tags_seen_by(ALICE, 10).await.unwrap();
    assert_eq!(known, ["Vorübung"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn teams_are_found_and_paged(pool: PgPool) {
    let site = Site::new(pool).await;
    for title in ["Team 10", "Übung", "Team 2"] {
        site.commands.teams.found(caller(ALICE), name(title)).await.unwrap();
    }
    let views = site.commands.views();
    for way in WAYS {
        let found = views.teams(ALICE, way, "", 10).await.unwrap();
        assert_eq!(found.into_iter().map(|team| team.name).collect::<Vec<_>>(), ["Übung"], "{way}");
    }
    let (mut names, mut after) = (vec![], String::new());
    while let Some(team) = views.teams(ALICE, "", &after, 1).await.unwrap().entries.pop() {
        after.clone_from(&team.name);
        names.push(team.name);
    }
    assert_eq!(names, ["Bit-Bots", "Team 2", "Team 10", "Übung"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn tags_that_are_one_name_are_offered_once(pool: PgPool) {
    let site = Site::new(pool).await;
    for (title, tag) in [("a", "Übung"), ("b", "ÜBUNG"), ("c", "Übung"), ("d", "u\u{308}bung"), ("e", "x")]
    {
        let set = site.commands.sets.create(
            caller(ALICE),
            site.team,
            name(title),
            Text::default(),
            Text::default(),
        );
        let tag = image_set::Command::Tag { tag: name(tag) };
        site.commands.sets.change(caller(ALICE), set.await.unwrap(), tag).await.unwrap();
    }
    assert_eq!(site.commands.views().tags_seen_by(ALICE, 10).await.unwrap(), ["Übung", "x"]);
}
