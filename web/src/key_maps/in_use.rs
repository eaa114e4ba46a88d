//! The keys somebody labels with now.

use commands::{
    CommandError, Commands,
    desk::key_maps::{Keys, Preset},
};
use domain::AccountId;

use super::{
    key::members,
    table::{self, is_of_verifying, rows},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysInUse {
    pub preset: Preset,
    /// Every action has its place, also those that came after somebody made a map of his own.
    pub keys: Keys,
}

impl KeysInUse {
    pub async fn of(commands: &Commands, account: AccountId) -> Result<Self, CommandError> {
        let kept = commands.key_maps.find(account).await?;
        Ok(match kept.preset {
            Preset::Custom => Self { preset: Preset::Custom, keys: completed(kept.keys) },
            preset => Self { preset, keys: table::keys(preset) },
        })
    }

    /// As the stage reads it from the page; nothing where it is what every browser knows.
    pub fn for_stage(&self) -> String {
        match self.preset {
            Preset::ImageTagger => String::new(),
            _ => serde_json::to_string(&self.keys).unwrap_or_default(),
        }
    }
}

/// New actions get their default keys, unless something else has them.
pub fn completed(mut own: Keys) -> Keys {
    own.retain(|action, _| rows().iter().any(|row| row.action == *action));
    let on_page = |(action, keys): (&String, &Vec<String>)| {
        let page = is_of_verifying(action);
        keys.iter().flat_map(|key| members(key)).map(move |key| (page, key)).collect::<Vec<_>>()
    };
    let mut taken: Vec<_> = own.iter().flat_map(on_page).collect();
    for row in rows() {
        if own.contains_key(&row.action) {
            continue;
        }
        let page = is_of_verifying(&row.action);
        let is_free = |key: &&String| members(key).into_iter().all(|member| !taken.contains(&(page, member)));
        let keys: Vec<_> = row.keys(Preset::ImageTagger).iter().filter(is_free).cloned().collect();
        taken.extend(on_page((&row.action, &keys)));
        own.insert(row.action.clone(), keys);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_maps::conflict::conflicts;

    #[test]
    fn a_map_made_before_an_action_was_there_gets_its_keys_if_they_are_free() {
        let own = Keys::from([("gone".to_owned(), vec![]), ("view".to_owned(), vec!["f".to_owned()])]);
        let keys = completed(own);
        assert_eq!(keys.len(), rows().len());
        assert_eq!(keys["view"], ["f"]);
        assert_eq!(keys["next"], ["d"]);
        assert_eq!(conflicts(&keys), []);
    }
}
