//! The conditions of a list of labels as words, and what can be chosen for them.

use commands::{CommandError, Commands};
use domain::{
    AccountId, ImageSetId,
    filter::{Key, LabelCondition, Value},
    sort_key,
};

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
        people.sort_by_cached_key(|(_, name)| sort_key(name));
        let types = Types::load(views).await?;
        let present: Vec<_> = types.all().collect();
        Ok(Self { types: types.choices(None, &present), people })
    }

    pub fn chips(&self, query: &LabelQuery) -> Vec<Chip> {
        let chip = |(key, value): (&Key<LabelCondition>, &str)| Chip {
            words: key.say(self.name(key, value)),
            without: query.without(key.name),
        };
        query.conditions().map(chip).collect()
    }

    /// What people call a value.
    fn name<'a>(&'a self, key: &Key<LabelCondition>, value: &'a str) -> &'a str {
        match key.value {
            Value::Type(_) => {
                let found = self.types.iter().find(|choice| choice.id.to_string() == value);
                found.map_or("an unknown type", |choice| &choice.name)
            }
            Value::Person(_) => {
                let found = self.people.iter().find(|(person, _)| person.to_string() == value);
                found.map_or("somebody else", |(_, name)| name)
            }
            _ => value,
        }
    }
}
