//! Looking at a file of labels, and having it imported.

use axum::{
    Json,
    extract::{Request, State},
    http::{StatusCode, header},
};
use commands::{
    Commands,
    label_import::{FoundType, LabelForm, Look},
};
use domain::{Action, AnnotationTypeId, ImageSetId};
use serde::Serialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::LabelImportReport;
use crate::{Problem, client::Client, extract::Path, route::LISTED};

/// The form: one file of labels, and how it is to be read.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is described here and read part by part")]
pub struct LabelFileForm {
    /// `coco`, `csv` or `imagetagger`; without it, it is guessed from how the file begins.
    format: Option<String>,
    /// What the file calls an annotation type, and which it is: `NAME=ID`, or `NAME=` for one whose labels are to be left
    /// out. Types that are not named are those of the same name.
    r#type: Option<Vec<String>>,
    /// At most 64 MiB.
    #[schema(content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// What an import would do, as far as the file, the images and the types tell.
#[derive(Debug, Serialize, ToSchema)]
pub struct LabelImportPreview {
    format: &'static str,
    /// Labels that would be drawn.
    annotations: u64,
    /// Images that they are on.
    images: u64,
    types: Vec<TypeInFile>,
    report: LabelImportReport,
}

/// An annotation type as the file calls it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypeInFile {
    name: String,
    annotations: u64,
    /// Which it is here; missing where there is none of this name, or it is to be left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    annotation_type: Option<Uuid>,
    skipped: bool,
}

/// An import that was ordered. The job that does it has the same id.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderedLabelImport {
    label_import: Uuid,
    job: Uuid,
}

async fn form(commands: &Commands, request: Request) -> Result<LabelForm, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let body = request.into_body().into_data_stream();
    commands.label_imports.read_form(&kind, body).await.map_err(Problem::upload)
}

/// Look what importing a file of labels would do. Nothing is changed.
///
/// Labels that are there already, or reach out of their image, are found when it is done.
#[utoipa::path(
    post, path = LISTED,
    request_body(content = inline(LabelFileForm), content_type = "multipart/form-data"),
    responses((status = OK, description = "What would be imported", body = LabelImportPreview)),
)]
pub async fn preview(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    request: Request,
) -> Result<Json<LabelImportPreview>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Annotate).await?;
    let LabelForm { file, arrived, .. } = form(&commands, request).await?;
    let look = commands.label_imports.look(client.caller(&commands), set, &file, arrived).await?;
    let Look { labels, images, types, report, .. } = look;
    Ok(Json(LabelImportPreview {
        format: file.format.code(),
        annotations: labels,
        images,
        types: types.into_iter().map(TypeInFile::from).collect(),
        report: report.into(),
    }))
}

/// Import a file of labels, as a job. Images are known by name or path, types by name or as the form says.
///
/// Each label is the caller's. One that is there already is left alone, so that a file imported twice adds nothing. A bad
/// line does not keep the others out. It is undone like a bulk change.
#[utoipa::path(
    post, path = LISTED,
    request_body(content = inline(LabelFileForm), content_type = "multipart/form-data"),
    responses((status = ACCEPTED, description = "A job does it", body = OrderedLabelImport)),
)]
#[instrument(name = "api.label_imports.order", skip_all, fields(image_set = %set))]
pub async fn order(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    request: Request,
) -> Result<(StatusCode, Json<OrderedLabelImport>), Problem> {
    commands.permissions.on_set(client.account, set, Action::Annotate).await?;
    let LabelForm { file, arrived, .. } = form(&commands, request).await?;
    let id = commands.label_imports.request(client.caller(&commands), set, file, arrived).await?;
    Ok((StatusCode::ACCEPTED, Json(OrderedLabelImport { label_import: id, job: id })))
}

impl From<FoundType> for TypeInFile {
    fn from(found: FoundType) -> Self {
        let FoundType { name, labels, annotation_type, skipped } = found;
        Self {
            name,
            annotations: labels,
            annotation_type: annotation_type.map(AnnotationTypeId::uuid),
            skipped,
        }
    }
}
