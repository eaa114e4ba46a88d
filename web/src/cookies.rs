//! Cookies of a request.

use axum::http::{HeaderMap, header};

/// The value of a cookie, unless there are two of its name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    commands::cookie(headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok()), name)
}
