//! What programs send. Routes that are only looked at need no row.

use domain::Action::{Contribute, Govern};

use crate::row::{
    After::{ImageRemoved, Invitation, Joining, LabelsErased, SetDeleted},
    Body::{Files, Json, Labels, Nothing},
    Row, delete, get, patch, post, put,
};

const FORMAT: &str =
    r#"{"name":"mine {number}","base":"%%content","annotation":"%%imagename","file_name":"a.txt"}"#;
const DRAWING: &str = r#"{"annotation":"{new}","annotation_type":"{ball}","shape":{"kind":"bounding_box","points":[[400,300],[440,340]]}}"#;
const DRAWINGS: &str = r#"{"annotations":[{"image":"{image}","drawing":{"annotation":"{new}","annotation_type":"{ball}","shape":{"kind":"bounding_box","points":[[400,300],[440,340]]}}}]}"#;
const MOVED: &str = r#"{"shape":{"kind":"bounding_box","points":[[500,200],[540,240]]}}"#;

/// One line that can be imported.
pub const LABELS: &str = "a-{image}.png|ball|{\"x1\":10,\"y1\":20,\"x2\":30,\"y2\":40}|";

pub const ROWS: &[Row] = &[
    post("/api/v1/tokens", Json(r#"{"name":"cron","scope":"read"}"#)),
    delete("/api/v1/tokens/{token}"),
    post("/api/v1/teams", Json(r#"{"name":"Team {number}"}"#)),
    patch("/api/v1/teams/{team}", Json(r#"{"name":"Team {number}"}"#)),
    delete("/api/v1/teams/{team}"),
    put("/api/v1/teams/{team}/membership", Nothing).after(Invitation),
    delete("/api/v1/teams/{team}/membership").after(Joining),
    post("/api/v1/teams/{team}/invitations", Json(r#"{"login_name":"{guest}"}"#)),
    delete("/api/v1/teams/{team}/members/{account}"),
    put("/api/v1/teams/{team}/admins/{account}", Nothing),
    delete("/api/v1/teams/{team}/admins/{account}"),
    post("/api/v1/annotation-types", Json(r#"{"name":"Type {number}","shape":"point"}"#)),
    patch("/api/v1/annotation-types/{annotation_type}", Json(r#"{"name":"Type {number}"}"#)),
    patch("/api/v1/annotation-types/{annotation_type}", Json(r#"{"active":false}"#)),
    post("/api/v1/image-sets", Json(r#"{"team":"{team}","name":"Mine {number}"}"#)),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"name":"Set {number}"}"#)).asks(Contribute),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"texts":{"location":"","description":"a"}}"#))
        .asks(Contribute),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"priority":"high"}"#)).asks(Contribute),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"main_annotation_type":"{ball}"}"#)).asks(Contribute),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"openness":"public"}"#)).asks(Govern),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"locked":true}"#)).asks(Govern),
    patch("/api/v1/image-sets/{image_set}", Json(r#"{"blind":true}"#)).asks(Govern),
    delete("/api/v1/image-sets/{image_set}"),
    post("/api/v1/image-sets/{image_set}/restoration", Nothing).after(SetDeleted),
    put("/api/v1/image-sets/{image_set}/release", Nothing),
    put("/api/v1/image-sets/{image_set}/team", Json(r#"{"team":"{own_team}"}"#)),
    put("/api/v1/image-sets/{image_set}/tags/{tag}", Nothing),
    delete("/api/v1/image-sets/{image_set}/tags/{tag}"),
    post("/api/v1/image-sets/{image_set}/images", Files),
    delete("/api/v1/images/{image}"),
    post("/api/v1/images/{image}/restoration", Nothing).after(ImageRemoved),
    put("/api/v1/images/{image}/metadata", Json(r#"{"metadata":{"robot":"7"}}"#)),
    post("/api/v1/images/{image}/annotations", Json(DRAWING)),
    post("/api/v1/image-sets/{image_set}/annotations", Json(DRAWINGS)),
    post("/api/v1/images/{image}/copies", Json(r#"{"from":"{other_image}"}"#)),
    post(
        "/api/v1/images/{image}/erasures",
        Json(r#"{"annotations":[{"annotation":"00000000-0000-7000-8000-000000000001","revision":1}]}"#),
    ),
    patch("/api/v1/annotations/{annotation}", Json(MOVED)),
    delete("/api/v1/annotations/{annotation}"),
    post("/api/v1/annotations/{annotation}/restoration", Nothing).after(LabelsErased),
    put("/api/v1/annotations/{annotation}/vote", Json(r#"{"verdict":"reject","revision":1}"#)),
    delete("/api/v1/annotations/{annotation}/vote"),
    post("/api/v1/image-sets/{image_set}/snapshots", Json(r#"{"name":"v {number}"}"#)),
    patch("/api/v1/snapshots/{snapshot}", Json(r#"{"name":"w {number}"}"#)),
    delete("/api/v1/snapshots/{snapshot}"),
    delete("/api/v1/jobs/{job}"),
    get("/api/v1/snapshots/{snapshot}/diff", "with=now"),
    post("/api/v1/snapshots/{snapshot}/exports", Json(r#"{"format":"coco"}"#)),
    delete("/api/v1/exports/{export}"),
    post("/api/v1/exports/{export}/repetitions", Nothing),
    post("/api/v1/image-sets/{image_set}/exports", Json(r#"{"format":"yolo"}"#)),
    post("/api/v1/image-sets/{image_set}/label-import-previews", Labels(LABELS)),
    post("/api/v1/image-sets/{image_set}/label-imports", Labels(LABELS)),
    post(
        "/api/v1/image-sets/{image_set}/bulk-change-previews",
        Json(r#"{"change":{"do":"delete"},"filter":{"blurred":true}}"#),
    ),
    post(
        "/api/v1/image-sets/{image_set}/bulk-changes",
        Json(
            r#"{"change":{"do":"delete"},"annotations":[{"annotation":"{chosen}","revision":1}],"seen":"{seen}"}"#,
        ),
    ),
    post(
        "/api/v1/image-sets/{image_set}/bulk-change-previews",
        Json(r#"{"change":{"do":"not_in_image","annotation_type":"{ball}"},"images":{}}"#),
    ),
    post(
        "/api/v1/image-sets/{image_set}/bulk-changes",
        Json(
            r#"{"change":{"do":"not_in_image","annotation_type":"{ball}"},"images":{},"seen":"{seen_without}"}"#,
        ),
    ),
    post("/api/v1/bulk-changes/{bulk_change}/undo", Nothing),
    post("/api/v1/teams/{team}/export-formats", Json(FORMAT)),
    put("/api/v1/export-formats/{export_format}", Json(FORMAT)),
    delete("/api/v1/export-formats/{export_format}"),
    put("/api/v1/export-formats/{export_format}/sharing", Nothing),
    delete("/api/v1/export-formats/{export_format}/sharing"),
];
