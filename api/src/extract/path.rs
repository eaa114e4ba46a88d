//! Ids in addresses. What is not an id names nothing: the answer is the same as for an unknown one.

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;

use super::described::Described;
use crate::Problem;

#[derive(Debug)]
pub struct Path<T>(pub T);

/// What the ids are called stands in the address.
impl<T> Described for Path<T> {}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(found)) => Ok(Self(found)),
            Err(_) => Err(Problem::not_found()),
        }
    }
}
