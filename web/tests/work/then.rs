//! Histories speak in the words of the time.

use commands::ChangeAnnotation;
use domain::{
    Name, ShapeKind,
    annotation_type::TypeDefinition,
    testing::{ALICE, BOB},
};
use fixtures::caller;
use sqlx::PgPool;

use crate::site::Site;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_retype_says_from_what_to_what_as_they_were_called_then(pool: PgPool) {
    let site = Site::new(pool).await;
    let types = &site.commands.annotation_types;
    types.rename(caller(ALICE), site.ball, name("Kugel")).await.unwrap();
    let goal = TypeDefinition {
        name: name("Tor"),
        shape: ShapeKind::BoundingBox,
        node_count: None,
        allows_blurred: true,
        allows_concealed: true,
    };
    let goal = types.define(caller(ALICE), goal).await.unwrap();
    let label = site.draw(BOB, 100).await;
    let retype = ChangeAnnotation { annotation_type: Some(goal), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(BOB), label, 1, retype).await.unwrap();
    types.rename(caller(ALICE), site.ball, name("Ball 2")).await.unwrap();
    types.rename(caller(ALICE), goal, name("Goal 2")).await.unwrap();

    let page = site.get(ALICE, &format!("/image-sets/{}/history", site.set)).await.html;

    assert!(page.contains("the Kugel</a> from Kugel to Tor on <a"), "{page}");
    assert!(page.contains(">a Kugel</a>") && !page.contains("Ball 2") && !page.contains("Goal 2"), "{page}");
    let own = site.get(ALICE, &format!("/people/{ALICE}")).await.html;
    assert!(own.contains("renamed the annotation type Kugel to <a"), "{own}");
}

#[sqlx::test(migrations = "../migrations")]
async fn namesakes_are_told_apart_by_the_name_they_sign_in_with(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    sqlx::query("update desk_people set display_name = 'Kim'").execute(&pool).await.unwrap();
    site.draw(BOB, 100).await;
    site.draw(ALICE, 300).await;

    let page = site.get(ALICE, &format!("/image-sets/{}/history", site.set)).await.html;

    assert!(page.contains("Kim @alice</a></b> drew") && page.contains("Kim @bob</a></b> drew"), "{page}");
}
