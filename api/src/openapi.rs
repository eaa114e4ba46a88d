//! The description of all this for programs: OpenAPI 3.1.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use utoipa::{
    OpenApi as _, ToSchema as _,
    openapi::{
        Components, Info, License, OpenApi as Document, Ref, RefOr, Required, Response as Answer,
        ResponseBuilder,
        content::ContentBuilder,
        path::{Operation, ParameterBuilder, ParameterIn, PathItem},
        schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};

use crate::{operations::Operations, problem::ProblemDetails};

const ABOUT: &str = "Label images together; nothing is ever lost. Every change is a command: send it with an \
     `Idempotency-Key` of your own and repeat it until it is answered, it takes effect once.";

/// The operations, and what holds for all of them.
fn describe() -> Document {
    let mut document = Operations::openapi();
    document.info = Info::builder()
        .title("Annals")
        .version("1")
        .description(Some(ABOUT))
        .license(Some(License::builder().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-sid",
        "a browser session; `annals_sid` where the server is reached over plain http",
    ));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    document.security = Some(["token", "session"].map(requirement).into());
    for item in document.paths.paths.values_mut() {
        complete(item);
    }
    document
}

fn requirement(name: &str) -> SecurityRequirement {
    SecurityRequirement::new(name, Vec::<String>::new())
}

fn complete(item: &mut PathItem) {
    let reads = [&mut item.get];
    for operation in reads.into_iter().flatten() {
        refusals(operation);
    }
    let writes = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    for operation in writes.into_iter().flatten() {
        refusals(operation);
        command_id(operation);
    }
}

fn refusals(operation: &mut Operation) {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemDetails::name()))).build();
    let refused: Answer = ResponseBuilder::new()
        .description("It had no effect, and why")
        .content("application/problem+json", problem)
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(refused));
}

/// One effect per command, however often it is sent.
fn command_id(operation: &mut Operation) {
    let uuid = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    let header = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The command's id: sent again with the same id, it has one effect and one answer"))
        .schema(Some(uuid))
        .build();
    operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(header));
}

static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| describe().to_pretty_json().expect("the description is JSON") + "\n");

/// The description as it is served.
pub fn document() -> &'static str {
    &DOCUMENT
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "read_description",
    tag = "description",
    security(()),
    responses((status = OK, description = "OpenAPI 3.1", content_type = "application/json")),
)]
pub async fn get() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}
