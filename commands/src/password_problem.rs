//! What is wrong with a password, as a command's error.

use std::{net::IpAddr, time::Duration};

use domain::AccountId;

use crate::{
    CommandError,
    desk::{
        PasswordError,
        people::{ChangePasswordError, PersonError},
    },
    security::SecurityEvent,
};

/// How long the queue before the password hashes is at most, rounded up.
const BUSY: Duration = Duration::from_secs(2);

impl From<PersonError> for CommandError {
    fn from(error: PersonError) -> Self {
        let field = match error {
            PersonError::NameTaken => "login_name",
            PersonError::EmailTaken | PersonError::NotAnEmail => "email",
            PersonError::AccountTaken => "account",
            PersonError::Password(error) => return password_problem("password", error.into()),
            PersonError::Database(error) => return error.into(),
        };
        Self::invalid(field, error.to_string())
    }
}

/// The same error; whoever watches the server hears that somebody who is signed in did not know the password.
pub(crate) fn reported(error: ChangePasswordError, by: AccountId, address: IpAddr) -> ChangePasswordError {
    match error {
        ChangePasswordError::Wrong => SecurityEvent::PasswordFailed.report(Some(by), address),
        ChangePasswordError::Throttled(_) => SecurityEvent::PasswordThrottled.report(Some(by), address),
        ChangePasswordError::Password(_) | ChangePasswordError::Database(_) => {}
    }
    error
}

pub(crate) fn password_problem(field: &'static str, error: ChangePasswordError) -> CommandError {
    match error {
        ChangePasswordError::Password(PasswordError::Busy(_)) => {
            CommandError::Unavailable { retry_after: BUSY }
        }
        ChangePasswordError::Database(error) => error.into(),
        ChangePasswordError::Throttled(throttled) => throttled.into(),
        ChangePasswordError::Wrong | ChangePasswordError::Password(_) => {
            CommandError::invalid(field, error.to_string())
        }
    }
}
