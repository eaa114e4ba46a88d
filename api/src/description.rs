//! The description of the API, for programs.

use axum::{
    Extension,
    http::header,
    response::{IntoResponse, Response},
};

use crate::route::LISTED;

/// The description as JSON. It is handed in: it is made from the list in which this operation stands.
#[derive(Debug, Clone, Copy)]
pub struct Description(pub &'static str);

/// This description.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "OpenAPI 3.1", content_type = "application/json")),
)]
pub async fn read(Extension(Description(json)): Extension<Description>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}
