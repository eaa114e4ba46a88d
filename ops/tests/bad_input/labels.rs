//! Labels that do not fit their type; what no type takes is told in the API's own tests.

use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    forms::part,
    pictures::png,
    server::Answer,
    site::{JSON, Site},
    uploads::upload,
};

#[sqlx::test(migrations = "../migrations")]
async fn a_label_that_does_not_fit_its_type_is_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let image = upload(&site, &[part("a.png", &png(96))]).await.json()["results"][0]["image"].clone();
    let labels = format!("/images/{}/annotations", image.as_str().unwrap());
    let ball = define(&site, json!({"name": "ball", "shape": "bounding_box"})).await;
    let goal = define(&site, json!({"name": "goal", "shape": "polygon", "node_count": 4})).await;
    let old = define(&site, json!({"name": "old", "shape": "bounding_box"})).await;
    let retired = send(&site, "PATCH", &format!("/annotation-types/{old}"), &json!({"active": false})).await;
    assert_eq!(retired.status(), 204, "{retired:?}");
    let drawn = Uuid::from_u128(1);
    let answer = send(&site, "POST", &labels, &drawing(drawn, &ball, &bounding_box())).await;
    assert_eq!(answer.status(), 201, "{answer:?}");

    let label = format!("/annotations/{drawn}");
    let triangle = json!({"kind": "polygon", "points": [[1, 1], [30, 1], [1, 30]]});
    let mut blurred = drawing(Uuid::from_u128(2), &ball, &bounding_box());
    blurred["blurred"] = true.into();
    let rows = [
        (
            "POST",
            &labels,
            drawing(Uuid::from_u128(2), &old, &bounding_box()),
            "inactive_annotation_type",
            "annotation_type",
        ),
        ("POST", &labels, drawing(Uuid::from_u128(2), &goal, &triangle), "node_count", "shape"),
        ("POST", &labels, drawing(Uuid::from_u128(2), &goal, &bounding_box()), "other_shape", "shape"),
        ("POST", &labels, blurred, "flags_not_allowed", "blurred"),
        ("PATCH", &label, json!({"annotation_type": old}), "inactive_annotation_type", "annotation_type"),
        ("PATCH", &label, json!({"annotation_type": goal}), "other_shape", "shape"),
        ("PATCH", &label, json!({"concealed": true}), "flags_not_allowed", "concealed"),
    ];
    for (method, path, body, code, field) in rows {
        let answer = site.unharmed(code, send(&site, method, path, &body)).await;
        let problem = answer.json();
        assert_eq!(answer.status(), 422, "{method} {body}: {answer:?}");
        assert_eq!((&problem["code"], &problem["field"]), (&code.into(), &field.into()), "{method} {body}");
    }
    let moved = json!({"shape": {"kind": "bounding_box", "points": [[40, 30], [60, 50]]}});
    assert_eq!(send(&site, "PATCH", &label, &moved).await.status(), 200);
}

async fn send(site: &Site, method: &str, path: &str, body: &Value) -> Answer {
    let headers = [JSON, ("if-match", "\"1\"")];
    site.ask(method, &format!("/api/v1{path}"), &headers, body.to_string().as_bytes()).await
}

pub async fn define(site: &Site, definition: Value) -> String {
    let answer = send(site, "POST", "/annotation-types", &definition).await;
    assert_eq!(answer.status(), 201, "{answer:?}");
    answer.json()["annotation_type"].as_str().unwrap().to_owned()
}

fn drawing(annotation: Uuid, annotation_type: &str, shape: &Value) -> Value {
    json!({"annotation": annotation, "annotation_type": annotation_type, "shape": shape})
}

fn bounding_box() -> Value {
    json!({"kind": "bounding_box", "points": [[5, 5], [25, 25]]})
}
