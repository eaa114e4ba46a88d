//! The content of a set, now and then, whole and selected, and what differs.

#![expect(clippy::unwrap_used, reason = "tests")]

mod common;
mod cost;
mod cut;
mod diff;
mod file_names;
mod filter;
mod set;

use common::Stream;
use domain::{
    AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Name, Shape, ShapeKind,
    annotation_type::{self, AnnotationType, TypeDefinition},
    image::{Added, Drawn, Event, Image, ImagePath, Verdict},
    image_set::{self, ImageSet},
    snapshot::Selection,
    sort_key,
    team::{self, Team},
    testing::{ALICE, BOB, CAROL},
};
use futures::TryStreamExt as _;
use projections::{Views, labelling::Cut};
use sqlx::PgPool;
use uuid::Uuid;

const SET: ImageSetId = ImageSetId::new(Uuid::from_u128(0x5e7));
/// Another one of the same team.
const OTHER: ImageSetId = ImageSetId::new(Uuid::from_u128(0x5e8));
const BALL: AnnotationTypeId = AnnotationTypeId::new(Uuid::from_u128(0xba11));

pub fn ball(number: u128) -> AnnotationId {
    AnnotationId::new(Uuid::from_u128(0xa000 + number))
}

pub fn frame_at(x: f64) -> Shape {
    Shape::from_pixels(ShapeKind::BoundingBox, &[[x, 10.0], [x + 10.0, 20.5]]).unwrap()
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

/// A team, a set and a type.
pub async fn a_set(pool: &PgPool) -> Stream<ImageSet> {
    let (mut crew, mut set, mut kind) =
        (Stream::<Team>::new(0x7ea), Stream::<ImageSet>::new(0x5e7), Stream::<AnnotationType>::new(0xba11));
    crew.project(pool, ALICE, team::Event::TeamFounded { name: name("Bit-Bots") }).await;
    let created = image_set::Event::ImageSetCreated {
        team: crew.id.into(),
        name: name("final"),
        location: domain::Text::default(),
        description: domain::Text::default(),
    };
    set.project(pool, ALICE, created).await;
    let definition = TypeDefinition {
        name: name("ball"),
        shape: ShapeKind::BoundingBox,
        node_count: None,
        allows_blurred: true,
        allows_concealed: true,
    };
    kind.project(pool, ALICE, annotation_type::Event::AnnotationTypeDefined(definition)).await;
    set
}

pub async fn another_set(pool: &PgPool) {
    let created = image_set::Event::ImageSetCreated {
        team: Uuid::from_u128(0x7ea).into(),
        name: name("semifinal"),
        location: domain::Text::default(),
        description: domain::Text::default(),
    };
    Stream::<ImageSet>::new(0x5e8).project(pool, ALICE, created).await;
}

pub async fn an_image(pool: &PgPool, id: u128, text: &str) -> Stream<Image> {
    an_image_in(pool, SET, id, text).await
}

pub async fn an_image_in(pool: &PgPool, set: ImageSetId, id: u128, text: &str) -> Stream<Image> {
    let mut image = Stream::new(id);
    let added = Added {
        image_set: set,
        name: text.to_owned().try_into().unwrap(),
        path: ImagePath::default(),
        digest: Digest::of(&id.to_be_bytes()),
        media_type: "image/png".to_owned(),
        bytes: 7,
        frame: Frame { width: 640, height: 480 },
    };
    image.project(pool, ALICE, Event::ImageAdded(added)).await;
    image
}

pub fn drawn(number: u128, blurred: bool) -> Event {
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let shape = frame_at(20.0 * number as f64);
    Event::AnnotationDrawn(Drawn {
        annotation: ball(number),
        annotation_type: BALL,
        shape,
        blurred,
        concealed: false,
        extreme_points: None,
    })
}

pub fn vote(number: u128, verdict: Verdict) -> Event {
    Event::VoteCast { annotation: ball(number), revision: 1, verdict }
}

/// Names of images, and the labels on each.
async fn told(pool: &PgPool, position: i64, selection: &Selection) -> Vec<(String, Vec<AnnotationId>)> {
    let reader = Views::new(pool.clone()).labelled(Cut::of(SET, position, selection)).await.unwrap();
    let images: Vec<_> = reader.into_stream().try_collect().await.unwrap();
    let labels = |image: &domain::formats::LabelledImage| image.labels.iter().map(|l| l.annotation).collect();
    images.iter().map(|image| (image.name.clone(), labels(image))).collect()
}

fn image(text: &str, labels: &[u128]) -> (String, Vec<AnnotationId>) {
    (text.to_owned(), labels.iter().copied().map(ball).collect())
}

#[sqlx::test(migrations = "../migrations")]
async fn the_past_stays_as_it_was(pool: PgPool) {
    a_set(&pool).await;
    let mut b = an_image(&pool, 2, "b.png").await;
    let mut a = an_image(&pool, 3, "Z.png").await;
    b.project(&pool, ALICE, drawn(1, false)).await;
    let then = a.project(&pool, ALICE, drawn(2, false)).await;
    let content = |position| {
        let views = Views::new(pool.clone());
        async move { views.content(Cut::of(SET, position, &Selection::default())).await.unwrap() }
    };
    let cut = content(then).await;
    assert_eq!((cut.images, cut.annotations), (2, 2));

    b.project(&pool, BOB, vote(1, Verdict::Reject)).await;
    b.project(&pool, ALICE, Event::AnnotationErased { annotation: ball(1) }).await;
    a.project(&pool, ALICE, Event::ImageRemoved {}).await;

    let all = Selection::default();
    assert_eq!(told(&pool, then, &all).await, [image("b.png", &[1]), image("Z.png", &[2])]);
    assert_eq!(told(&pool, i64::MAX, &all).await, [image("b.png", &[])]);
    assert_eq!(content(then).await, cut);
    assert_ne!(content(i64::MAX).await.digest, cut.digest);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_selection_is_kept_exactly(pool: PgPool) {
    a_set(&pool).await;
    let mut first = an_image(&pool, 2, "a.png").await;
    an_image(&pool, 3, "b.png").await;
    for (number, blurred) in [(1, false), (2, true), (3, false)] {
        first.project(&pool, ALICE, drawn(number, blurred)).await;
    }
    first.project(&pool, BOB, vote(1, Verdict::Accept)).await;
    first.project(&pool, BOB, vote(3, Verdict::Reject)).await;
    first.project(&pool, CAROL, vote(3, Verdict::Accept)).await;

    let all = Selection::default;
    let cases = [
        (all(), vec![image("a.png", &[1, 2, 3]), image("b.png", &[])]),
        (Selection { include_blurred: false, ..all() }, vec![image("a.png", &[1, 3]), image("b.png", &[])]),
        (Selection { min_verifications: Some(2), ..all() }, vec![image("a.png", &[1]), image("b.png", &[])]),
        (Selection { min_votes_by_others: 1, ..all() }, vec![image("a.png", &[1, 3]), image("b.png", &[])]),
        (Selection { images: vec![ImageId::new(Uuid::from_u128(3))], ..all() }, vec![image("b.png", &[])]),
        (
            Selection { annotation_types: vec![AnnotationTypeId::new(Uuid::nil())], ..all() },
            vec![image("a.png", &[]), image("b.png", &[])],
        ),
    ];
    for (selection, expected) in cases {
        assert_eq!(told(&pool, i64::MAX, &selection).await, expected, "{selection:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn many_pages_are_one_story(pool: PgPool) {
    a_set(&pool).await;
    let mut first = an_image(&pool, 2, "a.png").await;
    first.project(&pool, ALICE, drawn(1, false)).await;
    // One image with more labels than a page, and more images than a page.
    sqlx::query(
        "insert into view_annotation_revisions select gen_random_uuid(), image, image_set, annotation_type,
            n, 1, shape, false, false, author, revised_by, revised_at, valid_from, null
         from view_annotation_revisions, generate_series(2, 25000) n",
    )
    .execute(&pool)
    .await
    .unwrap();
    sqlx::query(
        "with copies as (
            insert into view_images (image, image_set, name, digest, media_type, bytes, width, height, metadata,
                removed, added_by, added_at, sort_key)
            select gen_random_uuid(), image_set, 'b' || n, sha256(int4send(n)), media_type,
                bytes, width, height, metadata, false, added_by, added_at, 'b' || lpad(n::text, 4, '0')
            from view_images, generate_series(1, 1200) n returning image, image_set
         ) insert into view_image_spans select image, image_set, 1, null from copies",
    )
    .execute(&pool)
    .await
    .unwrap();

    let reader =
        Views::new(pool.clone()).labelled(Cut::of(SET, i64::MAX, &Selection::default())).await.unwrap();
    let (mut again, mut images) = (reader.clone(), vec![]);
    while let Some(labelled) = again.next().await.unwrap() {
        let numbers: Vec<_> = labelled.made.iter().map(|made| made.number).collect();
        assert!(numbers.is_sorted() && numbers.len() == labelled.image.labels.len());
        images.push((labelled.image.name, numbers.len()));
    }
    assert!(images.is_sorted_by_key(|(name, _)| sort_key(name)));
    assert_eq!((images.len(), images[0].1), (1201, 25_000));
    let content = reader.content().await.unwrap();
    assert_eq!((content.images, content.annotations), (1201, 25_000));
}
