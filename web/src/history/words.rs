//! Names of everything that some facts mention, looked up at once.

use std::collections::{BTreeSet, HashMap};

use commands::{CommandError, Commands, desk};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ExportFormatId, Fact, ImageId, ImageSetId, SnapshotId, TeamId,
    export_format, image, image_set, team,
    transfer::{self, Format, Request},
};
use projections::{Recorded, transfers::TransferLine};
use uuid::Uuid;

use crate::annotations::Types;

#[derive(Debug, Clone, Default)]
pub struct Words {
    types: Types,
    people: HashMap<AccountId, String>,
    titles: HashMap<Uuid, String>,
    labels: HashMap<Uuid, Uuid>,
}

/// An address and the text that leads there.
type Link = (String, String);

impl Words {
    /// As far as somebody may see them.
    pub async fn load(
        commands: &Commands,
        facts: &[Recorded],
        seen_by: AccountId,
    ) -> Result<Self, CommandError> {
        let mut mentioned = Mentioned::default();
        for recorded in facts {
            mentioned.people.insert(recorded.account);
            mentioned.by(&recorded.fact);
        }
        let Mentioned { people, titles, labels } = mentioned;
        let views = commands.views();
        Ok(Self {
            types: Types::load(views).await?,
            people: commands.people.names(&Vec::from_iter(people)).await?,
            titles: views.titles(&Vec::from_iter(titles), seen_by).await?,
            labels: views.types_of_annotations(&Vec::from_iter(labels)).await?,
        })
    }

    /// Names of people alone.
    pub async fn of_people(commands: &Commands, people: Vec<AccountId>) -> Result<Self, CommandError> {
        Ok(Self { people: commands.people.names(&people).await?, ..Self::default() })
    }

    /// Names that a list of exports needs.
    pub async fn of_exports(
        commands: &Commands,
        seen_by: AccountId,
        exports: impl IntoIterator<Item = (&Request, &TransferLine)>,
    ) -> Result<Self, CommandError> {
        let mut mentioned = Mentioned::default();
        for (request, line) in exports {
            mentioned.people.insert(line.requested_by.into());
            mentioned.by_request(request);
        }
        let titles = commands.views().titles(&Vec::from_iter(mentioned.titles), seen_by).await?;
        let people = Vec::from_iter(mentioned.people);
        Ok(Self { titles, ..Self::of_people(commands, people).await? })
    }

    pub fn types(&self) -> &Types {
        &self.types
    }

    pub fn name(&self, id: AccountId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| desk::people::former_member(id))
    }

    pub fn person(&self, id: AccountId) -> Link {
        (format!("/people/{id}"), self.name(id))
    }

    pub fn annotation_type(&self, id: AnnotationTypeId) -> String {
        self.types.name(id).to_owned()
    }

    pub fn label(&self, id: AnnotationId) -> Link {
        let name = self.labels.get(&id.uuid()).map(|of| self.types.name((*of).into()));
        (
            format!("/annotations/{id}/history"),
            name.map_or("a label".to_owned(), |name| format!("the {name}")),
        )
    }

    pub fn image(&self, id: ImageId) -> Link {
        (format!("/images/{id}"), self.title(id.uuid(), "an image"))
    }

    pub fn image_set(&self, id: ImageSetId) -> Link {
        (format!("/image-sets/{id}"), self.title(id.uuid(), "the set"))
    }

    pub fn team(&self, id: TeamId) -> Link {
        (format!("/teams/{id}"), self.title(id.uuid(), "a team"))
    }

    pub fn snapshot(&self, id: SnapshotId) -> Link {
        (format!("/snapshots/{id}"), self.title(id.uuid(), "a snapshot"))
    }

    pub fn export_format(&self, id: ExportFormatId) -> Link {
        (format!("/export-formats/{id}"), self.title(id.uuid(), "a team's format"))
    }

    fn title(&self, id: Uuid, otherwise: &str) -> String {
        self.titles.get(&id).cloned().unwrap_or_else(|| otherwise.to_owned())
    }
}

#[derive(Default)]
struct Mentioned {
    people: BTreeSet<AccountId>,
    titles: BTreeSet<Uuid>,
    labels: BTreeSet<Uuid>,
}

impl Mentioned {
    fn by(&mut self, fact: &Fact) {
        self.titles.insert(fact.stream());
        match fact {
            Fact::Account(account, _) => {
                self.people.insert(*account);
            }
            Fact::Team(_, event) => self.by_team(event),
            Fact::ImageSet(
                _,
                image_set::Event::ImageSetCreated { team, .. }
                | image_set::Event::ImageSetHandedOver { team },
            )
            | Fact::ExportFormat(_, export_format::Event::ExportFormatDefined { team, .. }) => {
                self.titles.insert(team.uuid());
            }
            Fact::Image(_, event) => self.by_image(event),
            Fact::Transfer(_, transfer::Event::ExportRequested(request)) => self.by_request(request),
            Fact::ImageSet(..)
            | Fact::ExportFormat(..)
            | Fact::AnnotationType(..)
            | Fact::Snapshot(..)
            | Fact::Transfer(..) => {}
        }
    }

    fn by_request(&mut self, request: &Request) {
        self.titles.insert(request.image_set.uuid());
        self.titles.extend(request.snapshot.map(SnapshotId::uuid));
        if let Format::Template(format) = request.format {
            self.titles.insert(format.uuid());
        }
    }

    fn by_team(&mut self, event: &team::Event) {
        if let team::Event::MemberInvited { account }
        | team::Event::MemberJoined { account }
        | team::Event::MemberLeft { account }
        | team::Event::MemberExpelled { account }
        | team::Event::AdminAppointed { account }
        | team::Event::AdminDismissed { account } = event
        {
            self.people.insert(*account);
        }
    }

    fn by_image(&mut self, event: &image::Event) {
        // Where a label was copied from is not looked up: the image may be of a set that is hidden.
        self.labels.extend(event.annotation().map(AnnotationId::uuid));
    }
}
