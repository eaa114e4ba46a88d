//! Names that differ in capitals, encoding or white space only are one name, whatever the locale of the database.

use commands::CommandError;
use domain::{
    Name, ShapeKind, Text, export_format, export_format::FormatDefinition, image_set, snapshot::Selection,
    testing::ALICE,
};
use fixtures::{Site, annotation_type, caller, code, name};
use sqlx::PgPool;

/// Pairs that are one name, and a name that is another one.
const SAME: [[&str; 2]; 6] = [
    ["Übung", "ÜBUNG"],
    ["Größe", "GRÖSSE"],
    ["МЯЧ", "мяч"],
    ["ｶﾞ", "ガ"],
    ["über", "u\u{308}ber"],
    ["red ball", "red  ball"],
];
const OTHER: &str = "Ubung";

/// The first of each pair is taken, the second is refused, the other name is taken.
async fn one_name<T>(give: impl AsyncFn(Name) -> Result<T, CommandError>) {
    for [first, second] in SAME {
        give(name(first)).await.unwrap_or_else(|error| panic!("{first}: {error:?}"));
        let refused = give(name(second)).await.err().unwrap_or_else(|| panic!("{second} is taken"));
        assert_eq!(code(&refused), "name_taken", "{second}");
    }
    give(name(OTHER)).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn of_teams(pool: PgPool) {
    let site = Site::new(pool).await;
    one_name(async |title| site.commands.teams.found(caller(ALICE), title).await).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn of_annotation_types(pool: PgPool) {
    let site = Site::new(pool).await;
    one_name(async |title| {
        let definition = annotation_type(title.as_str(), ShapeKind::Point);
        site.commands.annotation_types.define(caller(ALICE), definition).await
    })
    .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn of_image_sets(pool: PgPool) {
    let site = Site::new(pool).await;
    let (sets, text) = (&site.commands.sets, Text::default());
    one_name(async |title| sets.create(caller(ALICE), site.team, title, text.clone(), text.clone()).await)
        .await;

    let rename =
        |title| sets.change(caller(ALICE), site.set, image_set::Command::Rename { name: name(title) });
    assert_eq!(code(&rename("ÜBER").await.unwrap_err()), "name_taken");
    rename("LEIPZIG").await.unwrap();
    rename("leipzig").await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn of_export_formats(pool: PgPool) {
    let site = Site::new(pool).await;
    let definition = |title| FormatDefinition {
        name: title,
        annotation_types: vec![],
        base: "%%content".to_owned(),
        image: String::new(),
        annotation: "%%type".to_owned(),
        vector: String::new(),
        not_in_image: String::new(),
        file_name: "a.txt".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    };
    let formats = &site.commands.export_formats;
    one_name(async |title| formats.define(caller(ALICE), site.team, definition(title)).await).await;
    let kept = formats.define(caller(ALICE), site.team, definition(name("kept"))).await.unwrap();
    let revise = export_format::Command::Revise { definition: definition(name("ubUNG")) };
    assert_eq!(code(&formats.change(caller(ALICE), kept, revise).await.unwrap_err()), "name_taken");
}

#[sqlx::test(migrations = "../migrations")]
async fn of_snapshots(pool: PgPool) {
    let site = Site::new(pool).await;
    one_name(async |title| {
        let (note, all) = (Text::default(), Selection::default());
        site.commands.snapshots.take(caller(ALICE), site.set, title, note, all).await
    })
    .await;
}
