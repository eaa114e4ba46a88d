//! What people are told when it does not work: the same sentence, whichever page or part they asked for.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    WebError,
    filters::sentence,
    page::{self, Head, Wants},
};

/// Puts an error into words: for the toast when htmx asked, as a page for people, as a line for everything else.
pub fn present(response: Response, wants: &Wants) -> Response {
    let Some(error) = response.extensions().get::<WebError>().cloned() else { return response };
    let mut answer = match &error {
        WebError::SignIn => to_sign_in(wants),
        error => in_words(error, wants),
    };
    for name in [header::ALLOW, header::CONTENT_RANGE] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    if let WebError::Unavailable { retry_after } | WebError::TooMany { retry_after, .. } = error {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    answer
}

fn in_words(error: &WebError, wants: &Wants) -> Response {
    let (status, words) = (error.status(), sentence(&error.to_string()));
    if wants.part() {
        let target = [("hx-retarget", "#toast"), ("hx-reswap", "innerHTML")];
        return match page::render(&page::Alert { words: &words }) {
            Ok(part) => (status, target, part).into_response(),
            Err(_) => status.into_response(),
        };
    }
    if !wants.page() {
        return (status, words).into_response();
    }
    let head = Head::new(status.canonical_reason().unwrap_or("Error")).narrow();
    let main = page::Failure { status: status.as_u16(), words: &words };
    match wants.laid_out(&head, &main) {
        Ok(page) => (status, page).into_response(),
        Err(_) => (status, words).into_response(),
    }
}

/// To the sign-in page and, from there, back.
fn to_sign_in(wants: &Wants) -> Response {
    let address = format!("/sign-in?to={}", urlencode(wants.back()));
    if wants.part() {
        return (StatusCode::UNAUTHORIZED, [("hx-redirect", address)]).into_response();
    }
    if wants.page() {
        return Redirect::to(&address).into_response();
    }
    (StatusCode::UNAUTHORIZED, sentence("sign in first")).into_response()
}

fn urlencode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
