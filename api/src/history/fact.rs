//! A fact as the API shows it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{AccountId, Fact, ImageSetId, TeamId};
use projections::Recorded;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Problem;

/// A fact, who did it, when, and where it stands in the log. Facts are never changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordedFact {
    position: i64,
    at: DateTime<Utc>,
    account: Uuid,
    /// What the person is called today.
    account_name: String,
    /// `page`, `api`, `import`, `job`, `migration` or `operator`.
    via: &'static str,
    /// Name of the fact, for example `AnnotationDrawn`.
    r#type: &'static str,
    /// What it happened to: an image, an image set, a team, …
    stream: Uuid,
    image_set: Option<Uuid>,
    team: Option<Uuid>,
    command: Uuid,
    /// The gesture, import or job that it belongs to.
    correlation: Uuid,
    /// What the fact says, as it is stored.
    #[schema(value_type = Object)]
    data: Value,
}

/// Facts with the names of the people.
pub(crate) async fn with_names(
    commands: &Commands,
    facts: Vec<Recorded>,
) -> Result<Vec<RecordedFact>, Problem> {
    let mut accounts: Vec<_> = facts.iter().map(|fact| fact.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let names = commands.people.names(&accounts).await?;
    Ok(facts.iter().map(|fact| RecordedFact::of(fact, &names)).collect())
}

impl RecordedFact {
    fn of(recorded: &Recorded, names: &HashMap<AccountId, String>) -> Self {
        Self {
            position: recorded.position,
            at: recorded.at,
            account: recorded.account.uuid(),
            account_name: names.get(&recorded.account).cloned().unwrap_or_default(),
            via: recorded.via.as_str(),
            r#type: recorded.fact.name(),
            stream: recorded.fact.stream(),
            image_set: recorded.image_set.map(ImageSetId::uuid),
            team: recorded.team.map(TeamId::uuid),
            command: recorded.command.uuid(),
            correlation: recorded.correlation.uuid(),
            data: data(&recorded.fact),
        }
    }
}

/// Events are stored as `{"Name": {…}}`; the name stands beside it.
fn data(fact: &Fact) -> Value {
    match serde_json::to_value(fact.payload()).expect("events are JSON") {
        Value::Object(mut named) => named.remove(fact.name()).unwrap_or_default(),
        other => other,
    }
}
