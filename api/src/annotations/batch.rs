//! Drawing many labels with one request.

use axum::{Json, extract::State};
use commands::{Commands, DrawOn, MOST_DRAWN, Refused};
use domain::ImageSetId;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::draw::Drawing;
use crate::{
    Problem,
    client::Client,
    extract::{LargeBody, Path, read_json},
    positioned::Positioned,
    route::LISTED,
};

/// Labels to be, at most 10,000.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawings {
    annotations: Vec<DrawingOn>,
}

/// A label to be, and on which image.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawingOn {
    image: Uuid,
    /// Read for itself: a wrong one harms none of the others.
    #[schema(value_type = Drawing)]
    drawing: Box<RawValue>,
}

/// What became of the labels, in the order of the request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drawn {
    /// All of it happened up to this log position.
    position: i64,
    drawn: usize,
    results: Vec<DrawnLabel>,
}

/// What became of one label.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawnLabel {
    image: Uuid,
    /// Nothing where it could not be read.
    annotation: Option<Uuid>,
    drawn: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<Refusal>,
}

/// Why a label was not drawn, in the words of a `Problem`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refusal {
    /// Stable name for programs.
    code: &'static str,
    /// A sentence for people.
    detail: String,
    /// The part of the drawing that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What stands in the way, for example the similar annotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Uuid>,
}

/// Draw up to 10,000 annotations on images of a set. Each is judged and answered for itself, as when it is drawn alone.
///
/// Sent again with the same `Idempotency-Key` it draws what is missing still and says the same of the rest.
#[utoipa::path(post, path = LISTED, responses((status = OK, description = "What became of each", body = Drawn)))]
#[instrument(name = "api.annotations.draw_all", skip_all, fields(%set))]
pub async fn draw(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    LargeBody(Drawings { annotations }): LargeBody<Drawings>,
) -> Result<Positioned<Json<Drawn>>, Problem> {
    if annotations.is_empty() || annotations.len() > MOST_DRAWN {
        let detail = format!("annotations must have 1 to {MOST_DRAWN} entries");
        return Err(Problem::invalid("annotations", detail));
    }
    let read: Vec<_> =
        annotations.iter().map(|entry| read_json::<Drawing>(entry.drawing.get().as_bytes())).collect();
    let readable = annotations.iter().zip(&read).filter_map(|(entry, read)| {
        let draw = read.as_ref().ok()?.clone().into();
        Some(DrawOn { image: entry.image.into(), draw })
    });
    let outcomes = commands.labels.draw_all(client.caller(&commands), set, readable.collect()).await?;
    let mut outcomes = outcomes.into_iter();
    let results: Vec<_> =
        annotations.iter().zip(read).map(|(entry, read)| result(entry, read, &mut outcomes)).collect();

    let position = commands.views().log().head().await?;
    let drawn = results.iter().filter(|result| result.drawn).count();
    Ok(Positioned(position, Json(Drawn { position, drawn, results })))
}

fn result(
    entry: &DrawingOn,
    read: Result<Drawing, Problem>,
    outcomes: &mut impl Iterator<Item = Result<(), Refused>>,
) -> DrawnLabel {
    let annotation = read.as_ref().ok().map(Drawing::annotation);
    let refusal = match read {
        Err(problem) => {
            Some(Refusal { code: problem.code, detail: problem.detail, field: problem.field, subject: None })
        }
        Ok(_) => outcomes.next().and_then(Result::err).map(Refusal::from),
    };
    DrawnLabel { image: entry.image, annotation, drawn: refusal.is_none(), refusal }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self {
            code: refused.code,
            detail: refused.message,
            field: refused.field.map(str::to_owned),
            subject: refused.subject,
        }
    }
}
