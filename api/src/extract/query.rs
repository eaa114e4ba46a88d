//! What stands behind the question mark; unknown and wrong parameters are refused by name.

use std::error::Error;

use axum::{
    extract::{FromRequestParts, rejection::QueryRejection},
    http::{Uri, request::Parts},
};
use serde::de::{DeserializeOwned, value};
use utoipa::{
    IntoParams,
    openapi::{
        Components,
        path::{Operation, ParameterIn},
    },
};

use super::{
    described::{Described, add_parameters},
    sentence::Wrong,
};
use crate::Problem;

#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(found)) => Ok(Self(found)),
            Err(rejection) => Err(refuse(&rejection)),
        }
    }
}

/// Those parameters of an address whose names are chosen; the others are for somebody else.
pub fn part_of_query<T: DeserializeOwned>(
    uri: &Uri,
    chosen: impl Fn(&str) -> bool,
) -> Result<Query<T>, Problem> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let name = |pair: &&str| chosen(pair.split('=').next().unwrap_or_default());
    let pairs: Vec<_> = pairs.filter(name).collect();
    let part = Uri::builder().path_and_query(format!("/?{}", pairs.join("&"))).build();
    let part =
        part.map_err(|_| Problem::invalid("query", "what stands behind the question mark cannot be read"))?;
    axum::extract::Query::try_from_uri(&part)
        .map(|found| Query(found.0))
        .map_err(|rejection| refuse(&rejection))
}

impl<T: IntoParams> Described for Query<T> {
    fn describe(operation: &mut Operation, _: &mut Components) {
        add_parameters(operation, T::into_params(|| Some(ParameterIn::Query)));
    }
}

fn refuse(rejection: &QueryRejection) -> Problem {
    let mut error: Option<&(dyn Error + 'static)> = Some(rejection);
    while let Some(cause) = error {
        if let Some(found) = cause.downcast_ref::<serde_path_to_error::Error<value::Error>>() {
            let (path, message) = (found.path().to_string(), found.inner().to_string());
            let Wrong { field, detail } = Wrong::of(&path, &message, "query", true);
            return Problem::invalid(field, detail);
        }
        error = cause.source();
    }
    Problem::invalid("query", "what stands behind the question mark cannot be read")
}
