//! The accounts, for staff.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, desk::LoginName};
use domain::{AccountId, SiteAction};
use projections::accounts::AccountStatus;
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    filters,
    forms::{self, Errors},
    page::{Head, Wants},
    said::Said,
    viewer::Viewer,
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
#[template(path = "staff/people.html")]
struct Page {
    viewer: Viewer,
    accounts: Vec<AccountStatus>,
    names: HashMap<AccountId, String>,
    fields: Fields,
    errors: Errors,
}

impl Page {
    async fn load(commands: &Commands, viewer: Viewer) -> Result<Self, WebError> {
        commands.permissions.on_site(viewer.account, SiteAction::ManageUsers).await?;
        let mut accounts = commands.views().accounts().await?;
        accounts.sort_by_key(|account| account.status != "waiting");
        let ids: Vec<AccountId> = accounts.iter().map(|account| account.account.into()).collect();
        let names = commands.people.full_names(&ids).await?;
        Ok(Self { viewer, accounts, names, fields: Fields::default(), errors: Errors::default() })
    }

    fn name_of(&self, account: &AccountStatus) -> &str {
        self.names.get(&account.account.into()).map_or("", String::as_str)
    }
}

fn head() -> Head {
    Head::new("People")
}

/// `GET /staff/people`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    wants.show(&head(), &Page::load(&commands, viewer).await?)
}

/// `POST /staff/people/{account}/approval`
pub async fn approve(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(account): Path<AccountId>,
    form: Form,
) -> Result<Response, WebError> {
    commands.accounts.approve(viewer.caller(form.command), account).await?;
    Ok(wants.saved("/staff/people", Said::LetIn))
}

/// `POST /staff/people/{account}/refusal`: does not let somebody in who registered.
pub async fn refuse(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(account): Path<AccountId>,
    form: Form,
) -> Result<Response, WebError> {
    commands.accounts.refuse(viewer.caller(form.command), account).await?;
    Ok(wants.saved("/staff/people", Said::Refused))
}

/// `POST /staff/people`: an account that can be used at once.
pub async fn create(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let Err(error) = created(&commands, &viewer, &form).await else {
        return Ok(wants.saved("/staff/people", Said::AccountCreated));
    };
    let errors = Errors::of(error)?;
    let mut page = Page::load(&commands, viewer).await?;
    page.fields = Fields { password: String::new(), ..form.fields };
    page.errors = errors.clone();
    wants.refuse(&errors, &head(), &page)
}

async fn created(
    commands: &Commands,
    viewer: &Viewer,
    form: &Form<Fields>,
) -> Result<AccountId, CommandError> {
    let fields = &form.fields;
    commands.permissions.on_site(viewer.account, SiteAction::ManageUsers).await?;
    let login_name = LoginName::parse(fields.login_name.trim())
        .map_err(|error| CommandError::invalid("login_name", format!("the name {error}")))?;
    let display_name = forms::name("display_name", &fields.display_name)?;
    let caller = viewer.caller(form.command);
    commands.people.create(caller, login_name, display_name, &fields.password, true, false).await
}
