//! Scripts, style sheet and icon. No session is looked up for them.

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};

use crate::{Access, WebError, assets, extract::Path};

routes! {
    get "/static/{name}" Access::Anyone => file;
}

async fn file(Path(name): Path<String>) -> Result<Response, WebError> {
    let asset = assets::find(&name).ok_or(WebError::NotFound)?;
    let headers = [(header::CONTENT_TYPE, asset.mime), (header::CACHE_CONTROL, assets::CACHE)];
    Ok((headers, asset.bytes).into_response())
}
