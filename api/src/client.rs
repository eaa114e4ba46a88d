//! Who asks: a program with a token, or a page of ours with its session.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, Method, header, request::Parts},
};
use commands::{
    Caller, Commands, Credential,
    desk::{sessions::Session, tokens::TokenScope},
    security::Sender,
};
use domain::{AccountId, CommandId};
use projections::Via;
use uuid::Uuid;

use crate::{Problem, extract::Described};

/// The header under which a client names its command.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The header in which a page of ours says whose work it sends, which may have waited for days.
const MEANT: &str = "annals-account";

const NOWHERE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// Somebody whose account may act, and how they came in.
#[derive(Debug, Clone, Copy)]
pub struct Client {
    pub account: AccountId,
    pub staff: bool,
    pub credential: Credential,
    /// From where the request came; `0.0.0.0` when nobody says so.
    pub address: IpAddr,
    command: Option<CommandId>,
}

impl Client {
    /// The caller of this request's command.
    pub fn caller(&self, commands: &Commands) -> Caller {
        let via = match self.credential {
            Credential::Session(_) => Via::Page,
            Credential::Token(_) => Via::Api,
        };
        match self.command {
            Some(command) => Caller::new(self.account, via, command),
            None => Caller::anew(self.account, via, commands.clock().now()),
        }
    }

    /// Its id, for what a stolen token must not be able to do.
    pub fn by_session(&self) -> Result<Uuid, Problem> {
        match self.credential {
            Credential::Session(id) => Ok(id),
            Credential::Token(_) => {
                Err(Problem::forbidden("session_only", "this takes a session: a token cannot do it"))
            }
        }
    }
}

impl FromRequestParts<Commands> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, commands: &Commands) -> Result<Self, Problem> {
        let client = match bearer(&parts.headers)? {
            Some(token) => by_token(token, parts, commands).await?,
            None => by_cookie(&parts.headers, commands).await?,
        };
        known(parts, client.account);
        meant(&parts.headers, client.account)?;
        let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address = from.map_or(NOWHERE, |ConnectInfo(client)| client.ip());
        // Whoever reads commands nothing.
        let command = if parts.method.is_safe() { None } else { command(&parts.headers)? };
        Ok(Self { address, command, ..client })
    }
}

/// How clients say who they are holds for every operation, and is described once.
impl Described for Client {}

/// A header that is there but not understood is refused: falling back to the cookie would act as somebody else.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    match (given.next(), given.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let (scheme, token) =
                value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(Problem::sign_in)?;
            if scheme.eq_ignore_ascii_case("bearer") {
                Ok(Some(token.trim()))
            } else {
                Err(Problem::sign_in())
            }
        }
        _ => Err(Problem::sign_in()),
    }
}

/// Whoever watches the server is told whose request was refused.
fn known(parts: &Parts, account: AccountId) {
    if let Some(sender) = parts.extensions.get::<Sender>() {
        sender.is(account);
    }
}

async fn by_token(token: &str, parts: &Parts, commands: &Commands) -> Result<Client, Problem> {
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    let needed = if reads { TokenScope::Read } else { TokenScope::Write };
    let found = commands.tokens.find(token).await?;
    if let Some(token) = &found {
        known(parts, token.account);
    }
    match found {
        Some(token) if token.scope.allows(needed) => {
            let (account, credential) = (token.account, Credential::Token(token.id));
            Ok(Client {
                account,
                staff: commands.permissions.to_act(account).await?,
                credential,
                address: NOWHERE,
                command: None,
            })
        }
        Some(_) => Err(Problem::forbidden("read_only_token", "this token may only read")),
        None => Err(Problem::sign_in()),
    }
}

async fn by_cookie(headers: &HeaderMap, commands: &Commands) -> Result<Client, Problem> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let cookie = commands::cookie(lines, commands.settings().cookie_name()).ok_or_else(Problem::sign_in)?;
    let session = commands.sessions.find(cookie).await?.filter(|session| session.active);
    let Session { id, account, staff, .. } = *session.ok_or_else(Problem::sign_in)?;
    Ok(Client { account, staff, credential: Credential::Session(id), address: NOWHERE, command: None })
}

/// What one person drew must never be sent in the name of another who signed in to the same browser since.
fn meant(headers: &HeaderMap, account: AccountId) -> Result<(), Problem> {
    let meant =
        headers.get(MEANT).map(|given| given.to_str().ok().and_then(|text| text.parse::<Uuid>().ok()));
    match meant {
        Some(meant) if meant != Some(account.uuid()) => Err(Problem::other_account()),
        _ => Ok(()),
    }
}

fn command(headers: &HeaderMap) -> Result<Option<CommandId>, Problem> {
    let Some(given) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let id = given.to_str().ok().and_then(|text| text.trim_matches('"').parse::<Uuid>().ok());
    let wrong = || Problem::invalid("Idempotency-Key", "the Idempotency-Key must be a UUID");
    id.map(|id| Some(CommandId::new(id))).ok_or_else(wrong)
}
