//! Images coming in, many at a time; each file is answered for itself.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use commands::{
    Commands,
    intake::{FormError, Uploaded},
};
use domain::{CorrelationId, ImageSetId};
use serde::Serialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Problem, client::Client, extract::Path, route::LISTED};

/// What became of the files, in their order.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Uploads {
    results: Vec<Upload>,
    /// The job that unpacks the archive, if one was sent; the first one if there were several.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Uuid>,
}

/// What became of one file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Upload {
    /// With its folder, if it came in one.
    name: String,
    /// `added`, `duplicate`, `damaged`, `unsupported`, `too_large`, `too_many_pixels`, `empty`, `unpacking`, …; last of all
    /// `not_taken`, if the request ended badly or had too many parts: what came before was dealt with as it says.
    outcome: &'static str,
    detail: String,
    /// The file's name was too long for an image: it was cut in the middle, as `detail` says.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    shortened: bool,
    /// The new image, or the one that has the same bytes already.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Uuid>,
    /// The job that unpacks it, of an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    job: Option<Uuid>,
}

/// The form: as many fields `file` as there are files; their names may have folders.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is described here and read part by part")]
pub struct ImageFiles {
    /// Before the files: the encoding of names that are not UTF-8 and do not say theirs, of the files and in archives, such
    /// as `shift_jis`, `gbk`, `cp866` or `cp437`; any label of the web's Encoding Standard. Without it, the encoding is
    /// guessed, from all names of an archive, or of the form so far.
    encoding: Option<String>,
    #[schema(content_media_type = "application/octet-stream")]
    file: Vec<Vec<u8>>,
}

/// Upload images (JPEG, PNG, WebP), or a zip of them.
///
/// Each file is answered for itself; a bad one does not keep the others out. A zip is unpacked by a job, which the
/// answer 202 names; its results tell of every file in the archive. An image keeps the folder in which its file lay, as `path`.
#[utoipa::path(
    post, path = LISTED,
    params(
        ("annals-together" = Option<Uuid>, Header,
         description = "One id for files that belong together and come in requests of their own: they are one entry of the \
                        set's history, and are undone together"),
    ),
    request_body(content = inline(ImageFiles), content_type = "multipart/form-data"),
    responses(
        (status = OK, description = "What became of each file", body = Uploads),
        (status = ACCEPTED, description = "There is an archive among them, which a job unpacks", body = Uploads),
    ),
)]
#[instrument(name = "api.images.upload", skip_all, fields(image_set = %set))]
pub async fn upload(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    request: Request,
) -> Result<impl IntoResponse, Problem> {
    let mut caller = client.caller(&commands);
    if let Some(correlation) = together(request.headers())? {
        caller.correlation = correlation;
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let body = request.into_body().into_data_stream();
    let uploaded = commands.intake.take_files(caller, set, &kind, body).await;
    let uploads = Uploads::from(uploaded.map_err(Problem::upload)?);
    let status = if uploads.job.is_some() { StatusCode::ACCEPTED } else { StatusCode::OK };
    Ok((status, Json(uploads)))
}

/// The header with which files are said to belong together that come in requests of their own.
const TOGETHER: &str = "annals-together";

fn together(headers: &HeaderMap) -> Result<Option<CorrelationId>, Problem> {
    let Some(value) = headers.get(TOGETHER) else { return Ok(None) };
    let id = value.to_str().ok().and_then(|text| text.parse().ok());
    let wrong = || Problem::invalid(TOGETHER, "must be one UUID for all files that belong together");
    id.map(CorrelationId::new).map(Some).ok_or_else(wrong)
}

impl Problem {
    pub(crate) fn upload(error: FormError) -> Self {
        let sentence = error.to_string();
        match error {
            FormError::NotAForm => Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_multipart", sentence),
            FormError::Malformed(_) => Self::new(StatusCode::BAD_REQUEST, "malformed_multipart", sentence),
            FormError::TooMany(_) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_parts", sentence),
            FormError::Command(error) => error.into(),
        }
    }
}

impl From<Vec<Uploaded>> for Uploads {
    fn from(uploaded: Vec<Uploaded>) -> Self {
        let job = uploaded.iter().find_map(|file| file.job);
        Self { results: uploaded.into_iter().map(Upload::from).collect(), job }
    }
}

impl From<Uploaded> for Upload {
    fn from(Uploaded { name, outcome, detail, shortened, image, job }: Uploaded) -> Self {
        Self {
            name,
            outcome: outcome.code(),
            detail,
            shortened,
            image: image.map(domain::ImageId::uuid),
            job,
        }
    }
}
