//! A site of its own in a folder that is thrown away: people, a team, a type, and sets of images.

use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::PathBuf, time::Duration};

use annals::{Failure, config::Config, data_folder::DataFolder, site::Site};
use commands::{Caller, Commands, DrawAnnotation, desk::LoginName};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Name, Shape, ShapeKind,
    TeamId, Text,
    annotation_type::TypeDefinition,
    image::{Added, ImageName, ImagePath},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use projections::Via;
use tempfile::TempDir;
use tokio::time::sleep;

use crate::server::Server;

pub const FRAME: Frame = Frame { width: 1920, height: 1080 };
pub const PASSWORD: &str = "a sentence that nobody would try first";
/// The first of them leads the team.
pub const PEOPLE: usize = 8;

pub struct Bench {
    pub site: Site,
    pub people: Vec<AccountId>,
    pub team: TeamId,
    pub ball: AnnotationTypeId,
    /// The program that serves.
    annals: PathBuf,
    folder: TempDir,
}

impl Bench {
    pub async fn open(annals: PathBuf) -> Result<Self, Failure> {
        // PostgreSQL may run as somebody else, who must come in.
        let open = Permissions::from_mode(0o711);
        let folder = tempfile::Builder::new().prefix("annals-bench-").permissions(open).tempdir()?;
        let data = DataFolder { path: folder.path().to_owned(), notice: None };
        let site = Site::open(&Config::default(), &data).await?;
        let people = people(&site.commands).await?;
        let team = team(&site.commands, &people).await?;
        let ball = TypeDefinition {
            name: Name::parse("ball")?,
            shape: ShapeKind::BoundingBox,
            node_count: None,
            allows_blurred: true,
            allows_concealed: true,
        };
        let ball = site.commands.annotation_types.define(caller(&site.commands, people[0]), ball).await?;
        Ok(Self { site, people, team, ball, annals, folder })
    }

    /// Stops PostgreSQL; the data stays as long as the folder is held.
    pub async fn close(self) -> (PathBuf, TempDir) {
        self.site.close().await;
        (self.annals, self.folder)
    }

    pub fn commands(&self) -> &Commands {
        &self.site.commands
    }

    /// A server on this site's database, with whatever else it keeps in a folder of that name.
    pub async fn serve(&self, name: &str) -> Result<Server, Failure> {
        Server::start(&self.annals, &self.folder.path().join(name), Some(self.site.source.url())).await
    }

    pub async fn set(&self, name: &str) -> Result<ImageSetId, Failure> {
        let (commands, by) = (self.commands(), self.people[0]);
        let (name, text) = (Name::parse(name)?, Text::default());
        Ok(commands.sets.create(caller(commands, by), self.team, name, text.clone(), text).await?)
    }

    pub async fn images(&self, set: ImageSetId, count: usize) -> Result<Vec<ImageId>, Failure> {
        let (commands, by) = (self.commands(), self.people[0]);
        let add = |number: usize| async move {
            let added = picture(set, number)?;
            Ok::<_, Failure>(commands.images.add(caller(commands, by), added).await?)
        };
        stream::iter(0..count).map(add).buffered(64).try_collect().await
    }

    /// Waits until the views that follow the log, which a server projects, have read it.
    pub async fn followed(&self) -> Result<(), Failure> {
        loop {
            let followers = self.commands().following().status().await?;
            if followers.len() >= 3 && followers.iter().all(|follower| follower.lag == 0) {
                return Ok(());
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// A box, far enough from others with another number not to be similar.
    pub fn draw(&self, nth: usize) -> DrawAnnotation {
        DrawAnnotation::plain(
            AnnotationId::new(commands::ids::mint(self.commands().clock().now())),
            self.ball,
            square(nth),
        )
    }
}

pub fn caller(commands: &Commands, by: AccountId) -> Caller {
    Caller::anew(by, Via::Page, commands.clock().now())
}

pub fn login_name(number: usize) -> Result<LoginName, Failure> {
    LoginName::parse(&format!("labeler{number}")).map_err(|error| error.to_string().into())
}

pub fn picture(set: ImageSetId, number: usize) -> Result<Added, Failure> {
    let name = format!("frame{number:06}.jpg");
    Ok(Added {
        image_set: set,
        digest: Digest::of(format!("{set} {name}").as_bytes()),
        name: ImageName::parse(&name)?,
        path: ImagePath::default(),
        media_type: "image/jpeg".to_owned(),
        bytes: 123_456,
        frame: FRAME,
    })
}

/// Places of boxes, row by row.
pub fn place(nth: usize) -> [[f64; 2]; 2] {
    let unit = |n: usize| f64::from(u32::try_from(n).unwrap_or_default());
    let (x, y) = (unit(nth % 94 * 20), unit(nth / 94 % 52 * 20));
    [[x + 0.25, y + 0.5], [x + 18.75, y + 17.0]]
}

pub fn square(nth: usize) -> Shape {
    Shape::from_pixels(ShapeKind::BoundingBox, &place(nth)).expect("two corners make a box")
}

async fn people(commands: &Commands) -> Result<Vec<AccountId>, Failure> {
    let mut people = vec![];
    for number in 0..PEOPLE {
        let name = Name::parse(&format!("Labeler {number}"))?;
        let login_name = login_name(number)?;
        let command = commands::ids::mint(commands.clock().now()).into();
        let operator = Caller::newcomer(Via::Operator, command);
        let staff = number == 0;
        people.push(commands.people.create(operator, login_name, name, PASSWORD, true, staff).await?);
    }
    Ok(people)
}

async fn team(commands: &Commands, people: &[AccountId]) -> Result<TeamId, Failure> {
    let team = commands.teams.found(caller(commands, people[0]), Name::parse("Bench")?).await?;
    for person in &people[1..] {
        commands.teams.invite(caller(commands, people[0]), team, *person).await?;
        commands.teams.join(caller(commands, *person), team).await?;
    }
    Ok(team)
}
