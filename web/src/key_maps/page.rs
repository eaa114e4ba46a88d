//! The page on which keys are chosen.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use commands::{
    CommandError, Commands,
    desk::key_maps::{KeyMap, Keys, Preset},
};

use super::{
    conflict::conflicts,
    in_use::completed,
    key,
    table::{self, Row, rows},
};
use crate::{
    WebError,
    extract::{Form, Query},
    filters::sentence,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Name in the form, preset, what people read.
const PRESETS: [(&str, Preset, &str); 4] = [
    ("imagetagger", Preset::ImageTagger, "ImageTagger"),
    ("cvat", Preset::Cvat, "CVAT"),
    ("labelme", Preset::Labelme, "labelme"),
    ("custom", Preset::Custom, "My own"),
];

#[derive(Template)]
#[template(path = "key_maps/page.html")]
struct Page {
    preset: Preset,
    /// Whose keys the fields are filled with.
    filled: Preset,
    saved: bool,
    /// Somebody has keys of their own, which are kept whatever is chosen.
    has_own: bool,
    /// What is wrong with the choice.
    refused: Option<&'static str>,
    groups: Vec<(&'static str, Vec<Field>)>,
    wrong: usize,
}

/// One action with the keys as they are written.
struct Field {
    action: &'static str,
    says: &'static str,
    keys: String,
    wrong: Option<String>,
}

/// `GET /account/keys`, or `?from=cvat` to begin one's own with those.
pub async fn show(
    viewer: Viewer,
    Query(asked): Query<HashMap<String, String>>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let kept = commands.key_maps.find(viewer.account).await?;
    // With `from`, the fields are the beginning of one's own keys: saved, they are.
    let (chosen, filled, keys) = match asked.get("from").and_then(|from| preset(from)) {
        Some(from) => (Preset::Custom, Preset::Custom, held(from, &kept)),
        None => (kept.preset, kept.preset, held(kept.preset, &kept)),
    };
    let written = |row: &Row| text_of(&keys, row);
    let mut page = Page::new(chosen, filled, written, &BTreeMap::new());
    page.saved = asked.contains_key("saved");
    page.has_own = !kept.keys.is_empty();
    wants.show(&head(), &page)
}

/// `POST /account/keys`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Form { fields, .. }: Form<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let chosen = fields.get("preset").and_then(|name| preset(name));
    let chosen = chosen.ok_or_else(|| CommandError::invalid("preset", "choose one of the four maps"))?;
    let kept = commands.key_maps.find(viewer.account).await?;
    let filled = fields.get("filled").and_then(|name| preset(name)).unwrap_or(chosen);
    let map = match decide(chosen, filled, &fields, kept) {
        Ok(map) => map,
        Err(refused) => {
            let written = |row: &Row| fields.get(&row.action).cloned().unwrap_or_default();
            let mut page = Page::new(refused.shown, filled, written, &refused.wrong);
            page.refused = refused.why;
            let answer = wants.show(&head(), &page)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
        }
    };
    commands.key_maps.keep(viewer.account, &map).await?;
    Ok(wants.go("/account/keys?saved=keys"))
}

/// The form once more, with what is wrong.
struct Refused {
    shown: Preset,
    why: Option<&'static str>,
    wrong: BTreeMap<String, String>,
}

const WHOSE: &str = "You changed keys below and chose the keys of another program as well: choose “My own” to keep what \
                     you changed, or put it back.";

/// What is kept. Nothing that somebody typed is dropped without a word, and one's own keys outlast the choice of others.
fn decide(
    chosen: Preset,
    filled: Preset,
    fields: &HashMap<String, String>,
    kept: KeyMap,
) -> Result<KeyMap, Refused> {
    let held = held(filled, &kept);
    let typed = |row: &Row| fields.get(&row.action).map_or("", String::as_str);
    let is_same = |row: &Row| typed(row).split_whitespace().eq(text_of(&held, row).split_whitespace());
    let is_changed =
        fields.keys().any(|name| rows().iter().any(|row| row.action == *name)) && !rows().iter().all(is_same);
    let own = || {
        let wrong = |wrong| Refused { shown: Preset::Custom, why: None, wrong };
        Ok(KeyMap { preset: Preset::Custom, keys: read(fields).map_err(wrong)? })
    };
    match chosen {
        Preset::Custom if filled != Preset::Custom && !is_changed && !kept.keys.is_empty() => {
            Ok(KeyMap { preset: Preset::Custom, keys: kept.keys })
        }
        Preset::Custom => own(),
        _ if is_changed && chosen == filled => own(),
        _ if is_changed => Err(Refused { shown: chosen, why: Some(WHOSE), wrong: BTreeMap::new() }),
        _ => Ok(KeyMap { preset: chosen, keys: kept.keys }),
    }
}

/// The keys a map stands for.
fn held(preset: Preset, kept: &KeyMap) -> Keys {
    match preset {
        Preset::Custom => completed(kept.keys.clone()),
        preset => table::keys(preset),
    }
}

fn text_of(keys: &Keys, row: &Row) -> String {
    keys.get(&row.action).map(|keys| keys.join(" ")).unwrap_or_default()
}

fn head() -> Head {
    Head::new("Keys").under("/account", "Your account")
}

fn preset(name: &str) -> Option<Preset> {
    PRESETS.iter().find(|(of, _, _)| *of == name).map(|(_, preset, _)| *preset)
}

/// One's own keys, or what is wrong with them, by action.
fn read(fields: &HashMap<String, String>) -> Result<Keys, BTreeMap<String, String>> {
    let (mut keys, mut wrong) = (Keys::new(), BTreeMap::new());
    for row in rows() {
        match key::parse(&row.action, fields.get(&row.action).map_or("", String::as_str)) {
            Ok(parsed) => drop(keys.insert(row.action.clone(), parsed)),
            Err(error) => drop(wrong.insert(row.action.clone(), sentence(&error.to_string()))),
        }
    }
    for conflict in conflicts(&keys) {
        let words = format!("{} is also “{}”.", conflict.key, says(&conflict.other));
        wrong.entry(conflict.action).or_insert(words);
    }
    if wrong.is_empty() { Ok(keys) } else { Err(wrong) }
}

fn says(action: &str) -> &'static str {
    rows().iter().find(|row| row.action == action).map_or("", |row| &row.says)
}

impl Page {
    fn new(
        preset: Preset,
        filled: Preset,
        written: impl Fn(&Row) -> String,
        wrong: &BTreeMap<String, String>,
    ) -> Self {
        let mut groups: Vec<(&'static str, Vec<Field>)> = vec![];
        for row in rows() {
            let wrong = wrong.get(&row.action).cloned();
            let field = Field { action: &row.action, says: &row.says, keys: written(row), wrong };
            match groups.last_mut() {
                Some((group, fields)) if *group == row.group => fields.push(field),
                _ => groups.push((&row.group, vec![field])),
            }
        }
        Self { preset, filled, saved: false, has_own: false, refused: None, groups, wrong: wrong.len() }
    }
}
