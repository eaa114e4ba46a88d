//! The set's own words.

use domain::{formats::LabelledSet, image_set::Event as SetEvent, snapshot::Selection, testing::ALICE};
use projections::{Views, labelling::Cut};
use sqlx::PgPool;

use crate::{BALL, SET, a_set, an_image, drawn, name};

#[sqlx::test(migrations = "../migrations")]
async fn names_are_those_of_the_time(pool: PgPool) {
    let mut set = a_set(&pool).await;
    let then = an_image(&pool, 2, "a.png").await.project(&pool, ALICE, drawn(1, false)).await;
    set.project(&pool, ALICE, SetEvent::ImageSetRenamed { name: name("semifinal") }).await;
    set.project(&pool, ALICE, SetEvent::ImageSetReleased {}).await;
    let views = Views::new(pool.clone());
    let all = Selection::default();

    let old = views.labelled_set(Cut::of(SET, then, &all)).await.unwrap().unwrap();
    let new = views.labelled_set(Cut::of(SET, i64::MAX, &all)).await.unwrap().unwrap();

    assert_eq!((old.name.as_str(), old.team.as_deref(), old.position), ("final", Some("Bit-Bots"), then));
    assert_eq!((new.name.as_str(), new.team.as_deref(), new.position), ("semifinal", None, then + 2));
    assert_eq!(old.types.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>(), ["ball"]);
    assert_eq!(views.labelled_set(Cut::of(SET, 1, &all)).await.unwrap(), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn all_types_are_listed_and_those_that_occur_or_are_chosen_are_used(pool: PgPool) {
    a_set(&pool).await;
    an_image(&pool, 2, "a.png").await;
    let views = Views::new(pool);
    let none = views.labelled_set(Cut::of(SET, i64::MAX, &Selection::default())).await.unwrap().unwrap();
    let chosen = Selection { annotation_types: vec![BALL], ..Selection::default() };
    let one = views.labelled_set(Cut::of(SET, i64::MAX, &chosen)).await.unwrap().unwrap();

    let listed = |set: &LabelledSet| set.types.iter().map(|kind| (kind.id, kind.number)).collect::<Vec<_>>();
    assert_eq!((listed(&none), listed(&one)), (vec![(BALL, 0)], vec![(BALL, 0)]));
    assert_eq!((none.types[0].used, one.types[0].used), (false, true));
}
