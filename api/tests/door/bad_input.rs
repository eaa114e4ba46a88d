//! Whatever is sent, nothing is changed by it, and the next good request works.

use axum::{body::Body, http::Request};
use fixtures::{fresh, refused};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::Site;

/// A shape of the ball's kind, or not, and what is said of it.
fn shapes() -> Vec<(Value, u16, &'static str)> {
    let bounding_box = |points: Value| json!({"kind": "bounding_box", "points": points});
    vec![
        (bounding_box(json!([[-1, 10], [20, 30]])), 422, "outside_image"),
        (bounding_box(json!([[10, 10], [641, 30]])), 422, "outside_image"),
        (bounding_box(json!([[1e308, 10], [20, 30]])), 422, "invalid"),
        (bounding_box(json!([["1", 10], [20, 30]])), 422, "invalid"),
        (bounding_box(json!([[null, 10], [20, 30]])), 422, "invalid"),
        (bounding_box(json!([[20, 30], [10, 10]])), 422, "invalid"),
        (bounding_box(json!([[10, 10], [10, 30]])), 422, "invalid"),
        (bounding_box(json!([[10, 10], [10, 10]])), 422, "invalid"),
        (bounding_box(json!([[10, 10, 3], [20, 30]])), 422, "invalid"),
        (bounding_box(json!([[10, 10], [20, 30], [40, 40]])), 422, "invalid"),
        (bounding_box(json!(null)), 422, "invalid"),
        (bounding_box(json!({"x": 1})), 422, "invalid"),
        (json!({"kind": "bounding_box"}), 422, "invalid"),
        (json!({"kind": "bounding_box", "points": [[1, 2], [3, 4]], "color": "red"}), 422, "invalid"),
        (json!({"kind": "circle", "points": [[1, 2]]}), 422, "invalid"),
        (json!({"kind": "polygon", "points": [[1, 2], [30, 4]]}), 422, "invalid"),
        (json!({"kind": "polygon", "points": [[1, 2], [30, 4], [3, 40]]}), 422, "other_shape"),
        (json!({"kind": "not_in_image", "points": []}), 422, "invalid"),
        (json!(["bounding_box", [[1, 2], [3, 4]]]), 422, "invalid"),
        (json!("bounding_box"), 422, "invalid"),
        (json!(null), 422, "invalid"),
        (polygon(10_001), 422, "invalid"),
    ]
}

/// A ring of points that are all different.
fn polygon(nodes: u32) -> Value {
    let point = |at: u32| json!([f64::from(at % 600), f64::from(at / 600 * 2 + at % 2)]);
    json!({"kind": "polygon", "points": (0..nodes).map(point).collect::<Vec<_>>()})
}

#[sqlx::test(migrations = "../migrations")]
async fn a_bad_shape_is_refused_by_name(pool: PgPool) {
    let site = Site::new(pool).await;
    for (shape, status, code) in shapes() {
        let mut drawing = site.drawing(fresh(), 10);
        drawing["shape"] = shape.clone();

        let asking = async { site.post(&site.alice, &site.labels(), &drawing).await };
        let answer = site.unharmed("a bad shape", asking).await;

        assert_eq!(answer.refusal(), refused(status, code), "{shape}");
        assert!(answer.json()["field"].as_str().unwrap().starts_with("shape"), "{answer:?}");
    }
    site.drawn(&site.alice, 10).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn no_two_points_of_a_shape_are_equal(pool: PgPool) {
    let site = Site::new(pool).await;
    for (shape, points) in [
        ("line", json!([[5, 5], [5, 5]])),
        ("multi_line", json!([[5, 5], [50, 5], [50, 5]])),
        ("polygon", json!([[5, 5], [5, 5], [5, 5]])),
        ("polygon", json!([[5, 5], [50, 5], [5, 50], [5, 5]])),
    ] {
        let kind = json!({"name": format!("{shape} {points}"), "shape": shape});
        let kind = site.post(&site.alice, "/annotation-types", &kind).await.json()["annotation_type"].clone();
        let shape = json!({"kind": shape, "points": points});
        let drawing = json!({"annotation": fresh(), "annotation_type": kind, "shape": shape});
        let asking = async { site.post(&site.alice, &site.labels(), &drawing).await };
        let answer = site.unharmed("equal points", asking).await;
        assert_eq!(answer.refusal(), refused(422, "invalid"), "{shape}: {answer:?}");
        assert_eq!(answer.json()["field"], "shape", "{shape}: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn similar_labels_and_old_revisions_are_refused_and_everything_stays(pool: PgPool) {
    let site = Site::new(pool).await;
    let (one, other) = (site.drawn(&site.alice, 10).await, site.drawn(&site.alice, 300).await);
    let moved = json!({"shape": {"kind": "bounding_box", "points": [[200, 50], [240, 90]]}});
    assert_eq!(site.change(&site.alice, other, 1, &moved).await.status, 200);
    let (label, vote) = (format!("/annotations/{other}"), format!("/annotations/{other}/vote"));
    let close = json!({"shape": {"kind": "bounding_box", "points": [[12, 11], [31, 32]]}});
    let verdict = |revision: u32| json!({"verdict": "reject", "revision": revision});
    let seen = |method: &str, path: &str, revision: u32, body: &Value| {
        let mut request = site.alice.json(method, path, body);
        request.headers_mut().insert("if-match", format!("\"{revision}\"").parse().unwrap());
        request
    };
    let nothing = json!({});
    let rows = [
        (
            "similar to another",
            site.alice.json("POST", &site.labels(), &site.drawing(fresh(), 13)),
            409,
            "similar_annotation",
        ),
        ("moved onto another", seen("PATCH", &label, 2, &close), 409, "similar_annotation"),
        ("an old revision changed", seen("PATCH", &label, 1, &close), 409, "stale_revision"),
        ("an old revision erased", seen("DELETE", &label, 1, &nothing), 409, "stale_revision"),
        ("an old revision judged", site.bob.json("PUT", &vote, &verdict(1)), 409, "stale_revision"),
        ("a vote on an old one withdrawn", seen("DELETE", &vote, 1, &nothing), 409, "stale_revision"),
        ("changed unseen", site.alice.json("PATCH", &label, &close), 428, "revision_required"),
        ("erased unseen", site.alice.json("DELETE", &label, &nothing), 428, "revision_required"),
        ("a vote withdrawn unseen", site.alice.json("DELETE", &vote, &nothing), 428, "revision_required"),
    ];
    for (what, request, status, code) in rows {
        let answer = site.unharmed(what, site.send(request)).await;
        assert_eq!(answer.refusal(), refused(status, code), "{what}: {answer:?}");
    }
    let labels = site.get(&site.alice, &site.labels()).await.json()["annotations"].clone();
    let ids: Vec<_> = labels.as_array().unwrap().iter().map(|label| label["annotation"].clone()).collect();
    assert!(ids.len() == 2 && ids.contains(&json!(one)) && ids.contains(&json!(other)), "{labels}");
}

/// `cases/coco-zero-height`.
#[sqlx::test(migrations = "../migrations")]
async fn a_polygon_of_no_area_is_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let kind = json!({"name": "field", "shape": "polygon"});
    let kind = site.post(&site.alice, "/annotation-types", &kind).await.json()["annotation_type"].clone();
    for points in [json!([[10, 10], [50, 50], [90, 90]]), json!([[10, 50], [100, 50], [200, 50]])] {
        let shape = json!({"kind": "polygon", "points": points});
        let drawing = json!({"annotation": fresh(), "annotation_type": kind, "shape": shape});
        let answer = site.post(&site.alice, &site.labels(), &drawing).await;
        assert_eq!(answer.refusal(), refused(422, "no_area"), "{answer:?}");
        assert_eq!(answer.json()["field"], "shape");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn large_and_crossing_polygons_are_kept_exactly(pool: PgPool) {
    let site = Site::new(pool).await;
    let kind = json!({"name": "field", "shape": "polygon"});
    let kind = site.post(&site.alice, "/annotation-types", &kind).await.json()["annotation_type"].clone();
    let crossing =
        json!({"kind": "polygon", "points": [[100, 100], [200.5, 200.25], [200, 100], [100, 200.000001]]});

    for shape in [crossing, polygon(257), polygon(10_000)] {
        let drawing = json!({"annotation": fresh(), "annotation_type": kind, "shape": shape});
        let answer = site.post(&site.alice, &site.labels(), &drawing).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let nodes = |of: &Value| {
            serde_json::to_string(&of["points"]).unwrap().replace(".0,", ",").replace(".0]", "]")
        };
        assert_eq!(nodes(&answer.json()["shape"]), nodes(&shape));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_bad_body_is_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let good = site.drawing(fresh(), 10);
    let with = |name: &str, value: Value| {
        let mut changed = good.clone();
        changed[name] = value;
        changed.to_string()
    };
    let without = |name: &str| {
        let mut changed = good.clone();
        changed.as_object_mut().unwrap().remove(name);
        changed.to_string()
    };
    let twice = good.to_string().replacen('{', r#"{"blurred": false, "blurred": true, "#, 1);
    let nan = good.to_string().replace("[10,10]", "[NaN,10]");
    let infinity = good.to_string().replace("[10,10]", "[Infinity,10]");
    let minus_infinity = good.to_string().replace("[10,10]", "[10,-Infinity]");
    let wrong_too = nan.replacen('{', r#"{"color": "red", "#, 1);
    let huge = good.to_string().replace("[10,10]", "[1e999,10]");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let table = [
        (with("annotation_type", json!(Uuid::from_u128(9))), 422, "invalid", "annotation_type"),
        (with("annotation_type", json!("ball")), 422, "invalid", "annotation_type"),
        (with("annotation", json!(7)), 422, "invalid", "annotation"),
        (with("blurred", json!("yes")), 422, "invalid", "blurred"),
        (with("concealed", json!(true)), 422, "flags_not_allowed", "concealed"),
        (with("color", json!("red")), 422, "invalid", "color"),
        (without("shape"), 422, "invalid", "shape"),
        (twice, 422, "invalid", "blurred"),
        (json!([1, 2]).to_string(), 422, "invalid", "body"),
        ("null".to_owned(), 422, "invalid", "body"),
        (String::new(), 400, "malformed_json", ""),
        (nan, 400, "malformed_json", ""),
        (infinity, 400, "malformed_json", ""),
        (minus_infinity, 400, "malformed_json", ""),
        (wrong_too, 400, "malformed_json", ""),
        (huge, 422, "invalid", "shape.points[0][0]"),
        (deep, 422, "invalid", "body"),
        (format!("{good} {{}}"), 400, "malformed_json", ""),
        ("\u{feff}{}".to_owned(), 400, "malformed_json", ""),
    ];
    for (body, status, code, field) in table {
        let shown: String = body.chars().take(120).collect();
        let request = site.alice.request("POST", &site.labels()).header("content-type", "application/json");
        let answer = site.unharmed(&shown, site.send(request.body(Body::from(body)).unwrap())).await;

        assert_eq!(answer.refusal(), refused(status, code), "{shown}: {answer:?}");
        assert_eq!(answer.json()["field"].as_str().unwrap_or_default(), field, "{shown}: {answer:?}");
    }
    let answer = site.post(&site.alice, &site.labels(), &good).await;
    assert_eq!(answer.status, 201);
}

#[sqlx::test(migrations = "../migrations")]
async fn bodies_are_json_and_not_too_large(pool: PgPool) {
    let site = Site::new(pool).await;
    let drawing = site.drawing(fresh(), 10).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let request = site.alice.request("POST", &site.labels()).header("content-type", kind);
        let asking = site.send(request.body(Body::from(drawing.clone())).unwrap());
        let answer = site.unharmed(kind, asking).await;
        assert_eq!(answer.refusal(), refused(415, "not_json"), "{kind}");
    }
    let blown = format!("{}{drawing}", " ".repeat(2 << 20));
    let request = site.alice.request("POST", &site.labels()).header("content-type", "application/json");
    let answer = site.unharmed("blown up", site.send(request.body(Body::from(blown)).unwrap())).await;
    assert_eq!(answer.refusal(), refused(413, "large_body"));

    let request =
        site.alice.request("POST", &site.labels()).header("content-type", "Application/JSON; charset=utf-8");
    assert_eq!(site.send(request.body(Body::from(drawing)).unwrap()).await.status, 201);
}

#[sqlx::test(migrations = "../migrations")]
async fn bad_headers_and_parameters_are_refused_by_name(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 10).await;
    let labels = site.labels();
    let path = format!("/annotations/{label}");
    let with = |method: &str, path: &str, header: &str, value: &str| -> Request<Body> {
        site.alice.request(method, path).header(header, value).body(Body::empty()).unwrap()
    };
    let table = [
        (with("POST", &labels, "idempotency-key", "7"), 422, "Idempotency-Key"),
        (with("DELETE", &path, "if-match", "1, 2"), 422, "If-Match"),
        (with("DELETE", &path, "if-match", "*"), 422, "If-Match"),
        (with("DELETE", &path, "if-match", "W/\"1\""), 422, "If-Match"),
        (with("DELETE", &path, "if-match", "\"-1\""), 422, "If-Match"),
        (with("DELETE", &path, "if-match", "\"4294967296\""), 422, "If-Match"),
        (with("GET", &format!("{labels}?as_of=x"), "x", ""), 422, "as_of"),
        (with("GET", &format!("{labels}?as_of=-1"), "x", ""), 422, "as_of"),
        (with("GET", &format!("{labels}?as-of=1"), "x", ""), 422, "as-of"),
        (with("GET", "/image-sets?limit=0", "x", ""), 422, "limit"),
        (with("GET", "/image-sets?limit=1001", "x", ""), 422, "limit"),
        (with("GET", "/image-sets?search=%00", "x", ""), 422, "search"),
        (with("GET", &format!("/image-sets?after={}", Uuid::from_u128(3)), "x", ""), 422, "after"),
        (with("GET", "/feed?after=9223372036854775808", "x", ""), 422, "after"),
        (with("GET", "/feed?after=-5", "x", ""), 422, "after"),
    ];
    for (request, status, field) in table {
        let uri = request.uri().clone();
        let answer = site.unharmed(&uri.to_string(), site.send(request)).await;
        assert_eq!(answer.refusal(), refused(status, "invalid"), "{uri}");
        assert_eq!(answer.json()["field"], field, "{uri} {answer:?}");
    }
    assert_eq!(site.erase(&site.alice, label, 1).await.status, 204);
}

#[sqlx::test(migrations = "../migrations")]
async fn texts_that_cannot_be_shown_are_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    for name in ["", "   ", "a\nb", "a\u{0}b", "\u{202e}abc", &"x".repeat(101)] {
        let team = json!({"name": name});
        let answer = site.unharmed(name, site.post(&site.alice, "/teams", &team)).await;
        assert_eq!(
            (answer.refusal(), &answer.json()["field"]),
            (refused(422, "invalid"), &json!("name")),
            "{name:?}"
        );
    }
    let metadata = json!({"metadata": {"pose": "a\u{0}b"}});
    let (path, nothing) = (format!("/images/{}/metadata", site.image), json!({}));
    let answer = site.unharmed("metadata", site.put(&site.alice, &path, &metadata)).await;
    assert_eq!(answer.refusal(), refused(422, "invalid"));
    let path = format!("/image-sets/{}/tags/%00", site.set);
    assert_eq!(site.unharmed("a tag", site.put(&site.alice, &path, &nothing)).await.status, 422);
    assert_eq!(site.post(&site.alice, "/teams", &json!({"name": "Ünïcode 🤖"})).await.status, 201);
}
