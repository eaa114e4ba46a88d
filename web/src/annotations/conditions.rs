//! The conditions of a list of labels as words, and what can be chosen for them.

use commands::{CommandError, Commands};
use domain::{AccountId, ImageSetId};

use super::{LabelQuery, TypeChoice, Types};
use crate::history::Words;

/// What the form offers.
pub struct Offered {
    pub types: Vec<TypeChoice>,
    /// Whoever drew or changed a label of the set.
    pub people: Vec<(AccountId, String)>,
}

/// A condition, and the list without it.
pub struct Chip {
    pub words: String,
    pub without: String,
}

impl Offered {
    pub async fn load(commands: &Commands, set: ImageSetId) -> Result<Self, CommandError> {
        let views = commands.views();
        let ids: Vec<AccountId> = views.labelers_of(set).await?.into_iter().map(AccountId::new).collect();
        let words = Words::of_people(commands, ids.clone()).await?;
        let mut people: Vec<_> = ids.into_iter().map(|id| (id, words.name(id))).collect();
        people.sort_by_cached_key(|(_, name)| name.to_lowercase());
        let types = Types::load(views).await?;
        let present: Vec<_> = types.all().collect();
        Ok(Self { types: types.choices(None, &present), people })
    }

    pub fn chips(&self, wanted: &LabelQuery) -> Vec<Chip> {
        let chip = |(condition, value): (&'static str, &str)| Chip {
            words: self.words(condition, value),
            without: wanted.without(condition),
        };
        wanted.conditions().map(chip).collect()
    }

    fn words(&self, condition: &str, value: &str) -> String {
        match condition {
            "type" => self.type_name(value),
            "author" => format!("drawn by {}", self.name(value)),
            "changed_by" => format!("last changed by {}", self.name(value)),
            "drawn_from" => format!("drawn on {value} or later"),
            "drawn_to" => format!("drawn on {value} or earlier"),
            "changed_from" => format!("changed on {value} or later"),
            "changed_to" => format!("changed on {value} or earlier"),
            "accepts_min" => format!("at least {value} accepts"),
            "accepts_max" => format!("at most {value} accepts"),
            "rejects_min" => format!("at least {value} rejects"),
            "rejects_max" => format!("at most {value} rejects"),
            "net_min" => format!("accepts less rejects at least {value}"),
            "net_max" => format!("accepts less rejects at most {value}"),
            "votes" if value == "stale" => "with stale votes".to_owned(),
            "votes" => "without stale votes".to_owned(),
            "blurred" | "concealed" if value == "yes" => condition.to_owned(),
            "blurred" | "concealed" => format!("not {condition}"),
            "shape" if value == "drawn" => "in the image".to_owned(),
            "shape" => "not in image".to_owned(),
            "revisions_min" => format!("at least {value} revisions"),
            _ => format!("at most {value} revisions"),
        }
    }

    fn type_name(&self, id: &str) -> String {
        let found = self.types.iter().find(|choice| choice.id.to_string() == id);
        found.map_or_else(|| "an unknown type".to_owned(), |choice| choice.name.clone())
    }

    fn name(&self, id: &str) -> &str {
        let found = self.people.iter().find(|(person, _)| person.to_string() == id);
        found.map_or("somebody else", |(_, name)| name)
    }
}
