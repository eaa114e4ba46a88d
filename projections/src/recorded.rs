//! A fact with its envelope, as it lies in the log.

use domain::{AccountId, CommandId, CorrelationId, Fact, ImageSetId, Stamp, TeamId, Timestamp};
use sqlx::{FromRow, Row as _, postgres::PgRow};
use uuid::Uuid;

/// How a command came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    Page,
    Api,
    Import,
    Job,
    Migration,
    /// The command line of the server.
    Operator,
}

/// A fact, who did it, when, and where it stands in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    pub position: i64,
    pub sequence: i64,
    pub fact: Fact,
    pub account: AccountId,
    pub at: Timestamp,
    pub command: CommandId,
    pub correlation: CorrelationId,
    pub causation: Option<Uuid>,
    pub via: Via,
    pub image_set: Option<ImageSetId>,
    pub team: Option<TeamId>,
    /// How long the payload is, and so how much memory the fact takes, about.
    pub bytes: i64,
}

impl Recorded {
    /// Columns that [`FromRow`] needs, in any order.
    pub const COLUMNS: &'static str = "stream_id, sequence, stream_type, version, payload::text as payload, account, at, \
         command, correlation, causation, via, image_set, team, position";

    /// Whether it belongs to a bulk change, an import, an upload of several files or an undo.
    pub fn is_part(&self) -> bool {
        let by_server = matches!(self.via, Via::Job | Via::Import);
        let part = match &self.fact {
            Fact::Image(_, domain::image::Event::ImageAdded(_)) => true,
            Fact::Image(..) => by_server,
            Fact::Transfer(_, event) => by_server && domain::DomainEvent::name(event).starts_with("Import"),
            _ => false,
        };
        part && self.correlation.uuid() != self.command.uuid()
    }

    pub const fn stamp(&self) -> Stamp {
        Stamp { by: self.account, at: self.at }
    }
}

impl Via {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Api => "api",
            Self::Import => "import",
            Self::Job => "job",
            Self::Migration => "migration",
            Self::Operator => "operator",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [Self::Page, Self::Api, Self::Import, Self::Job, Self::Migration, Self::Operator]
            .into_iter()
            .find(|via| via.as_str() == text)
    }
}

impl FromRow<'_, PgRow> for Recorded {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let unreadable = |error: Box<dyn std::error::Error + Send + Sync>| sqlx::Error::Decode(error);
        let payload: &str = row.try_get("payload")?;
        let fact = Fact::read(
            row.try_get("stream_type")?,
            row.try_get("stream_id")?,
            row.try_get("version")?,
            payload,
        );
        let via: &str = row.try_get("via")?;
        Ok(Self {
            position: row.try_get("position")?,
            sequence: row.try_get("sequence")?,
            fact: fact.map_err(|error| unreadable(error.into()))?,
            account: row.try_get::<Uuid, _>("account")?.into(),
            at: row.try_get("at")?,
            command: row.try_get::<Uuid, _>("command")?.into(),
            correlation: row.try_get::<Uuid, _>("correlation")?.into(),
            causation: row.try_get("causation")?,
            via: Via::read(via).ok_or_else(|| unreadable(format!("unknown way in: {via}").into()))?,
            image_set: row.try_get::<Option<Uuid>, _>("image_set")?.map(Into::into),
            team: row.try_get::<Option<Uuid>, _>("team")?.map(Into::into),
            bytes: i64::try_from(payload.len()).unwrap_or(i64::MAX),
        })
    }
}
