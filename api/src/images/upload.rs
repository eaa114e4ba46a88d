//! Images coming in, many at a time; each file is answered for itself.

mod archive;
mod parts;

use axum::{
    Json,
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State},
    http::StatusCode,
    response::IntoResponse,
};
use commands::{Caller, Commands, intake};
use domain::{Action, ImageSetId};
use serde::Serialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use self::parts::{File, Parts};
use crate::{Problem, client::Client, extract::Path};

/// What became of the files, in their order.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Uploads {
    results: Vec<Upload>,
    /// The job that unpacks the archive, if one was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Uuid>,
}

/// What became of one file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Upload {
    name: String,
    /// `added`, `duplicate`, `damaged`, `unsupported`, `too_large`, `too_many_pixels`, `empty`, `unpacking`, …
    outcome: &'static str,
    detail: String,
    /// The new image, or the one that has the same bytes already.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Uuid>,
}

/// The form: as many fields `file` as there are files.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is described here and read part by part")]
pub struct ImageFiles {
    #[schema(content_media_type = "application/octet-stream")]
    file: Vec<Vec<u8>>,
}

/// Upload images (JPEG, PNG, WebP), or a zip of them.
///
/// Each file is answered for itself; a bad one does not keep the others out. A zip is unpacked by a job, which the
/// answer 202 names.
#[utoipa::path(
    post,
    path = "/api/v1/image-sets/{image_set}/images",
    operation_id = "upload_images",
    tag = "images",
    params(("image_set" = Uuid, Path)),
    request_body(content = inline(ImageFiles), content_type = "multipart/form-data"),
    responses(
        (status = OK, description = "What became of each file", body = Uploads),
        (status = ACCEPTED, description = "There is an archive among them, which a job unpacks", body = Uploads),
    ),
)]
#[instrument(name = "api.images.upload", skip_all, fields(image_set = %set))]
pub async fn post(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    request: Request,
) -> Result<impl IntoResponse, Problem> {
    let caller = client.caller(&commands);
    // Before gigabytes are read for nothing.
    commands.permit(client.account, set, Action::Contribute).await?;
    commands.may_add_images(caller, set).await?;
    let multipart = Multipart::from_request(request, &()).await.map_err(|rejection| {
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_multipart", rejection.body_text())
    })?;
    let uploads = take_all(&commands, caller, set, Parts::new(multipart, &commands)).await?;
    let status = if uploads.job.is_some() { StatusCode::ACCEPTED } else { StatusCode::OK };
    Ok((status, Json(uploads)))
}

/// The size of an upload is bounded where bodies are read; axum's own bound is for smaller things.
pub(crate) fn unbounded() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

async fn take_all(
    commands: &Commands,
    caller: Caller,
    set: ImageSetId,
    mut parts: Parts,
) -> Result<Uploads, Problem> {
    let mut uploads = Uploads::default();
    while let Some(file) = parts.next().await? {
        let caller = caller.part(format!("file {}", uploads.results.len()).as_bytes());
        let upload = match file {
            File::Picture { name, bytes } => commands.upload_image(caller, set, &name, bytes).await?.into(),
            File::TooLarge { name } => Upload::too_large(name, commands.settings().limits.image_bytes),
            File::Archive { name, .. } if uploads.job.is_some() => Upload::second_archive(name),
            File::Archive { name, file } => {
                uploads.job = Some(commands.upload_zip(caller, set, file.path(), &name).await?);
                Upload::unpacking(name)
            }
        };
        uploads.results.push(upload);
    }
    if uploads.results.is_empty() {
        return Err(Problem::invalid("file", "send at least one field `file`"));
    }
    Ok(uploads)
}

impl Upload {
    fn too_large(name: String, limit: u64) -> Self {
        let detail = format!("an image may have at most {} MiB", limit >> 20);
        Self { name, outcome: intake::Outcome::TooLarge.code(), detail, image: None }
    }

    fn unpacking(name: String) -> Self {
        Self { name, outcome: "unpacking", detail: "a job unpacks it".to_owned(), image: None }
    }

    fn second_archive(name: String) -> Self {
        let detail = "one archive at a time: send it again".to_owned();
        Self { name, outcome: intake::Outcome::Unsupported.code(), detail, image: None }
    }
}

impl From<intake::Uploaded> for Upload {
    fn from(uploaded: intake::Uploaded) -> Self {
        Self {
            name: uploaded.name,
            outcome: uploaded.outcome.code(),
            detail: uploaded.detail,
            image: uploaded.image.map(domain::ImageId::uuid),
        }
    }
}
