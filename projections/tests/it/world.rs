//! A small world in which random things happen, by the domain's own rules.

use std::collections::BTreeMap;

use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Decider, Digest, Fact, Frame, ImageId, ImageSetId, Name,
    Shape, ShapeKind, Stamp, TeamId, Text, Timestamp,
    account::{self, Account},
    annotation_type::{self, AnnotationType, Spec, TypeDefinition},
    image::{self, Added, Change, Draft, Image, Origin, Verdict},
    image_set::{self, ImageSet},
    team::{self, Team},
    testing::noon,
};
use projections::{
    Recorded, Statement, Via,
    inline::{InlineProjector, InlineRows as _, Rows},
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// Streams as the rules see them, and the log they led to.
pub struct World {
    random: StdRng,
    pub log: Vec<Recorded>,
    accounts: Streams<Account>,
    teams: Streams<Team>,
    types: Streams<AnnotationType>,
    sets: Streams<ImageSet>,
    pub images: Streams<Image>,
}

pub type Streams<D> = BTreeMap<Uuid, (D, i64)>;

const PEOPLE: u128 = 5;
const TYPES: u128 = 3;
const TEAMS: u128 = 3;

impl World {
    pub fn new(seed: u64) -> Self {
        let mut world = Self {
            random: StdRng::seed_from_u64(seed),
            log: vec![],
            accounts: BTreeMap::new(),
            teams: BTreeMap::new(),
            types: BTreeMap::new(),
            sets: BTreeMap::new(),
            images: BTreeMap::new(),
        };
        for n in 0..PEOPLE {
            world.account(id(1, n), account::Command::Register { approved: true, staff: false });
        }
        for n in 0..TYPES {
            let definition = TypeDefinition {
                name: name(&format!("type {n}")),
                shape: ShapeKind::BoundingBox,
                node_count: None,
                allows_blurred: true,
                allows_concealed: true,
            };
            world.annotation_type(id(2, n), annotation_type::Command::Define(definition));
        }
        for number in 0..20 {
            world.image(id(5, number), image::Command::Add(added(number)));
        }
        world
    }

    /// Lets that many commands happen; some are refused, some change nothing.
    pub fn live(&mut self, commands: usize) {
        for _ in 0..commands {
            match self.random.random_range(0..100) {
                0..=1 => self.change_team(),
                2..=4 => self.change_set(),
                5..=9 => self.change_picture(),
                _ => self.label(),
            }
        }
    }

    fn pick(&mut self, kind: u128, of: u128) -> Uuid {
        id(kind, self.random.random_range(0..of))
    }

    fn change_team(&mut self) {
        let (team, other) = (self.pick(3, TEAMS), AccountId::from(self.pick(1, PEOPLE)));
        let command = match self.random.random_range(0..8) {
            0 => team::Command::Rename { name: name(&format!("{}", team.as_u128())) },
            1 | 2 => team::Command::Invite { account: other },
            3 | 4 => team::Command::Join,
            5 => team::Command::AppointAdmin { account: other },
            6 => team::Command::Leave,
            _ => team::Command::Found { name: name(&format!("team {}", team.as_u128())) },
        };
        let by = self.pick(1, PEOPLE);
        decide(&mut self.teams, &mut self.log, team, command, by, |event| {
            Fact::Team(TeamId::new(team), event)
        });
    }

    /// Founds a team, whatever other teams are called.
    pub fn found_team(&mut self, team: Uuid, title: &str) {
        let command = team::Command::Found { name: name(title) };
        decide(&mut self.teams, &mut self.log, team, command, id(1, 0), |event| {
            Fact::Team(TeamId::new(team), event)
        });
    }

    fn change_set(&mut self) {
        let (set, team) = (self.pick(4, 4), TeamId::from(self.pick(3, TEAMS)));
        let command = match self.random.random_range(0..8) {
            0 => image_set::Command::Publish,
            1 => image_set::Command::OpenCollaboration,
            2 => image_set::Command::LockImages,
            3 => image_set::Command::Tag { tag: name("grass") },
            4 => image_set::Command::Delete,
            5 => image_set::Command::Restore,
            _ => image_set::Command::Create {
                team,
                name: name(&format!("set {}", set.as_u128())),
                location: text("a field"),
                description: text(""),
            },
        };
        let by = self.pick(1, PEOPLE);
        decide(&mut self.sets, &mut self.log, set, command, by, |event| {
            Fact::ImageSet(ImageSetId::new(set), event)
        });
    }

    fn change_picture(&mut self) {
        let number = self.random.random_range(0..40);
        let command = match self.random.random_range(0..6) {
            0 => image::Command::Remove,
            1 => image::Command::Restore,
            2 => image::Command::Describe {
                metadata: BTreeMap::from([("pose".to_owned(), number.to_string())]),
            },
            _ => image::Command::Add(added(number)),
        };
        self.image(id(5, number), command);
    }

    fn label(&mut self) {
        let image = self.pick(5, 40);
        let (annotation, revision) = (
            AnnotationId::new(id(6, image.as_u128() % 1000 * 8 + self.random.random_range(0..8))),
            self.random.random_range(1..4),
        );
        let known =
            self.images.get(&image).and_then(|(image, _)| image.picture()?.annotations.get(&annotation));
        let revision = known.map_or(revision, |label| label.revision);
        let verdict = if self.random.random_bool(0.7) { Verdict::Accept } else { Verdict::Reject };
        let shape = self.shape();
        let spec = spec(self.pick(2, TYPES).into());
        let command = match self.random.random_range(0..20) {
            0..=5 => image::Command::Draw(Draft {
                annotation,
                spec,
                shape,
                blurred: false,
                concealed: false,
                extreme_points: None,
                origin: Origin::Hand,
            }),
            6 => image::Command::Erase { annotation, revision },
            7 => image::Command::RestoreAnnotation { annotation },
            8..=10 => image::Command::Change {
                annotation,
                revision,
                change: Change { spec, shape: Some(shape), blurred: None, concealed: None },
            },
            11 => image::Command::WithdrawVote { annotation, revision },
            12 => image::Command::ResetVotes { annotation, revision },
            13 => image::Command::RestoreVotes { annotation, revision },
            _ => image::Command::Vote { annotation, revision, verdict },
        };
        self.image(image, command);
    }

    fn shape(&mut self) -> Shape {
        if self.random.random_bool(0.2) {
            return Shape::NotInImage;
        }
        let (x, y) =
            (f64::from(self.random.random_range(0..500)), f64::from(self.random.random_range(0..400)));
        Shape::from_pixels(ShapeKind::BoundingBox, &[[x, y], [x + 20.0, y + 30.5]]).expect("a box")
    }

    fn account(&mut self, account: Uuid, command: account::Command) {
        decide(&mut self.accounts, &mut self.log, account, command, account, |event| {
            Fact::Account(AccountId::new(account), event)
        });
    }

    fn annotation_type(&mut self, of: Uuid, command: annotation_type::Command) {
        decide(&mut self.types, &mut self.log, of, command, id(1, 0), |event| {
            Fact::AnnotationType(AnnotationTypeId::new(of), event)
        });
    }

    pub fn image(&mut self, image: Uuid, command: image::Command) {
        let by = self.pick(1, PEOPLE);
        self.image_by(image, command, by);
    }

    pub fn image_by(&mut self, image: Uuid, command: image::Command, by: Uuid) {
        decide(&mut self.images, &mut self.log, image, command, by, |event| {
            Fact::Image(ImageId::new(image), event)
        });
    }
}

fn decide<D: Decider>(
    streams: &mut Streams<D>,
    log: &mut Vec<Recorded>,
    stream: Uuid,
    command: D::Command,
    by: Uuid,
    fact: impl Fn(D::Event) -> Fact,
) {
    let (state, sequence) = streams.entry(stream).or_default();
    let at = time(log.len());
    let stamp = Stamp { by: by.into(), at };
    for event in state.decide(command, stamp).unwrap_or_default() {
        state.apply(&event, stamp);
        *sequence += 1;
        let position = i64::try_from(log.len()).expect("small") + 1;
        log.push(Recorded {
            position,
            sequence: *sequence,
            fact: fact(event),
            account: by.into(),
            at,
            command: Uuid::from_u128(position.unsigned_abs().into()).into(),
            correlation: Uuid::from_u128(1).into(),
            causation: None,
            via: Via::Page,
            image_set: None,
            team: None,
            bytes: 0,
        });
    }
}

/// An hour between facts.
fn time(fact: usize) -> Timestamp {
    noon() + chrono::TimeDelta::hours(i64::try_from(fact).expect("small"))
}

pub fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(kind * 1_000_000_000 + n)
}

pub fn spec(id: AnnotationTypeId) -> Spec {
    Spec {
        id,
        shape: ShapeKind::BoundingBox,
        node_count: None,
        allows_blurred: true,
        allows_concealed: true,
        active: true,
    }
}

pub fn added(number: u128) -> Added {
    Added {
        image_set: id(4, number % 4).into(),
        name: format!("{number}.png").try_into().expect("a name"),
        path: format!("camera {}/{number}.png", number % 2).try_into().expect("a path"),
        digest: Digest::of(&number.to_be_bytes()),
        media_type: "image/png".to_owned(),
        bytes: 1,
        frame: Frame { width: 640, height: 480 },
    }
}

pub fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn text(text: &str) -> Text {
    Text::parse(text).expect("a text")
}

/// Writes facts as the appender does, without views.
pub async fn append(facts: &[Recorded], connection: &mut PgConnection) {
    let (mut streams, mut sequences, mut kinds, mut names, mut payloads) =
        (vec![], vec![], vec![], vec![], vec![]);
    let (mut accounts, mut times, mut positions, mut commands) = (vec![], vec![], vec![], vec![]);
    for recorded in facts {
        let (kind, payload) = stored(&recorded.fact);
        streams.push(recorded.fact.stream());
        sequences.push(recorded.sequence);
        kinds.push(kind);
        names.push(recorded.fact.name());
        payloads.push(payload);
        accounts.push(recorded.account.uuid());
        times.push(recorded.at);
        positions.push(recorded.position);
        commands.push(recorded.command.uuid());
    }
    sqlx::query(
        "with h as (update log_head set position = position + cardinality($1::uuid[]))
         insert into events (stream_id, sequence, stream_type, type, version, payload, account, at, command,
            correlation, via, position)
         select a, b, c, d, 1, e::json, f, g, i, i, 'page', h
         from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[],
            $8::bigint[], $9::uuid[]) as r(a, b, c, d, e, f, g, h, i)",
    )
    .bind(streams)
    .bind(sequences)
    .bind(kinds)
    .bind(names)
    .bind(payloads)
    .bind(accounts)
    .bind(times)
    .bind(positions)
    .bind(commands)
    .execute(connection)
    .await
    .expect("facts can be written");
}

fn stored(fact: &Fact) -> (&'static str, String) {
    (fact.stream_type(), serde_json::to_string(&fact.payload()).expect("events can be written"))
}

/// Writes facts and inline views in one statement, as the appender does.
pub async fn append_with_views(facts: &[Recorded], projector: &mut InlineProjector, pool: &PgPool) {
    let Some(first) = facts.first() else { return };
    let base = first.position - 1;
    let mut rows = Rows::default();
    let count = facts.len();
    let mut statement = Statement::new(&format!(
        "update log_head set position = position + {count} returning position - {count} as base"
    ));
    let events = facts.iter().map(|recorded| event(recorded, base)).collect();
    statement.insert::<EventRow>(events);
    for recorded in facts {
        projector.project(recorded, base, Some(&mut rows)).expect("facts in order");
    }
    rows.write(&mut statement);
    let written = statement.run("select base from h", &mut pool.acquire().await.unwrap()).await;
    assert_eq!(written.unwrap(), base);
}

fn event(recorded: &Recorded, base: i64) -> EventRow {
    let (stream_type, payload) = stored(&recorded.fact);
    EventRow {
        stream_id: recorded.fact.stream(),
        sequence: recorded.sequence,
        stream_type,
        r#type: recorded.fact.name(),
        version: 1,
        payload,
        account: recorded.account.uuid(),
        at: recorded.at,
        command: recorded.command.uuid(),
        correlation: recorded.correlation.uuid(),
        via: recorded.via.as_str(),
        position: recorded.position - base,
    }
}

projections::table! {
    EventRow in "events" by ["stream_id", "sequence"] {
        stream_id: Uuid as "uuid",
        sequence: i64 as "bigint",
        stream_type: &'static str as "text",
        r#type: &'static str as "text",
        version: i16 as "smallint",
        payload: String as "json",
        account: Uuid as "uuid",
        at: Timestamp as "timestamptz",
        command: Uuid as "uuid",
        correlation: Uuid as "uuid",
        via: &'static str as "text",
        position: i64 as "position",
    }
}
