//! `annals admin`: what only the operator of the machine can do.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use commands::{Caller, desk::LoginName};
use domain::Name;
use projections::Via;

use crate::{Failure, config::Config, site::Site};

/// Creates a staff account; its password is the first line of standard input.
pub async fn create(config: Config, login_name: &str, display_name: Option<&str>) -> Result<(), Failure> {
    let login_name = LoginName::parse(login_name).map_err(|error| format!("the name {error}"))?;
    let display_name = Name::parse(display_name.unwrap_or(login_name.as_str()))?;
    let password = read_password()?;
    let site = Site::join(&config).await?;
    let command = commands::ids::mint(site.commands.clock().now()).into();
    let operator = Caller::newcomer(Via::Operator, command);
    let created =
        site.commands.people.create(operator, login_name.clone(), display_name, &password, true, true);
    let outcome = created.await;
    site.close().await;
    outcome?;
    println!("{} can sign in now, and is staff.", login_name.as_str());
    Ok(())
}

/// Lets somebody sign in again whose name was tried too often.
pub async fn unlock(config: Config, login_name: &str) -> Result<(), Failure> {
    let login_name = LoginName::parse(login_name).map_err(|error| format!("the name {error}"))?;
    let site = Site::join(&config).await?;
    let outcome = site.commands.people.unlock(&login_name).await;
    site.close().await;
    let name = login_name.as_str();
    match outcome? {
        Some(true) => println!("{name} can sign in again: failed attempts are forgotten."),
        Some(false) => println!("{name} was not locked out."),
        None => return Err(format!("nobody signs in as {name}").into()),
    }
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
        Err("a password is needed on standard input".into())
    } else {
        Ok(password.to_owned())
    }
}
