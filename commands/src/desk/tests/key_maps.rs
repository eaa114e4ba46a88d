//! Key maps of people are kept and given back as they were.

use domain::testing::{ALICE, BOB, noon};
use sqlx::PgPool;

use super::with_alice;
use crate::desk::{
    key_maps::{self, KeyMap, Keys, Preset},
    people,
};

#[sqlx::test(migrations = "../migrations")]
async fn keys_are_kept_for_their_person_until_the_person_goes(pool: PgPool) {
    with_alice(&pool).await;
    assert_eq!(key_maps::find(&pool, ALICE).await.unwrap(), KeyMap::default());

    let keys = Keys::from([("next".to_owned(), vec!["f".to_owned(), "Ctrl+m".to_owned()])]);
    let own = KeyMap { preset: Preset::Custom, keys: keys.clone() };
    key_maps::keep(&pool, ALICE, &own).await.unwrap();
    assert_eq!(key_maps::find(&pool, ALICE).await.unwrap(), own);
    assert_eq!(key_maps::find(&pool, BOB).await.unwrap(), KeyMap::default());

    let other = KeyMap { preset: Preset::Cvat, keys };
    key_maps::keep(&pool, ALICE, &other).await.unwrap();
    assert_eq!(key_maps::find(&pool, ALICE).await.unwrap(), other);

    people::erase(&pool, ALICE, noon()).await.unwrap();
    assert_eq!(key_maps::find(&pool, ALICE).await.unwrap(), KeyMap::default());
}
