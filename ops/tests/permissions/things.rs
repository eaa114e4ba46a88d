//! What is asked for besides sets: teams, and whatever else a path or a body names.

use std::collections::HashMap;

use commands::{desk::tokens::TokenScope, export::ExportOf};
use domain::{AccountId, ShapeKind, TeamId, formats::BuiltIn, snapshot::Selection};
use fixtures::{PASSWORD, annotation_type, fresh, name, token};

use crate::{
    people::{Person, Role},
    rights::{Cell, Route},
    row::{After, Row},
    set::Set,
    site::{Site, caller},
};

/// What stands for `{…}`.
pub type Words = HashMap<&'static str, String>;

pub fn fill(text: &str, words: &Words) -> String {
    words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(&format!("{{{word}}}"), value))
}

/// A team in which somebody is the admin, with another admin and a member.
async fn team_of(site: &Site, founder: &Person) -> TeamId {
    let title = name(&format!("Team {}", site.number()));
    let team = site.commands.teams.found(caller(founder), title).await.unwrap();
    for person in [&site.host, &site.extra].into_iter().filter(|person| person.account != founder.account) {
        site.commands.teams.invite(caller(founder), team, person.account).await.unwrap();
        site.commands.teams.join(caller(person), team).await.unwrap();
    }
    if founder.account != site.host.account {
        site.commands.teams.appoint_admin(caller(founder), team, site.host.account).await.unwrap();
    }
    team
}

/// The team a row asks for; a new one where the row may change it.
pub async fn team(site: &Site, row: &Row, cell: Cell, changes: bool) -> TeamId {
    let asker = site.person(cell.role);
    match (row.after, asker) {
        (After::Invitation | After::Joining, Some(asker)) => {
            let team = team_of(site, &site.host).await;
            site.invite(team, asker).await;
            if row.after == After::Joining {
                site.commands.teams.join(caller(asker), team).await.unwrap();
            }
            team
        }
        (_, Some(asker)) if changes && cell.role == Role::Admin => team_of(site, asker).await,
        _ => site.team,
    }
}

/// Whose account, type, token and so on it is about.
pub async fn others(site: &Site, route: &Route, cell: Cell) -> Words {
    let asker = site.person(cell.role).unwrap_or(&site.guest);
    let account = match route.path {
        path if path.starts_with("/staff/") => waiting(site).await,
        path if path.contains("dismissal") || (route.method == "DELETE" && path.contains("/admins/")) => {
            site.host.account
        }
        _ => site.extra.account,
    };
    let mut words = Words::from([
        ("account", account.to_string()),
        ("person", site.host.account.to_string()),
        ("session", fresh().to_string()),
        ("new", fresh().to_string()),
        ("number", site.number().to_string()),
        ("ball", site.ball.to_string()),
        ("guest", site.guest.login.clone()),
        ("password", PASSWORD.to_owned()),
        ("own_team", site.own_team(cell.role).to_string()),
        ("name", web::assets::url("style.css").trim_start_matches("/static/").to_owned()),
    ]);
    if route.path.contains("{annotation_type}") {
        words.insert("annotation_type", a_type(site).await);
    }
    if route.path.contains("{token}") {
        words.insert("token", token(&site.pool, asker.account, TokenScope::Read).await.0.to_string());
    }
    words
}

async fn waiting(site: &Site) -> AccountId {
    let login = format!("waiting{}", site.number());
    Person::new(&site.commands, &site.pool, &login, false, false).await.account
}

async fn a_type(site: &Site) -> String {
    let title = format!("Kind {}", site.number());
    let definition = annotation_type(&title, ShapeKind::Point);
    let staff = site.person(Role::Staff).unwrap();
    site.commands.annotation_types.define(caller(staff), definition).await.unwrap().to_string()
}

/// An export of the set that the one who asks asked for.
pub async fn job(site: &Site, cell: Cell, set: &Set) -> String {
    let asker = site.person(cell.role).unwrap_or(&site.host);
    let of = ExportOf::Set { set: set.id, position: None, selection: Selection::default() };
    site.commands.exports.request(caller(asker), of, BuiltIn::Coco.into()).await.unwrap().to_string()
}

pub fn unknown() -> Words {
    let words = [
        "image_set",
        "image",
        "annotation",
        "snapshot",
        "export",
        "export_format",
        "team",
        "bulk_change",
        "label_import",
    ];
    words.into_iter().map(|word| (word, fresh().to_string())).collect()
}
