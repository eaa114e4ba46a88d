//! Added, removed, changed, and by whom.

use domain::{
    image::{Event, Verdict},
    snapshot::Selection,
    testing::{ALICE, BOB, CAROL},
};
use projections::{
    Views,
    labelling::Cut,
    labelling::diff::{Diff, Page, What, diff},
};
use sqlx::PgPool;

use crate::{SET, a_set, an_image, ball, drawn, frame_at, vote};

async fn between(pool: &PgPool, from: i64, to: i64, page: Page) -> Diff {
    let views = Views::new(pool.clone());
    let all = Selection::default();
    let (before, after) = (
        views.labelled(Cut::of(SET, from, &all)).await.unwrap(),
        views.labelled(Cut::of(SET, to, &all)).await.unwrap(),
    );
    diff(before, after, page).await.unwrap()
}

const WHOLE: Page = Page { offset: 0, limit: 100 };

#[sqlx::test(migrations = "../migrations")]
async fn everything_that_happened_is_named_with_who_did_it(pool: PgPool) {
    a_set(&pool).await;
    let mut a = an_image(&pool, 2, "a.png").await;
    let mut b = an_image(&pool, 3, "b.png").await;
    for number in 1..=3 {
        a.project(&pool, ALICE, drawn(number, false)).await;
    }
    let from = b.project(&pool, ALICE, drawn(5, false)).await;
    let reshaped =
        a.project(&pool, BOB, Event::AnnotationReshaped { annotation: ball(1), shape: frame_at(25.0) }).await;
    let voted = a.project(&pool, CAROL, vote(2, Verdict::Reject)).await;
    let erased = a.project(&pool, BOB, Event::AnnotationErased { annotation: ball(3) }).await;
    let drawn_later = a.project(&pool, CAROL, drawn(4, false)).await;
    let removed = b.project(&pool, BOB, Event::ImageRemoved {}).await;
    let added = removed + 1;
    an_image(&pool, 4, "c.png").await;

    let found = between(&pool, from, i64::MAX, WHOLE).await;

    let counts = found.counts;
    assert_eq!((counts.entries, counts.images_added, counts.images_removed), (6, 1, 1));
    // The label of the removed image counts, too.
    assert_eq!((counts.added, counts.removed, counts.changed), (1, 2, 2));
    assert_eq!((counts.reshaped, counts.retyped, counts.marked, counts.votes), (1, 0, 0, 1));
    let causes: Vec<_> =
        found.changes.iter().map(|change| change.cause.as_ref().map(|c| (c.position, c.account))).collect();
    let expected = [
        (reshaped, BOB),
        (voted, CAROL),
        (erased, BOB),
        (drawn_later, CAROL),
        (removed, BOB),
        (added, ALICE),
    ];
    assert_eq!(causes, expected.map(|(position, who)| Some((position, who.uuid()))));
    let What::Changed { iou_of_bounds: Some(iou), ways, .. } = &found.changes[0].what else { panic!() };
    assert!((iou - 1.0 / 3.0).abs() < 1e-9 && ways.reshaped && !ways.votes);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["changes"][2]["change"], "removed");
    assert_eq!(json["changes"][2]["cause"]["fact"], "AnnotationErased");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_page_shows_a_part_and_counts_the_whole(pool: PgPool) {
    a_set(&pool).await;
    let mut a = an_image(&pool, 2, "a.png").await;
    let from = a.project(&pool, ALICE, drawn(1, false)).await;
    for number in 2..=6 {
        a.project(&pool, ALICE, drawn(number, false)).await;
    }

    let found = between(&pool, from, i64::MAX, Page { offset: 1, limit: 2 }).await;

    assert_eq!((found.counts.entries, found.changes.len()), (5, 2));
    assert!(matches!(found.changes[0].what, What::Added { annotation, .. } if annotation == ball(3)));
    assert_eq!(between(&pool, from, from, WHOLE).await.counts.entries, 0);
}
