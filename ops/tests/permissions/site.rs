//! A team with people of every kind around it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use annals::{
    config::Config,
    http::{self, Health, Shutdown},
};
use axum::{
    Router,
    http::{HeaderName, header::COOKIE},
};
use commands::{Caller, Commands, Registration, Settings, clock::ManualClock};
use domain::{
    AnnotationTypeId, ExportFormatId, ImageSetId, ShapeKind, TeamId,
    annotation_type::TypeDefinition,
    export_format::{Command, FormatDefinition},
    testing::noon,
};
use fixtures::name;
use sqlx::PgPool;

use crate::people::{Person, Role, Way};

pub struct Site {
    pub pool: PgPool,
    pub commands: Commands,
    pub door: Router,
    people: HashMap<Role, Person>,
    /// The team's other admin, who made everything that belongs to nobody asking.
    pub host: Person,
    /// The team's other member.
    pub extra: Person,
    /// Of no team.
    pub guest: Person,
    pub team: TeamId,
    pub ball: AnnotationTypeId,
    numbers: AtomicU32,
    cookies: Mutex<HashMap<Role, String>>,
    /// Of everybody their own.
    own_teams: HashMap<Role, TeamId>,
    _store: tempfile::TempDir,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        let store = tempfile::tempdir().unwrap();
        let commands = start(pool.clone(), store.path());
        let mut people = HashMap::new();
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Anonymous) {
            let login = format!("{role:?}").to_lowercase();
            people.insert(role, Person::new(&commands, &pool, &login, role == Role::Staff, true).await);
        }
        let mut own_teams = HashMap::new();
        for (role, person) in &people {
            let title = name(&format!("Own team of {role:?}"));
            own_teams.insert(*role, commands.teams.found(caller(person), title).await.unwrap());
        }
        let host = Person::new(&commands, &pool, "host", false, true).await;
        let extra = Person::new(&commands, &pool, "extra", false, true).await;
        let guest = Person::new(&commands, &pool, "guest", false, true).await;
        let team = commands.teams.found(caller(&host), name("Robots")).await.unwrap();
        let ball = commands.annotation_types.define(caller(&people[&Role::Staff]), ball()).await.unwrap();
        let doors = annals::doors(&commands, Health::default(), Shutdown::default());
        let door = http::guarded(doors, &Config::default());
        let site = Self {
            pool,
            commands,
            door,
            people,
            host,
            extra,
            guest,
            team,
            ball,
            numbers: AtomicU32::new(0),
            cookies: Mutex::default(),
            own_teams,
            _store: store,
        };
        site.gather().await;
        site
    }

    async fn gather(&self) {
        let members = [Role::Former, Role::Member, Role::Creator, Role::Admin];
        for person in members.iter().filter_map(|role| self.person(*role)).chain([&self.extra]) {
            self.invite(self.team, person).await;
            self.commands.teams.join(caller(person), self.team).await.unwrap();
        }
        self.invite(self.team, self.person(Role::Invited).unwrap()).await;
        let admin = self.person(Role::Admin).unwrap().account;
        self.commands.teams.appoint_admin(caller(&self.host), self.team, admin).await.unwrap();
    }

    pub async fn invite(&self, team: TeamId, person: &Person) {
        self.commands.teams.invite(caller(&self.host), team, person.account).await.unwrap();
    }

    /// Until then the former member is one.
    pub async fn part(&self) {
        let former = self.person(Role::Former).unwrap().account;
        self.commands.teams.expel(caller(&self.host), self.team, former).await.unwrap();
    }

    /// Nobody for those who are not signed in.
    pub fn person(&self, role: Role) -> Option<&Person> {
        self.people.get(&role)
    }

    pub fn own_team(&self, role: Role) -> TeamId {
        self.own_teams.get(&role).copied().unwrap_or(self.team)
    }

    /// The header that says who sends a request.
    pub async fn shown(&self, role: Role, way: Way) -> Option<(HeaderName, String)> {
        let person = self.person(role)?;
        if way != Way::Cookie {
            return Some(person.shown(&self.commands, way).await);
        }
        if let Some(cookie) = self.cookies.lock().unwrap().get(&role) {
            return Some((COOKIE, cookie.clone()));
        }
        let (name, cookie) = person.shown(&self.commands, way).await;
        self.cookies.lock().unwrap().insert(role, cookie.clone());
        Some((name, cookie))
    }

    /// After what may have ended sessions.
    pub fn forget(&self, role: Role) {
        self.cookies.lock().unwrap().remove(&role);
    }

    pub fn number(&self) -> u32 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    pub async fn head(&self) -> i64 {
        self.commands.views().log().head().await.unwrap()
    }

    /// A new set in one's own team.
    pub async fn own_set(&self, role: Role) -> ImageSetId {
        let by = self.person(role).unwrap().account;
        let title = format!("Own set {}", self.number());
        fixtures::create_set(&self.commands, by, self.own_team(role), &title).await
    }

    /// A format of the team; what is called veiled must not be told to others.
    pub async fn format(&self, author: &Person, public: bool, veil: &str) -> ExportFormatId {
        let definition = definition(&format!("{veil} format {}", self.number()));
        let made = self.commands.export_formats.define(caller(author), self.team, definition).await;
        let id = made.unwrap();
        if public {
            self.commands.export_formats.change(caller(author), id, Command::Share).await.unwrap();
        }
        id
    }
}

fn start(pool: PgPool, store: &std::path::Path) -> Commands {
    let mut settings = Settings { registration: Registration::Open, ..Settings::default() };
    // The host asks for an export of every set.
    settings.limits.jobs_per_account = 1_000;
    fixtures::start_in(store, pool, Arc::new(ManualClock::at(noon())), settings)
}

pub fn caller(by: &Person) -> Caller {
    fixtures::caller(by.account)
}

fn ball() -> TypeDefinition {
    let plain = fixtures::annotation_type("ball", ShapeKind::BoundingBox);
    TypeDefinition { allows_blurred: true, allows_concealed: true, ..plain }
}

fn definition(title: &str) -> FormatDefinition {
    FormatDefinition {
        name: name(title),
        annotation_types: vec![],
        base: "%%content".to_owned(),
        image: String::new(),
        annotation: "%%imagename".to_owned(),
        vector: String::new(),
        not_in_image: String::new(),
        file_name: "a.txt".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    }
}
