//! The main job by JSON alone: from founding a team to a downloaded export.

use std::time::Duration;

use commands::{export, intake, jobs::Registry};
use fixtures::{Answer, fresh, png, refused, zip};
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::spawn;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use crate::{
    files::{form, form_of},
    site::{Person, Site},
};

#[sqlx::test(migrations = "../migrations")]
async fn a_team_labels_images_and_exports_a_snapshot_twice(pool: PgPool) {
    let site = Site::new(pool).await;
    let _workers = workers(&site);
    let (team, set, kind) = founded(&site).await;

    let files = [("a.png", &png(1)[..]), ("b.png", &png(2)), ("again.png", &png(1)), ("no.jpg", b"text")];
    let uploaded = site.send(form(&site.bob, &set, &files)).await;
    let outcomes: Vec<_> = uploaded.json()["results"].as_array().unwrap().clone();
    let outcome = |at: usize| outcomes[at]["outcome"].as_str().unwrap().to_owned();
    assert_eq!([0, 1, 2, 3].map(outcome), ["added", "added", "duplicate", "unsupported"], "{uploaded:?}");
    assert_eq!(outcomes[2]["image"], outcomes[0]["image"]);
    let image = id(&outcomes[0], "image");
    let archive = zip(&[("c.png", &png(3)[..]), ("d.png", &png(4))]);
    let unpacking = site.send(form(&site.bob, &set, &[("more.zip", &archive)])).await;
    assert_eq!(unpacking.status, 202);
    let job = site.finished(&site.bob, &id(&unpacking.json(), "job")).await;
    assert_eq!((&job["state"], job["results"].as_array().unwrap().len()), (&json!("done"), 2), "{job}");
    let listed = site.get(&site.bob, &format!("/image-sets/{set}/images?limit=3")).await.json();
    let rest = format!("/image-sets/{set}/images?after={}", id(&listed, "next"));
    assert_eq!(names(&listed), ["a.png", "b.png", "c.png"]);
    assert_eq!(names(&site.get(&site.bob, &rest).await.json()), ["d.png"]);

    let label = fresh();
    let shape = json!({"kind": "bounding_box", "points": [[1, 2], [9.5, 9.25]]});
    let drawing = json!({"annotation": label, "annotation_type": kind, "shape": shape});
    let drawn = site.post(&site.alice, &format!("/images/{image}/annotations"), &drawing).await;
    assert_eq!(drawn.status, 201, "{drawn:?}");

    let taken = site.post(&site.alice, &format!("/image-sets/{set}/snapshots"), &json!({"name": "v1"})).await;
    let snapshot = id(&taken.json(), "snapshot");
    site.erase(&site.alice, label, 1).await;
    let shown = site.get(&site.bob, &format!("/snapshots/{snapshot}")).await.json();
    assert_eq!(
        (&shown["intact"], &shown["annotations"], &shown["images"]),
        (&json!(true), &json!(1), &json!(4))
    );
    assert_eq!(shown["digest"], shown["found_digest"]);
    let diff = site.get(&site.bob, &format!("/snapshots/{snapshot}/diff?with=now")).await.json();
    assert_eq!((&diff["counts"]["removed"], &diff["changes"][0]["change"]), (&json!(1), &json!("removed")));
    assert_eq!(diff["changes"][0]["cause"]["account"], json!(site.alice.account));

    let mut files = vec![];
    for _ in 0..2 {
        let wanted = json!({"format": "coco"});
        let asked = site.post(&site.bob, &format!("/snapshots/{snapshot}/exports"), &wanted).await;
        assert_eq!(asked.status, 202, "{asked:?}");
        let export = id(&asked.json(), "export");
        site.finished(&site.bob, &export).await;
        let described = site.get(&site.bob, &format!("/exports/{export}")).await.json();
        assert_eq!(described["state"], "exported", "{described}");
        files.push(site.get(&site.bob, &format!("/exports/{export}/file")).await);
    }
    assert_eq!((files[0].status, &files[0].bytes), (200, &files[1].bytes));
    assert_eq!(files[0].header("etag"), files[1].header("etag"));
    assert!(files[0].header("content-disposition").starts_with("attachment; filename=\""));
    let coco: Value = serde_json::from_slice(&files[0].bytes).unwrap();
    assert_eq!(coco["annotations"][0]["bbox"], json!([1, 2, 8.5, 7.25]));
    assert_eq!(site.get(&site.carol, &format!("/teams/{team}")).await.status, 200);
}

#[sqlx::test(migrations = "../migrations")]
async fn more_parts_than_allowed_are_not_taken_and_the_others_are(pool: PgPool) {
    let site = Site::new(pool).await;
    let file = png(1);
    let files: Vec<_> = (0..1001).map(|_| ("a.png", &file[..])).collect();
    let set = site.set.to_string();

    let answer = site.send(form(&site.bob, &set, &files)).await;

    let results = answer.json()["results"].as_array().unwrap().clone();
    assert_eq!((answer.status, results.len()), (200, 1001), "{answer:?}");
    assert_eq!(results[999]["outcome"], "duplicate");
    assert_eq!(results[1000]["outcome"], "not_taken");
    for bad in [form_of(&site.bob, &set, "other", "a.png", &file), form(&site.bob, &set, &[])] {
        assert_eq!(site.send(bad).await.refusal(), refused(422, "invalid"));
    }
    let path = format!("/image-sets/{set}/images");
    assert_eq!(site.post(&site.bob, &path, &json!({})).await.refusal(), refused(415, "not_multipart"));
}

/// A team of Alice and Bob with a set and an annotation type, all by JSON.
async fn founded(site: &Site) -> (String, String, String) {
    let team = site.post(&site.alice, "/teams", &json!({"name": "Hamburg"})).await;
    assert_eq!(team.status, 201, "{team:?}");
    let team = id(&team.json(), "team");
    let invitation = json!({"login_name": "BOB"});
    assert_eq!(site.post(&site.alice, &format!("/teams/{team}/invitations"), &invitation).await.status, 204);
    assert_eq!(site.put(&site.bob, &format!("/teams/{team}/membership"), &json!({})).await.status, 204);
    let new = json!({"team": team, "name": "Bordeaux", "location": "hall 2"});
    let set = id(&site.post(&site.bob, "/image-sets", &new).await.json(), "image_set");
    let goal = json!({"name": "goal", "shape": "bounding_box", "allows_concealed": true});
    let kind = id(&site.post(&site.alice, "/annotation-types", &goal).await.json(), "annotation_type");
    (team, set, kind)
}

impl Site {
    /// A job, once it is over.
    async fn finished(&self, who: &Person, job: &str) -> Value {
        let path = format!("/jobs/{job}/live");
        let followed = tokio::time::timeout(Duration::from_secs(30), self.get(who, &path)).await;
        let events: Answer = followed.expect("jobs end");
        assert_eq!(events.header("content-type"), "text/event-stream");
        self.get(who, &format!("/jobs/{job}")).await.json()
    }
}

fn workers(site: &Site) -> AbortOnDropHandle<()> {
    let registry = intake::register(Registry::new(), site.commands.intake.clone());
    let registry = export::register(registry, site.commands.exports.clone());
    let jobs = site.commands.jobs().clone();
    AbortOnDropHandle::new(spawn(async move { jobs.work(&registry, 2, &CancellationToken::new()).await }))
}

fn id(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_else(|| panic!("{name} of {of}")).to_owned()
}

fn names(images: &Value) -> Vec<String> {
    let images = images["images"].as_array().unwrap().iter();
    images.map(|image| image["name"].as_str().unwrap().to_owned()).collect()
}
