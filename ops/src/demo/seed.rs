//! Fills an empty log through the same commands that people use.

use bytes::Bytes;
use commands::{Caller, CommandError, Commands, DrawAnnotation, desk::LoginName};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ImageId, ImageSetId, Name, ShapeKind, TeamId, Text,
    annotation_type::TypeDefinition, image::Verdict, image_set,
};
use projections::Via;

use super::scenes::{Scene, scenes};
use crate::Failure;

/// Name of the annotation type, its shape, whether it knows blurred and concealed.
const TYPES: [(&str, ShapeKind, bool); 5] = [
    ("ball", ShapeKind::BoundingBox, true),
    ("crossing", ShapeKind::Point, false),
    ("goalpost", ShapeKind::Line, true),
    ("line", ShapeKind::MultiLine, false),
    ("robot", ShapeKind::Polygon, true),
];

/// Who is there: the first is staff and leads the team, the second is a member.
pub const PEOPLE: [(&str, &str); 2] = [("ada", "Ada"), ("ben", "Ben")];

struct Seed<'a> {
    commands: &'a Commands,
    people: [AccountId; 2],
    types: Vec<(&'static str, AnnotationTypeId)>,
    set: ImageSetId,
}

/// Does nothing when there is anything in the log; answers whether it did something.
pub async fn seed(commands: &Commands, password: &str) -> Result<bool, Failure> {
    if commands.views().log().head().await? > 0 {
        return Ok(false);
    }
    let people = [person(commands, 0, password).await?, person(commands, 1, password).await?];
    let team = found_team(commands, people).await?;
    let types = define_types(commands, people[0]).await?;
    let set = create_set(commands, people[0], team, &types).await?;
    let seed = Seed { commands, people, types, set };
    for (number, scene) in scenes()?.into_iter().enumerate() {
        seed.add(number, scene).await?;
        tracing::info!("demo: added picture {} of 24", number + 1);
    }
    Ok(true)
}

async fn person(commands: &Commands, number: usize, password: &str) -> Result<AccountId, Failure> {
    let (login, display) = PEOPLE[number];
    let (login, display) = (LoginName::parse(login)?, Name::parse(display)?);
    let command = commands::ids::mint(commands.clock().now()).into();
    let operator = Caller::newcomer(Via::Operator, command);
    Ok(commands.people.create(operator, login, display, password, true, number == 0).await?)
}

async fn found_team(commands: &Commands, [ada, ben]: [AccountId; 2]) -> Result<TeamId, Failure> {
    let team = commands.teams.found(caller(commands, ada), Name::parse("Demo Bots")?).await?;
    commands.teams.invite(caller(commands, ada), team, ben).await?;
    commands.teams.join(caller(commands, ben), team).await?;
    Ok(team)
}

async fn define_types(
    commands: &Commands,
    by: AccountId,
) -> Result<Vec<(&'static str, AnnotationTypeId)>, Failure> {
    let mut types = vec![];
    for (name, shape, flags) in TYPES {
        let definition = TypeDefinition {
            name: Name::parse(name)?,
            shape,
            node_count: None,
            allows_blurred: flags,
            allows_concealed: flags,
        };
        types.push((name, commands.annotation_types.define(caller(commands, by), definition).await?));
    }
    Ok(types)
}

async fn create_set(
    commands: &Commands,
    by: AccountId,
    team: TeamId,
    types: &[(&'static str, AnnotationTypeId)],
) -> Result<ImageSetId, Failure> {
    let location = Text::parse("a hall that never was")?;
    let description =
        Text::parse("Twenty-four scenes drawn by Annals itself. Half of them are labelled: do the others.")?;
    let set = commands
        .sets
        .create(caller(commands, by), team, Name::parse("First match")?, location, description)
        .await?;
    let main =
        image_set::Command::SetMainAnnotationType { annotation_type: types.first().map(|(_, id)| *id) };
    commands.sets.change(caller(commands, by), set, main).await?;
    Ok(set)
}

impl Seed<'_> {
    /// Every second picture comes with its true labels; of those, every second has been verified.
    async fn add(&self, number: usize, scene: Scene) -> Result<(), Failure> {
        let by = self.people[number / 2 % 2];
        let by_hand = caller(self.commands, by);
        let bytes = Bytes::from_static(scene.jpeg);
        let uploaded = self.commands.intake.take_image(by_hand, self.set, &scene.name, bytes).await?;
        let image = uploaded.image.ok_or_else(|| format!("{}: {}", scene.name, uploaded.detail))?;
        if number % 2 == 1 {
            return Ok(());
        }
        for (nth, label) in scene.labels.into_iter().enumerate() {
            let Some((_, annotation_type)) = self.types.iter().find(|(name, _)| *name == label.kind) else {
                continue;
            };
            let drawn = self.draw(by, image, *annotation_type, label.shape).await?;
            if let (Some(annotation), 0) = (drawn, number % 4) {
                self.judge(annotation, nth, by).await?;
            }
        }
        Ok(())
    }

    /// True labels can be similar to one another, such as two crossings far away: the first one stands.
    async fn draw(
        &self,
        by: AccountId,
        image: ImageId,
        annotation_type: AnnotationTypeId,
        shape: domain::Shape,
    ) -> Result<Option<AnnotationId>, Failure> {
        let annotation = AnnotationId::new(commands::ids::mint(self.commands.clock().now()));
        let draw = DrawAnnotation::plain(annotation, annotation_type, shape);
        match self.commands.labels.draw(caller(self.commands, by), image, draw).await {
            Ok(_) => Ok(Some(annotation)),
            Err(CommandError::Refused(refused)) if refused.code == "similar_annotation" => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    async fn judge(&self, annotation: AnnotationId, nth: usize, author: AccountId) -> Result<(), Failure> {
        let other = if self.people[0] == author { self.people[1] } else { self.people[0] };
        let verdict = if nth % 5 == 4 { Verdict::Reject } else { Verdict::Accept };
        self.commands.labels.vote(caller(self.commands, other), annotation, 1, verdict).await?;
        Ok(())
    }
}

fn caller(commands: &Commands, by: AccountId) -> Caller {
    Caller::anew(by, Via::Operator, commands.clock().now())
}
