//! Which labels a filter finds, in any order and page by page.

mod site;

use std::time::Duration;

use commands::{ChangeAnnotation, Commands, DrawAnnotation};
use domain::{
    AnnotationId, ImageSetId, Shape, ShapeKind,
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use projections::annotations::{Between, LabelFilter, Sort};
use site::{Site, bulk::kind, caller, fresh};
use sqlx::PgPool;
use strum::VariantArray as _;
use uuid::Uuid;

#[sqlx::test(migrations = "../migrations")]
async fn a_filter_finds_what_it_says(pool: PgPool) {
    let site = Site::new(pool).await;
    let (commands, set) = (&site.commands, site.set);
    let (plain, _) = site.draw(ALICE, 0).await.unwrap();
    let (judged, _) = site.draw(ALICE, 100).await.unwrap();
    let (changed, _) = site.draw(BOB, 200).await.unwrap();
    commands.labels.vote(caller(BOB), judged, 1, Verdict::Reject).await.unwrap();
    commands.labels.vote(caller(ALICE), changed, 1, Verdict::Accept).await.unwrap();
    site.clock.advance(Duration::from_hours(24));
    let mark = ChangeAnnotation { blurred: Some(true), ..ChangeAnnotation::default() };
    commands.labels.change(caller(BOB), changed, 1, mark).await.unwrap();
    let absent = AnnotationId::new(fresh());
    let draw =
        DrawAnnotation::plain(absent, kind(&site, "goal", ShapeKind::Polygon).await, Shape::NotInImage);
    commands.labels.draw(caller(CAROL), site.image, draw.clone()).await.unwrap_err();
    commands.labels.draw(caller(BOB), site.image, draw).await.unwrap();

    let (one, day) = (Some(1), domain::testing::noon() + Duration::from_hours(1));
    let all = LabelFilter::default;
    let early = Between { least: None, most: Some(day) };
    for (what, filter, expected) in [
        ("all", all(), vec![plain, judged, changed, absent]),
        ("a type", LabelFilter { annotation_type: Some(site.ball), ..all() }, vec![plain, judged, changed]),
        ("an author", LabelFilter { author: Some(ALICE), ..all() }, vec![plain, judged]),
        ("who changed it", LabelFilter { changed_by: Some(BOB), ..all() }, vec![changed, absent]),
        ("drawn early", LabelFilter { drawn: early, ..all() }, vec![plain, judged, changed]),
        ("changed early", LabelFilter { changed: early, ..all() }, vec![plain, judged]),
        ("rejected", LabelFilter { rejects: Between { least: one, most: None }, ..all() }, vec![judged]),
        ("accepted", LabelFilter { accepts: Between { least: Some(2), most: None }, ..all() }, vec![]),
        ("net", LabelFilter { net: Between { least: None, most: Some(0) }, ..all() }, vec![judged]),
        ("stale", LabelFilter { stale: Some(true), ..all() }, vec![changed]),
        ("fresh", LabelFilter { stale: Some(false), ..all() }, vec![plain, judged, absent]),
        ("blurred", LabelFilter { blurred: Some(true), ..all() }, vec![changed]),
        ("absent", LabelFilter { not_in_image: Some(true), ..all() }, vec![absent]),
        (
            "revised",
            LabelFilter { revisions: Between { least: Some(2), most: None }, ..all() },
            vec![changed],
        ),
    ] {
        let mut expected: Vec<_> = expected.into_iter().map(AnnotationId::uuid).collect();
        expected.sort_unstable();
        for sort in Sort::VARIANTS {
            let mut found = one_by_one(commands, set, &filter, *sort).await;
            found.sort_unstable();
            assert_eq!(found, expected, "{what}, {sort:?}");
        }
        let count = commands.views().count_labels(set, &filter).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), expected.len(), "{what}");
    }
}

/// In pages of one label.
async fn one_by_one(commands: &Commands, set: ImageSetId, filter: &LabelFilter, sort: Sort) -> Vec<Uuid> {
    let (mut found, mut after) = (vec![], None);
    loop {
        let page = commands.views().listed_labels(set, filter, sort, after, 1).await.unwrap();
        let Some((label, key)) = page.into_iter().next() else { return found };
        let key = sort.parse_key(&key.to_string()).expect("a key is read as it was written");
        found.push(label);
        after = Some((key, AnnotationId::new(label)));
    }
}
