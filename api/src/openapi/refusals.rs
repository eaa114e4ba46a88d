//! With which statuses an operation may be refused: it follows from what it needs and from what its handler takes.

use std::collections::BTreeSet;

use utoipa::{
    ToSchema as _,
    openapi::{
        Components, HttpMethod, Ref, RefOr, Response as Answer, ResponseBuilder,
        content::ContentBuilder,
        path::{Operation, ParameterIn},
    },
};

use crate::{problem::ProblemDetails, route::Needs};

/// Statuses, and what they mean whatever was asked.
const REFUSALS: &[(u16, &str)] = &[
    (400, "It cannot be parsed, or did not come whole"),
    (401, "Nobody is signed in, and no token was sent that counts"),
    (403, "You are not allowed to do this"),
    (404, "It is not there, or you may not see it: nobody can tell which"),
    (408, "The request came too slowly"),
    (
        409,
        "Something stands in the way: another thing of this name, a newer revision, what became of it meanwhile",
    ),
    (413, "The body is larger than is taken"),
    (415, "The body is not of the kind that is read here"),
    (422, "Understood, and wrong; `field` says where"),
    (428, "The revision that you saw must be named"),
    (429, "Too many; `Retry-After` says when to try again"),
    (500, "Something went wrong on our side; nothing was half done"),
    (503, "The server is busy; send the same request again after `Retry-After` seconds"),
];

/// Adds to an operation how it may be refused; each description stands once, in the components.
pub fn describe(operation: &mut Operation, method: &HttpMethod, needs: Needs) {
    for status in statuses(operation, method, needs) {
        let refusal = RefOr::Ref(Ref::from_response_name(name(status)));
        operation.responses.responses.entry(status.to_string()).or_insert(refusal);
    }
    operation
        .responses
        .responses
        .insert("default".to_owned(), RefOr::T(refused("It had no effect, and why")));
}

/// What operations refer to.
pub fn add_to(components: &mut Components) {
    for (status, meaning) in REFUSALS {
        components.responses.insert(name(*status), RefOr::T(refused(meaning)));
    }
}

fn statuses(operation: &Operation, method: &HttpMethod, needs: Needs) -> BTreeSet<u16> {
    let takes = |place: ParameterIn| {
        operation.parameters.iter().flatten().any(|parameter| match parameter {
            RefOr::T(parameter) => parameter.parameter_in == place,
            RefOr::Ref(_) => false,
        })
    };
    let mut statuses = BTreeSet::from([400, 500, 503]);
    if needs != Needs::Nothing {
        statuses.extend([401, 403, 429]);
    }
    if takes(ParameterIn::Path) {
        statuses.insert(404);
    }
    if takes(ParameterIn::Query) {
        statuses.insert(422);
    }
    if *method != HttpMethod::Get {
        // A command may name what is not there, and what stands in its way.
        statuses.extend([404, 409, 422]);
    }
    if operation.request_body.is_some() {
        statuses.extend([408, 413, 415, 422]);
    }
    if takes_revision(operation) {
        statuses.extend([422, 428]);
    }
    statuses
}

fn takes_revision(operation: &Operation) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.name == "If-Match",
        RefOr::Ref(_) => false,
    })
}

fn name(status: u16) -> String {
    format!("Refused{status}")
}

fn refused(meaning: &str) -> Answer {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemDetails::name()))).build();
    ResponseBuilder::new().description(meaning).content("application/problem+json", problem).build()
}
