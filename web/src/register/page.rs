//! Registering an account.

use std::net::SocketAddr;

use askama::Template;
use axum::{
    Extension,
    extract::{ConnectInfo, State},
    response::Response,
};
use commands::{CommandError, Commands, Registration, desk::LoginName};
use serde::Deserialize;

use crate::{
    WebError,
    extract::Form,
    forms::{self, Errors},
    page::{Head, Wants},
};

#[derive(Default, Deserialize)]
pub struct Fields {
    #[serde(default)]
    login_name: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    password: String,
}

#[derive(Template)]
#[template(path = "register/page.html")]
struct Page {
    /// Staff lets people in one by one.
    by_approval: bool,
    fields: Fields,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "register/done.html")]
struct Done {
    active: bool,
}

fn head() -> Head {
    Head::new("Ask for an account").narrow()
}

/// Where staff creates every account there is no such page.
fn by_approval(commands: &Commands) -> Result<bool, WebError> {
    match commands.settings().registration {
        Registration::Closed => Err(WebError::NotFound),
        Registration::Approval => Ok(true),
        Registration::Open => Ok(false),
    }
}

/// `GET /register`
pub async fn show(State(commands): State<Commands>, wants: Wants) -> Result<Response, WebError> {
    let by_approval = by_approval(&commands)?;
    wants.show(&head(), &Page { by_approval, fields: Fields::default(), errors: Errors::default() })
}

/// `POST /register`
pub async fn post(
    State(commands): State<Commands>,
    client: Option<Extension<ConnectInfo<SocketAddr>>>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let by_approval = by_approval(&commands)?;
    match register(&commands, client, &form).await {
        Ok(active) => wants.show(&Head::new("Welcome").narrow(), &Done { active }),
        Err(error) => {
            let errors = Errors::of(error)?;
            let fields = Fields { password: String::new(), ..form.fields };
            wants.refuse(&errors.clone(), &head(), &Page { by_approval, fields, errors })
        }
    }
}

async fn register(
    commands: &Commands,
    client: Option<Extension<ConnectInfo<SocketAddr>>>,
    form: &Form<Fields>,
) -> Result<bool, CommandError> {
    let fields = &form.fields;
    let login_name = LoginName::parse(fields.login_name.trim())
        .map_err(|error| CommandError::invalid("login_name", format!("the name {error}")))?;
    let display_name = forms::name("display_name", &fields.display_name)?;
    let address = client.map_or([0, 0, 0, 0].into(), |Extension(ConnectInfo(client))| client.ip());
    commands.people.register(form.command, address, login_name, display_name, &fields.password).await
}
