//! A cut over two image sets.

use domain::{
    ImageSetId,
    image::{Event, Verdict},
    snapshot::Selection,
    testing::{ALICE, BOB},
};
use projections::{
    Views,
    labelling::{
        Content, Cut,
        diff::{Diff, Page, What, diff},
    },
};
use sqlx::PgPool;

use crate::{OTHER, SET, a_set, an_image, an_image_in, another_set, ball, drawn, vote};

const WHOLE: Page = Page { offset: 0, limit: 100 };

struct Site {
    views: Views,
    then: i64,
}

impl Site {
    async fn new(pool: &PgPool) -> Self {
        a_set(pool).await;
        another_set(pool).await;
        let mut first = an_image(pool, 2, "b.png").await;
        let mut second = an_image_in(pool, OTHER, 3, "c.png").await;
        an_image_in(pool, OTHER, 4, "a.png").await;
        first.project(pool, ALICE, drawn(1, false)).await;
        let then = second.project(pool, ALICE, drawn(2, true)).await;

        first.project(pool, BOB, vote(1, Verdict::Reject)).await;
        second.project(pool, BOB, Event::AnnotationErased { annotation: ball(2) }).await;
        an_image(pool, 5, "a.png").await;
        Self { views: Views::new(pool.clone()), then }
    }

    fn cut(sets: &[ImageSetId], position: i64) -> Cut {
        Cut::of_sets(sets.iter().copied(), position, &Selection::default())
    }

    async fn content(&self, sets: &[ImageSetId], position: i64) -> Content {
        self.views.content(Self::cut(sets, position)).await.unwrap()
    }

    async fn diff(&self, before: &[ImageSetId], after: &[ImageSetId]) -> Diff {
        let before = self.views.labelled(Self::cut(before, self.then)).await.unwrap();
        diff(before, self.views.labelled(Self::cut(after, i64::MAX)).await.unwrap(), WHOLE).await.unwrap()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn images_come_set_by_set(pool: PgPool) {
    let site = Site::new(&pool).await;
    for (sets, expected) in [
        (&[SET, OTHER][..], vec!["a.png", "b.png", "a.png", "c.png"]),
        (&[OTHER, SET, OTHER], vec!["a.png", "c.png", "a.png", "b.png"]),
        (&[OTHER], vec!["a.png", "c.png"]),
        (&[], vec![]),
    ] {
        let mut reader = site.views.labelled(Site::cut(sets, i64::MAX)).await.unwrap();
        let mut names = vec![];
        while let Some(labelled) = reader.next().await.unwrap() {
            names.push(labelled.image.name);
        }
        assert_eq!(names, expected);
        assert_eq!(site.views.images_in(Site::cut(sets, i64::MAX)).await.unwrap(), names.len() as u64);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_digest_is_of_both_and_stays(pool: PgPool) {
    let site = Site::new(&pool).await;
    let both = site.content(&[SET, OTHER], site.then).await;
    assert_eq!((both.images, both.annotations), (3, 2));
    let now = site.content(&[SET, OTHER], i64::MAX).await;
    assert_eq!((now.images, now.annotations), (4, 1));
    for other in [
        now,
        site.content(&[OTHER, SET], site.then).await,
        site.content(&[SET], site.then).await,
        site.content(&[OTHER], site.then).await,
    ] {
        assert_ne!(other.digest, both.digest);
    }
    an_image_in(&pool, OTHER, 6, "0.png").await;
    assert_eq!(site.content(&[SET, OTHER], site.then).await, both);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_diff_tells_of_every_set_in_whatever_order_they_were_named(pool: PgPool) {
    let site = Site::new(&pool).await;

    let found = site.diff(&[SET, OTHER], &[OTHER, SET]).await;
    assert_eq!((found.counts.entries, found.counts.images_added, found.counts.images_removed), (3, 1, 0));
    let [erased, added, voted] = &found.changes[..] else { panic!("{:?}", found.changes) };
    assert!(matches!(erased.what, What::Removed { annotation, .. } if annotation == ball(2)));
    assert!(matches!(added.what, What::ImageAdded { labels: 0 }) && added.image_name == "a.png");
    assert!(matches!(voted.what, What::Changed { annotation, .. } if annotation == ball(1)));
    assert!([erased, added, voted].iter().all(|change| change.cause.is_some()));

    let widened = site.diff(&[SET], &[OTHER, SET]).await;
    assert_eq!(
        (widened.counts.images_added, widened.counts.images_removed, widened.counts.changed),
        (3, 0, 1)
    );
    let narrowed = site.diff(&[SET, OTHER], &[SET]).await;
    assert_eq!((narrowed.counts.images_added, narrowed.counts.images_removed), (1, 2));
}

#[sqlx::test(migrations = "../migrations")]
async fn several_sets_go_under_all_their_names(pool: PgPool) {
    let site = Site::new(&pool).await;
    let whole = site.views.labelled_set(Site::cut(&[OTHER, SET], site.then)).await.unwrap().unwrap();
    assert_eq!((whole.image_set, whole.name.as_str()), (OTHER, "semifinal, final"));
    assert_eq!((whole.team.as_deref(), whole.types.len()), (Some("Bit-Bots"), 1));
    assert_eq!(site.views.labelled_set(Site::cut(&[OTHER, SET], 2)).await.unwrap(), None);
}
