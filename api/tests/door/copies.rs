//! Labels taken over from another image.

use commands::{Caller, ids::mint};
use domain::{
    CommandId, Digest, Frame, ImageId,
    image::{Added, ImageName, ImagePath},
    testing::noon,
};
use fixtures::{Answer, fresh, refused};
use projections::Via;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::site::Site;

/// Another image of the set, of this width and as high as the first.
async fn image(site: &Site, width: u32) -> ImageId {
    let added = Added {
        image_set: site.set,
        name: ImageName::parse("next.jpg").unwrap(),
        path: ImagePath::default(),
        digest: Digest::of(b"next"),
        media_type: "image/jpeg".to_owned(),
        bytes: 4,
        frame: Frame { width, height: 480 },
    };
    let caller = Caller::new(site.alice.account, Via::Page, CommandId::new(mint(noon())));
    site.commands.images.add(caller, added).await.unwrap()
}

async fn copies(site: &Site, to: ImageId, body: &Value) -> Answer {
    site.post(&site.bob, &format!("/images/{to}/copies"), body).await
}

fn outcome(answer: &Answer) -> (usize, Vec<(Value, Value)>) {
    let answer = answer.json();
    let left_out = answer["left_out"].as_array().unwrap().iter();
    let left_out = left_out.map(|one| (one["annotation"].clone(), one["code"].clone())).collect();
    (answer["copied"].as_array().unwrap().len(), left_out)
}

#[sqlx::test(migrations = "../migrations")]
async fn what_fits_is_copied_in_one_command_and_names_its_origin(pool: PgPool) {
    let site = Site::new(pool).await;
    let (near, far) = (site.drawn(&site.alice, 100).await, site.drawn(&site.alice, 300).await);
    let small = image(&site, 200).await;

    let answer = copies(&site, small, &json!({"from": site.image})).await;

    assert_eq!(answer.status, 200);
    assert_eq!(outcome(&answer), (1, vec![(json!(far), json!("outside_image"))]));
    let copy = &answer.json()["copied"][0];
    assert_eq!((&copy["author"], &copy["image"]), (&json!(site.bob.account), &json!(small)));
    let history = site.get(&site.bob, &format!("/images/{small}/history?limit=1")).await.json();
    let fact = &history["facts"][0];
    assert_eq!(fact["type"], "AnnotationCopied");
    let data = &fact["data"];
    assert_eq!((&data["origin"], &data["origin_image"]), (&json!(near), &json!(site.image)));
}

#[sqlx::test(migrations = "../migrations")]
async fn only_what_is_named_is_copied_and_what_is_there_already_is_left_out(pool: PgPool) {
    let site = Site::new(pool).await;
    let (one, two) = (site.drawn(&site.alice, 100).await, site.drawn(&site.alice, 300).await);
    let next = image(&site, 640).await;
    let nowhere = fresh();

    let first = copies(&site, next, &json!({"from": site.image, "annotations": [one, nowhere]})).await;
    let rest = copies(&site, next, &json!({"from": site.image})).await;

    assert_eq!(outcome(&first), (1, vec![(json!(nowhere), json!("not_found"))]));
    assert_eq!(outcome(&rest), (1, vec![(json!(one), json!("similar_annotation"))]));
    assert_ne!(rest.json()["copied"][0]["annotation"], json!(two), "a copy is a label of its own");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_command_again_is_told_the_same(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let (next, key) = (image(&site, 640).await, fresh());
    let copy = || {
        let mut request =
            site.bob.json("POST", &format!("/images/{next}/copies"), &json!({"from": site.image}));
        request.headers_mut().insert("idempotency-key", key.to_string().parse().unwrap());
        request
    };

    let first = site.send(copy()).await;
    site.erase(&site.alice, label, 1).await;
    let head = site.head().await;
    let again = site.send(copy()).await;

    assert_eq!((outcome(&first).0, &again), (1, &first));
    assert_eq!(site.head().await, head);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_copies_from_what_he_may_not_read_nor_onto_the_same_image(pool: PgPool) {
    let site = Site::new(pool).await;
    site.drawn(&site.alice, 100).await;
    let next = image(&site, 640).await;
    let copy = json!({"from": site.image});

    assert_eq!(
        site.post(&site.carol, &format!("/images/{next}/copies"), &copy).await.refusal(),
        refused(404, "not_found")
    );
    assert_eq!(copies(&site, next, &json!({"from": fresh()})).await.refusal(), refused(404, "not_found"));
    let same = copies(&site, site.image, &copy).await;
    assert_eq!((same.refusal(), &same.json()["field"]), (refused(422, "invalid"), &json!("from")));
}
