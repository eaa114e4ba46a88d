//! Labels that come in from files: looked at, imported, told line by line, undone.

use fixtures::{Answer, refused, worker::done};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{files::form_at, site::Site};

/// Name, file name and content.
type Field<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Site {
    async fn look(&self, fields: &[Field<'_>]) -> Answer {
        let path = format!("/image-sets/{}/label-import-previews", self.set);
        self.send(form_at(&self.bob, &path, fields)).await
    }

    async fn import(&self, fields: &[Field<'_>]) -> Value {
        let path = format!("/image-sets/{}/label-imports", self.set);
        let answer = self.send(form_at(&self.bob, &path, fields)).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        let id: Uuid = serde_json::from_value(answer.json()["label_import"].clone()).unwrap();
        done(&self.commands, id).await;
        self.get(&self.alice, &format!("/label-imports/{id}")).await.json()
    }

    async fn image_name(&self) -> String {
        let image = self.get(&self.bob, &format!("/images/{}", self.image)).await.json();
        image["name"].as_str().unwrap().to_owned()
    }

    async fn labels_of_set(&self) -> usize {
        let list = self.get(&self.bob, &format!("/image-sets/{}/annotations", self.set)).await.json();
        list["annotations"].as_array().unwrap().len()
    }
}

fn text(content: &str) -> [Field<'_>; 1] {
    [("file", Some("labels.txt"), content.as_bytes())]
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_is_looked_at_imported_once_and_undone(pool: PgPool) {
    let site = Site::new(pool).await;
    let image = site.image_name().await;
    let file = format!(
        "{image}|Ball|{{\"x1\":\"10\",\"y1\":10,\"x2\":30,\"y2\":30}}|\n\
         {image}|ball|{{\"x1\":100,\"y1\":100,\"x2\":140,\"y2\":150}}|b\n\
         {image}|ball|{{\"x1\":100000,\"y1\":100,\"x2\":100040,\"y2\":150}}|\n\
         nowhere.png|ball|not in image\n\
         {image}|Tor|{{\"x1\":1,\"y1\":1,\"x2\":4,\"y2\":5}}|\n\
         {image}|ball\n"
    );
    let before = site.labels_of_set().await;
    let look = site.unharmed("a look", site.look(&text(&file))).await.json();
    assert_eq!(
        (&look["format"], &look["annotations"], &look["images"]),
        (&json!("imagetagger"), &json!(3), &json!(1))
    );
    assert_eq!(look["report"]["reasons"], json!({"unknown_image": 1, "unknown_type": 1, "unreadable": 1}));

    let import = site.import(&text(&file)).await;
    assert_eq!((&import["state"], &import["report"]["added"]), (&json!("done"), &json!(2)), "{import}");
    let lines: Vec<_> =
        import["report"]["problems"].as_array().unwrap().iter().map(|problem| &problem["line"]).collect();
    assert_eq!(lines, [4, 5, 6, 3]);
    assert_eq!(site.labels_of_set().await, before + 2);

    let again = site.import(&text(&file)).await;
    assert_eq!((&again["report"]["added"], &again["report"]["known"]), (&json!(0), &json!(2)), "{again}");

    let id = import["label_import"].as_str().unwrap();
    let undo = site.post(&site.alice, &format!("/bulk-changes/{id}/undo"), &json!({})).await;
    assert_eq!(undo.status, 202, "{undo:?}");
    done(&site.commands, serde_json::from_value(undo.json()["job"].clone()).unwrap()).await;
    assert_eq!(site.labels_of_set().await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_type_is_told_or_left_out(pool: PgPool) {
    let site = Site::new(pool).await;
    let image = site.image_name().await;
    let file = format!("file_name,class,x,y,w,h\n{image},Torpfosten,10,10,20,20\n{image},Unsinn,50,50,9,9\n");
    let chosen = format!("Torpfosten={}", site.ball);
    let fields = [
        ("type", None, chosen.as_bytes()),
        ("type", None, b"Unsinn="),
        ("file", Some("l.csv"), file.as_bytes()),
    ];
    let look = site.look(&fields).await.json();
    assert_eq!(
        (&look["format"], &look["annotations"], &look["report"]["skipped"]),
        (&json!("csv"), &json!(1), &json!(1))
    );
    assert_eq!(look["types"][1], json!({"name": "Unsinn", "annotations": 1, "skipped": true}));
    let import = site.import(&fields).await;
    assert_eq!((&import["report"]["added"], &import["report"]["skipped"]), (&json!(1), &json!(1)));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_cannot_be_read_names_its_field_and_changes_nothing(pool: PgPool) {
    let site = Site::new(pool).await;
    let wrong: [(&str, &[Field<'_>]); 6] = [
        ("file", &[]),
        ("file", &[("file", Some("a.txt"), b"")]),
        ("file", &[("file", Some("a.json"), b"{\"images\":[")]),
        ("format", &[("format", None, b"word"), ("file", Some("a.txt"), b"a|b|c")]),
        ("type", &[("type", None, b"ball"), ("file", Some("a.txt"), b"a|b|c")]),
        (
            "type",
            &[
                ("type", None, b"ball=00000000-0000-0000-0000-000000000009"),
                ("file", Some("a.txt"), b"a|b|c"),
            ],
        ),
    ];
    for (field, fields) in wrong {
        let answer = site.unharmed(field, site.look(fields)).await;
        assert_eq!(answer.refusal(), refused(422, "invalid"), "{answer:?}");
        assert_eq!(answer.json()["field"], field, "{answer:?}");
    }
    let path = format!("/image-sets/{}/label-imports", site.set);
    let answer =
        site.unharmed("nothing", site.send(form_at(&site.bob, &path, &text("a.png|ball|x\n")))).await;
    assert_eq!(answer.refusal(), refused(409, "nothing_to_import"));
}
