//! Which labels a filter finds, in any order and page by page.

use std::time::Duration;

use commands::{ChangeAnnotation, Commands, DrawAnnotation};
use domain::{
    AnnotationId, ImageSetId, Shape, ShapeKind,
    filter::{
        About, Filter, LabelCondition as L, LabelFilter,
        Limit::{Least, Most},
        Sample,
    },
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{Site, caller, fresh};
use projections::annotations::Sort;
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
        DrawAnnotation::plain(absent, site.define("goal", ShapeKind::Polygon).await, Shape::NotInImage);
    commands.labels.draw(caller(CAROL), site.image, draw.clone()).await.unwrap_err();
    commands.labels.draw(caller(BOB), site.image, draw).await.unwrap();

    let (day, none) = (domain::testing::noon() + Duration::from_hours(1), vec![]);
    for (what, condition, expected) in [
        ("all", None, vec![plain, judged, changed, absent]),
        ("a type", Some(L::Type(site.ball)), vec![plain, judged, changed]),
        ("an author", Some(L::Author(ALICE)), vec![plain, judged]),
        ("who changed it", Some(L::ChangedBy(BOB)), vec![changed, absent]),
        ("who made it", Some(L::MadeBy(ALICE)), vec![plain, judged]),
        ("drawn early", Some(L::Drawn(Most(day))), vec![plain, judged, changed]),
        ("changed early", Some(L::Changed(Most(day))), vec![plain, judged]),
        ("rejected", Some(L::Rejects(Least(1))), vec![judged]),
        ("accepted", Some(L::Accepts(Least(2))), none.clone()),
        ("net", Some(L::Net(Most(0))), vec![judged]),
        ("stale", Some(L::Stale(true)), vec![changed]),
        ("fresh", Some(L::Stale(false)), vec![plain, judged, absent]),
        ("blurred", Some(L::Blurred(true)), vec![changed]),
        ("absent", Some(L::NotInImage(true)), vec![absent]),
        ("revised", Some(L::Revisions(Least(2))), vec![changed]),
        ("not seen by Bob", Some(L::WaitsFor(BOB)), vec![plain]),
        ("disagreed", Some(L::About(About::Disagreed)), vec![judged]),
        ("unverified", Some(L::About(About::Unverified)), vec![plain, changed, absent]),
        ("unverified since", Some(L::About(About::Stale)), vec![changed]),
        ("a sample", Some(L::Sample(Sample { percent: 0, seed: String::new() })), none),
    ] {
        let filter = Filter::default().and(condition);
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
