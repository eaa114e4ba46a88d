//! The description of all this for programs: OpenAPI 3.1, made from the list of operations.

mod examples;
mod limits;
mod refusals;

use std::sync::LazyLock;

use utoipa::openapi::{
    Components, HttpMethod, Info, License, OpenApi as Document, Paths, Required,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type},
    security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
};

use crate::{
    extract::{add_parameters, add_schema},
    operations::ROUTES,
    problem::ProblemDetails,
    route::{LISTED, Needs, Route},
};

const ABOUT: &str = "Label images together; nothing is ever lost. Every change is a command: send it with an \
     `Idempotency-Key` of your own and repeat it until it is answered, it takes effect once.";

/// The operations, and what holds for all of them.
fn describe() -> Document {
    let info = Info::builder()
        .title("Annals")
        .version("1")
        .description(Some(ABOUT))
        .license(Some(License::builder().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let (mut paths, mut components) = (Paths::new(), Components::new());
    add_schema::<ProblemDetails>(&mut components);
    refusals::add_to(&mut components);
    let operations: Vec<_> = ROUTES.iter().map(|route| (route, complete(route, &mut components))).collect();
    limits::of_fields(&mut components);
    let schemas = examples::Schemas::of(&components);
    for (route, (method, mut operation)) in operations {
        limits::of_parameters(&mut operation);
        examples::add(&mut operation, &schemas);
        paths.add_path_operation(route.path, vec![method], operation);
    }
    add_credentials(&mut components);
    let mut document = Document::new(info, paths);
    document.components = Some(components);
    document.security = Some(["token", "session"].map(requirement).into());
    document
}

fn add_credentials(components: &mut Components) {
    components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-sid",
        "a browser session; `annals_sid` where the server is reached over plain http",
    ));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
}

fn requirement(name: &str) -> SecurityRequirement {
    SecurityRequirement::new(name, Vec::<String>::new())
}

/// What is written above a handler, with all that follows from the list and from what the handler takes.
fn complete(route: &Route, components: &mut Components) -> (HttpMethod, Operation) {
    let written = (route.written)();
    let method = method(route.method);
    let operation = written.paths.get_path_operation(LISTED, method.clone());
    let mut operation = operation.expect("a handler is described with the method of the list").clone();
    components.schemas.extend(written.components.unwrap_or_default().schemas);

    operation.operation_id = Some(route.name.to_owned());
    operation.tags = Some(vec![route.tag.to_owned()]);
    let in_address = names_in(route.path).map(in_address);
    add_parameters(&mut operation, in_address);
    (route.takes)(&mut operation, components);
    if !matches!(method, HttpMethod::Get) {
        add_parameters(&mut operation, [command_id()]);
    }
    if route.needs == Needs::Nothing {
        operation.security = Some(vec![SecurityRequirement::default()]);
    }
    refusals::describe(&mut operation, &method, route.needs);
    (method, operation)
}

fn method(capitals: &str) -> HttpMethod {
    match capitals {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        other => unreachable!("no operation is a {other}"),
    }
}

/// `image_set` and `tag` of `/image-sets/{image_set}/tags/{tag}`.
fn names_in(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

fn in_address(name: &str) -> Parameter {
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path);
    // All things have ids; only tags are known by what they say.
    let schema = if name == "tag" { ObjectBuilder::new().schema_type(Type::String) } else { uuid() };
    parameter.required(Required::True).schema(Some(schema)).build()
}

fn uuid() -> ObjectBuilder {
    let format = SchemaFormat::KnownFormat(KnownFormat::Uuid);
    ObjectBuilder::new().schema_type(Type::String).format(Some(format))
}

/// One effect per command, however often it is sent.
fn command_id() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The command's id: sent again with the same id, it has one effect and one answer"))
        .schema(Some(uuid()))
        .build()
}

static DOCUMENT: LazyLock<String> =
    LazyLock::new(|| describe().to_pretty_json().expect("the description is JSON") + "\n");

/// The description as it is served.
pub fn document() -> &'static str {
    &DOCUMENT
}
