//! The list of labels and its filter.

use axum::http::StatusCode;
use commands::{Caller, DrawAnnotation};
use domain::{AnnotationId, ImageId, Shape, ShapeKind, testing::noon};
use projections::Via;
use sqlx::PgPool;

use crate::{
    images::PNG,
    site::{Site, team_and_set},
};

/// Bob's set with one label of his; answers its address and the label.
async fn labelled(site: &Site, set: &str) -> AnnotationId {
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    alice.post("/annotation-types", &[("name", "<ball>"), ("shape", "point")]).await;
    let kind = site.commands.views().annotation_types().await.unwrap()[0].spec.id;
    let page = bob.upload(&format!("{set}/upload"), &[("a.png", PNG)]).await;
    let image = page.html.split("/images/").nth(1).unwrap().split('"').next().unwrap();
    let image: ImageId = image.parse().unwrap();
    let annotation = AnnotationId::new(commands::ids::mint(noon()));
    let draw =
        DrawAnnotation::plain(annotation, kind, Shape::from_pixels(ShapeKind::Point, &[[0.5, 0.5]]).unwrap());
    site.commands.labels.draw(Caller::anew(site.bob, Via::Api, noon()), image, draw).await.unwrap();
    annotation
}

#[sqlx::test(migrations = "../migrations")]
async fn the_labels_of_a_set_are_listed_and_looked_at_before_they_change(pool: PgPool) {
    let site = Site::new(pool).await;
    let (bob, carol) = (site.browser("bob").await, site.browser("carol").await);
    let (_, set) = team_and_set(&bob, "Bit-Bots", "Leipzig").await;
    let list = format!("{set}/annotations");
    assert!(bob.get(&list).await.shows("No label yet"));
    assert_eq!(carol.get(&list).await.status, StatusCode::NOT_FOUND);

    let label = labelled(&site, &set).await;
    let page = bob.get(&list).await;
    assert!(page.shows(&format!(r#"value="{label}.1""#)), "{}", page.html);
    assert!(page.shows("1 label") && page.shows("&#60;ball&#62;") && !page.shows("<ball>"));
    assert!(!page.shows("all 1 label found"), "nothing is changed without a condition");
    assert!(bob.get(&format!("{list}?blurred=yes")).await.shows("No label is like that"));
    let refused = bob.get(&format!("{list}?accepts_min=x")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows(r#"id="accepts_min-error""#) && !refused.shows(&label.to_string()));

    let look = format!("{set}/bulk-changes/new?which=filter&author={}&do=delete", site.bob);
    let (before, page) = (site.position().await, bob.get(&look).await);
    assert!(page.shows("Delete 1 label?"), "{}", page.html);
    assert_eq!(site.position().await, before, "looking changes nothing");
    let (author, seen) = (site.bob.to_string(), page.value("seen"));
    let fields = [
        ("which", "filter"),
        ("author", &author),
        ("do", "delete"),
        ("seen", seen),
        ("command", page.value("command")),
    ];
    let ordered = bob.post(&format!("{set}/bulk-changes"), &fields).await;
    let again = bob.post(&format!("{set}/bulk-changes"), &fields).await;
    assert_eq!(ordered.location(), again.location(), "a form that is sent twice is one bulk change");
    assert!(bob.get(ordered.location()).await.shows("Delete 1 label"));
    assert_eq!(carol.get(ordered.location()).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_label_that_was_restored_has_one_card_for_each_revision(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    let (_, set) = team_and_set(&bob, "Bit-Bots", "Leipzig").await;
    let label = labelled(&site, &set).await;
    let caller = || Caller::anew(site.bob, Via::Api, noon());
    site.commands.labels.erase(caller(), label, 1).await.unwrap();
    site.commands.labels.restore(caller(), label).await.unwrap();

    let page = bob.get(&format!("/annotations/{label}/history")).await;

    assert_eq!(page.html.matches("<h3>Revision 1</h3>").count(), 1, "{}", page.html);
    assert_eq!(page.html.matches("by drawing it").count(), 1);

    let moved = Shape::from_pixels(ShapeKind::Point, &[[0.25, 0.25]]).unwrap();
    let change = commands::ChangeAnnotation { shape: Some(moved), ..Default::default() };
    site.commands.labels.change(caller(), label, 1, change).await.unwrap();
    let page = bob.get(&format!("/annotations/{label}/history")).await;
    assert!(page.shows("by changing it") && !page.shows("by drawing it"), "{}", page.html);
}
