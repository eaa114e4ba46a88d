//! `annals admin`: what only the operator of the machine can do.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use commands::{Caller, desk::LoginName};
use domain::Name;
use projections::Via;
use serde_json::json;

use crate::{
    Failure,
    config::Config,
    output::{Output, asked},
    site::Site,
};

/// Creates a staff account; its password is the first line of standard input.
pub async fn create(
    config: Config,
    login_name: &str,
    display_name: Option<&str>,
    out: Output,
) -> Result<(), Failure> {
    let login_name = LoginName::parse(login_name).map_err(|error| asked(format!("the name {error}")))?;
    let display_name = Name::parse(display_name.unwrap_or(login_name.as_str()))?;
    let password = read_password()?;
    let site = Site::join_or_begin(&config).await?;
    let command = commands::ids::mint(site.commands.clock().now()).into();
    let operator = Caller::newcomer(Via::Operator, command);
    let created =
        site.commands.people.create(operator, login_name.clone(), display_name, &password, true, true);
    let outcome = created.await;
    site.close().await;
    outcome?;
    let name = login_name.as_str();
    out.say(format!("{name} can sign in now, and is staff."), &json!({ "login_name": name, "staff": true }));
    Ok(())
}

/// Lets somebody sign in again whose name was tried too often.
pub async fn unlock(config: Config, login_name: &str, out: Output) -> Result<(), Failure> {
    let login_name = LoginName::parse(login_name).map_err(|error| asked(format!("the name {error}")))?;
    let site = Site::join(&config).await?;
    let outcome = site.commands.people.unlock(&login_name).await;
    site.close().await;
    let name = login_name.as_str();
    let was_locked = outcome?.ok_or_else(|| asked(format!("nobody signs in as {name}")))?;
    let text = if was_locked {
        format!("{name} can sign in again: failed attempts are forgotten.")
    } else {
        format!("{name} was not locked out.")
    };
    out.say(text, &json!({ "login_name": name, "was_locked": was_locked }));
    Ok(())
}

fn read_password() -> Result<String, Failure> {
    if io::stdin().is_terminal() {
        eprint!("Password (shown while you type): ");
        io::stderr().flush()?;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        Err(asked("a password is needed on standard input"))
    } else {
        Ok(password.to_owned())
    }
}
