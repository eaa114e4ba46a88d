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
    KeysInUse,
    conflict::conflicts,
    key,
    table::{self, Row, rows},
};
use crate::{
    WebError,
    extract::{Form, Query},
    filters::sentence,
    page::{Head, Wants},
    said::Said,
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
    let used = KeysInUse::of(&commands, viewer.account).await?;
    let (preset, keys) = match asked.get("from").and_then(|from| preset(from)) {
        Some(from) if from != Preset::Custom => (Preset::Custom, table::keys(from)),
        _ => (used.preset, used.keys),
    };
    let written = |row: &Row| keys.get(&row.action).map(|keys| keys.join(" ")).unwrap_or_default();
    let page = Page::new(preset, written, &BTreeMap::new());
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
    let keys = match chosen {
        Preset::Custom => match read(&fields) {
            Ok(keys) => keys,
            Err(wrong) => return refused(&wants, &fields, &wrong),
        },
        _ => kept.keys,
    };
    commands.key_maps.keep(viewer.account, &KeyMap { preset: chosen, keys }).await?;
    Ok(wants.saved("/account/keys", Said::Keys))
}

fn refused(
    wants: &Wants,
    fields: &HashMap<String, String>,
    wrong: &BTreeMap<String, String>,
) -> Result<Response, WebError> {
    let written = |row: &Row| fields.get(&row.action).cloned().unwrap_or_default();
    let page = Page::new(Preset::Custom, written, wrong);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, wants.show(&head(), &page)?).into_response())
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
    fn new(preset: Preset, written: impl Fn(&Row) -> String, wrong: &BTreeMap<String, String>) -> Self {
        let mut groups: Vec<(&'static str, Vec<Field>)> = vec![];
        for row in rows() {
            let wrong = wrong.get(&row.action).cloned();
            let field = Field { action: &row.action, says: &row.says, keys: written(row), wrong };
            match groups.last_mut() {
                Some((group, fields)) if *group == row.group => fields.push(field),
                _ => groups.push((&row.group, vec![field])),
            }
        }
        Self { preset, groups, wrong: wrong.len() }
    }
}
