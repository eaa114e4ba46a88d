//! How a problem is written down.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Problem;
use crate::annotations::Annotation;

/// Why a request had no effect (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDetails {
    r#type: &'static str,
    /// The status in words.
    title: &'static str,
    status: u16,
    /// A sentence for people.
    detail: String,
    /// Stable name for programs.
    code: &'static str,
    /// The part of the request that is wrong: a path into the body, a parameter or a header.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What stands in the way, for example the similar annotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Uuid>,
    /// With `stale_revision`: the annotation as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Box<Annotation>>,
    /// By which operators find the request in their log.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

/// Writes the body of every problem below it.
pub async fn write_problems(request: Request, next: Next) -> Response {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let details = ProblemDetails {
        r#type: "about:blank",
        title: problem.status.canonical_reason().unwrap_or_default(),
        status: problem.status.as_u16(),
        detail: problem.detail,
        code: problem.code,
        field: problem.field,
        subject: problem.subject,
        current: problem.current,
        request_id: id,
    };
    *response.body_mut() = Body::from(serde_json::to_vec(&details).unwrap_or_default());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.remove(header::CONTENT_LENGTH);
    response
}
