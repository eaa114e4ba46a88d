//! Who asks, and with what they show who they are.

use axum::http::{HeaderName, header};
use commands::{
    Caller, Commands,
    desk::{LoginName, SignedIn, sessions, tokens::TokenScope},
};
use domain::{AccountId, Role as SetRole, SiteRole, TeamRole};
use fixtures::{PASSWORD, name, token};
use projections::Via;
use sqlx::PgPool;

/// Who somebody is to the team whose things are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Anonymous,
    Stranger,
    /// Has not joined yet.
    Invited,
    /// Was a member, and created what is asked for.
    Former,
    Member,
    /// A member who created what is asked for.
    Creator,
    Admin,
    /// Of no team.
    Staff,
}

/// How a request says who sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Cookie,
    WriteToken,
    ReadToken,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Anonymous,
        Self::Stranger,
        Self::Invited,
        Self::Former,
        Self::Member,
        Self::Creator,
        Self::Admin,
        Self::Staff,
    ];

    pub const fn of_set(self) -> SetRole {
        match self {
            Self::Anonymous => SetRole::Anonymous,
            Self::Stranger | Self::Invited | Self::Former | Self::Staff => SetRole::Stranger,
            Self::Member => SetRole::Member,
            Self::Creator => SetRole::Creator,
            Self::Admin => SetRole::Admin,
        }
    }

    pub const fn of_team(self) -> TeamRole {
        match self {
            Self::Anonymous => TeamRole::Anonymous,
            Self::Stranger | Self::Invited | Self::Former | Self::Staff => TeamRole::Stranger,
            Self::Member | Self::Creator => TeamRole::Member,
            Self::Admin => TeamRole::Admin,
        }
    }

    pub const fn of_site(self) -> SiteRole {
        match self {
            Self::Anonymous => SiteRole::Anonymous,
            Self::Staff => SiteRole::Staff,
            _ => SiteRole::Account,
        }
    }

    /// Whether there are people in the team whom nothing tells apart from a stranger.
    pub fn is_outside(self) -> bool {
        self.of_team() == TeamRole::Stranger
    }
}

#[derive(Debug, Clone)]
pub struct Person {
    pub account: AccountId,
    pub login: String,
    write_token: String,
    read_token: String,
    pool: PgPool,
}

impl Person {
    pub async fn new(commands: &Commands, pool: &PgPool, login: &str, staff: bool, approved: bool) -> Self {
        let login_name = LoginName::parse(login).unwrap();
        let command = commands::ids::mint(commands.clock().now()).into();
        let operator = Caller::newcomer(Via::Operator, command);
        let made = commands.people.create(operator, login_name, name(login), PASSWORD, approved, staff).await;
        let account = made.unwrap();
        Self {
            account,
            login: login.to_owned(),
            write_token: token(pool, account, TokenScope::Write).await.1,
            read_token: token(pool, account, TokenScope::Read).await.1,
            pool: pool.clone(),
        }
    }

    /// The header that says who it is.
    pub async fn shown(&self, commands: &Commands, way: Way) -> (HeaderName, String) {
        match way {
            Way::Cookie => (header::COOKIE, self.cookie(commands).await),
            Way::WriteToken => (header::AUTHORIZATION, format!("Bearer {}", self.write_token)),
            Way::ReadToken => (header::AUTHORIZATION, format!("Bearer {}", self.read_token)),
        }
    }

    /// A new session each time: some routes end them.
    async fn cookie(&self, commands: &Commands) -> String {
        let pool = &self.pool;
        let version = "select password_version from desk_people where account = $1";
        let version = sqlx::query_scalar(version).bind(self.account.uuid()).fetch_one(pool).await;
        let who = SignedIn { account: self.account, password_version: version.unwrap() };
        let origin = sessions::Origin::default();
        let opened = sessions::open(pool, who, &origin, None, commands.clock().now()).await;
        format!("{}={}", commands.settings().cookie_name(), opened.unwrap().unwrap().reveal())
    }
}
