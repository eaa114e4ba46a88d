//! Conditions on labels and images, in one set or two, now and then.

use std::collections::BTreeMap;

use domain::{
    ImageSetId,
    filter::{
        About, Filter, ImageCondition, LabelCondition,
        Limit::{Least, Most},
    },
    image::{Event, Verdict},
    testing::{ALICE, BOB},
};
use projections::{Views, annotations::Sort, filter::Scope, images::ImagePlace};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    BALL, OTHER, SET, a_set, an_image, an_image_in, another_set, ball, common::at, drawn, frame_at, vote,
};

const BOTH: [ImageSetId; 2] = [SET, OTHER];

/// Positions: before people disagreed, and while they did.
struct Site {
    views: Views,
    calm: i64,
    disputed: i64,
}

fn pose(value: &str) -> Event {
    Event::ImageDescribed { metadata: BTreeMap::from([("pose".to_owned(), value.to_owned())]) }
}

impl Site {
    /// `a` and `b` in one set, `c` in another one; labels on `a` and `c`.
    async fn new(pool: &PgPool) -> Self {
        a_set(pool).await;
        another_set(pool).await;
        let mut a = an_image(pool, 2, "a").await;
        let mut b = an_image(pool, 3, "b").await;
        let mut c = an_image_in(pool, OTHER, 4, "c").await;
        a.project(pool, ALICE, drawn(1, false)).await;
        c.project(pool, ALICE, drawn(2, true)).await;
        let calm = a.project(pool, ALICE, pose("1")).await;

        c.project(pool, ALICE, Event::AnnotationErased { annotation: ball(2) }).await;
        b.project(pool, ALICE, Event::ImageRemoved {}).await;
        a.project(pool, ALICE, pose("2")).await;
        let disputed = a.project(pool, BOB, vote(1, Verdict::Reject)).await;

        a.project(pool, ALICE, Event::AnnotationReshaped { annotation: ball(1), shape: frame_at(25.0) })
            .await;
        Self { views: Views::new(pool.clone()), calm, disputed }
    }

    /// Before people disagreed, while they did, and now.
    fn moments(&self) -> [Option<i64>; 3] {
        [Some(self.calm), Some(self.disputed), None]
    }

    async fn images(&self, scope: &Scope, condition: Option<ImageCondition>) -> String {
        let filter = Filter::default().and(condition);
        let found = self.views.waiting(scope.clone(), &filter, &ImagePlace::default(), 10).await.unwrap();
        let count = self.views.count_images(scope.clone(), &filter).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), found.len());
        found.into_iter().filter_map(|mut place| place.sort_key.pop()).collect()
    }

    async fn labels(&self, scope: &Scope, condition: Option<LabelCondition>) -> Vec<Uuid> {
        let filter = Filter::default().and(condition);
        let found =
            self.views.listed_labels(scope.clone(), &filter, Sort::OldestDrawn, None, 10).await.unwrap();
        let count = self.views.count_labels(scope.clone(), &filter).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), found.len());
        found.into_iter().map(|(label, _)| label).collect()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn images_are_found_in_all_sets_as_they_were(pool: PgPool) {
    let site = Site::new(&pool).await;
    let described =
        |value: &str| ImageCondition::Described { field: "pose".to_owned(), value: Some(value.to_owned()) };
    let has = |condition| Some(ImageCondition::Has(Filter::of([condition])));
    for (condition, expected) in [
        (None, ["abc", "ac", "ac"]),
        (Some(ImageCondition::unlabelled()), ["b", "c", "c"]),
        (Some(ImageCondition::with(BALL)), ["ac", "a", "a"]),
        (Some(ImageCondition::without(BALL)), ["b", "c", "c"]),
        (Some(ImageCondition::Lacks { types: vec![BALL], at_least: 1 }), ["b", "c", "c"]),
        (Some(ImageCondition::Named("C".to_owned())), ["c", "c", "c"]),
        (Some(described("1")), ["a", "", ""]),
        (Some(described("2")), ["", "a", "a"]),
        (Some(ImageCondition::Described { field: "pose".to_owned(), value: None }), ["a", "a", "a"]),
        (has(LabelCondition::About(About::Disagreed)), ["", "a", ""]),
        (has(LabelCondition::About(About::Stale)), ["", "", "a"]),
        (has(LabelCondition::WaitsFor(BOB)), ["ac", "", "a"]),
        (has(LabelCondition::Rejects(Least(1))), ["", "a", ""]),
        (has(LabelCondition::Net(Least(1))), ["ac", "", "a"]),
        (has(LabelCondition::Drawn(Most(at(site.calm)))), ["ac", "a", "a"]),
    ] {
        for (position, expected) in site.moments().into_iter().zip(expected) {
            let scope = Scope { sets: BOTH.to_vec(), position };
            assert_eq!(site.images(&scope, condition.clone()).await, expected, "{condition:?} {position:?}");
            let one = Scope { sets: vec![OTHER], position };
            assert_eq!(site.images(&one, condition.clone()).await.contains('c'), expected.contains('c'));
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn labels_are_found_in_all_sets_as_they_were(pool: PgPool) {
    use LabelCondition as L;
    let site = Site::new(&pool).await;
    let cases: [(Option<L>, [&[u128]; 3]); 12] = [
        (None, [&[1, 2], &[1], &[1]]),
        (Some(L::Type(BALL)), [&[1, 2], &[1], &[1]]),
        (Some(L::MadeBy(BOB)), [&[], &[], &[]]),
        (Some(L::Blurred(true)), [&[2], &[], &[]]),
        (Some(L::Rejects(Least(1))), [&[], &[1], &[]]),
        (Some(L::Net(Most(0))), [&[], &[1], &[]]),
        (Some(L::Revisions(Least(2))), [&[], &[], &[1]]),
        (Some(L::Changed(Most(at(site.disputed)))), [&[1, 2], &[1], &[]]),
        (Some(L::Stale(true)), [&[], &[], &[1]]),
        (Some(L::Stale(false)), [&[1, 2], &[1], &[]]),
        (Some(L::About(About::Unverified)), [&[1, 2], &[], &[1]]),
        (Some(L::WaitsFor(BOB)), [&[1, 2], &[], &[1]]),
    ];
    for (condition, expected) in cases {
        for (position, expected) in site.moments().into_iter().zip(expected) {
            let expected: Vec<_> = expected.iter().map(|number| ball(*number).uuid()).collect();
            let scope = Scope { sets: BOTH.to_vec(), position };
            assert_eq!(site.labels(&scope, condition.clone()).await, expected, "{condition:?} {position:?}");
            let one = Scope { sets: vec![OTHER], position };
            let there: Vec<_> = expected.into_iter().filter(|label| *label == ball(2).uuid()).collect();
            assert_eq!(site.labels(&one, condition.clone()).await, there, "{condition:?} {position:?}");
        }
    }
}
