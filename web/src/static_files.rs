//! Scripts, style sheet and icon. No session is looked up for them.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use crate::{Access, WebError, assets, extract::Path};

routes! {
    get "/static/{name}" Access::Anyone => file;
}

async fn file(Path(name): Path<String>, asked: HeaderMap) -> Result<Response, WebError> {
    let asset = assets::find(&name).ok_or(WebError::NotFound)?;
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let (encoding, bytes) = asset.accepted(accepted.unwrap_or_default());
    let headers = [(header::CONTENT_TYPE, asset.mime), (header::CACHE_CONTROL, assets::CACHE)];
    let mut response = (headers, bytes).into_response();
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
