//! Names of everything that some facts mention, looked up at once: as they are, and as they were when it happened.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use commands::{CommandError, Commands, desk};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ExportFormatId, Fact, ImageId, ImageSetId, SnapshotId, TeamId,
    export_format, image, image_set, team,
    transfer::{self, Format, Request},
};
use projections::{
    Recorded,
    names::{LabelThen, OverTime},
    transfers::TransferLine,
};
use uuid::Uuid;

use crate::annotations::Types;

/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Words {
    known: Arc<Known>,
    /// The position of the fact that is told, in the words of its time.
    at: Option<i64>,
}

#[derive(Debug, Default)]
struct Known {
    types: Types,
    people: HashMap<AccountId, String>,
    titles: HashMap<Uuid, String>,
    names: OverTime<String>,
    labels: OverTime<LabelThen>,
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
        let (types, titles) =
            (Types::load(views).await?, views.titles(&Vec::from_iter(titles), seen_by).await?);
        // Only of what they may see the name of now.
        let named: Vec<_> = titles.keys().copied().chain(types.all().map(AnnotationTypeId::uuid)).collect();
        let known = Known {
            people: commands.people.full_names(&Vec::from_iter(people)).await?,
            names: views.names_over_time(&named).await?,
            labels: views.labels_over_time(&Vec::from_iter(labels)).await?,
            types,
            titles,
        };
        Ok(Self { known: Arc::new(known), at: None })
    }

    /// The same in the words of the time of a fact.
    #[must_use]
    pub fn at(&self, position: i64) -> Self {
        Self { known: Arc::clone(&self.known), at: Some(position) }
    }

    /// Names of people alone.
    pub async fn of_people(commands: &Commands, people: Vec<AccountId>) -> Result<Self, CommandError> {
        let people = commands.people.full_names(&people).await?;
        Ok(Self { known: Arc::new(Known { people, ..Known::default() }), at: None })
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
        let people = commands.people.full_names(&Vec::from_iter(mentioned.people)).await?;
        Ok(Self { known: Arc::new(Known { people, titles, ..Known::default() }), at: None })
    }

    pub fn types(&self) -> &Types {
        &self.known.types
    }

    pub fn name(&self, id: AccountId) -> String {
        self.known.people.get(&id).cloned().unwrap_or_else(|| desk::people::former_member(id))
    }

    pub fn person(&self, id: AccountId) -> Link {
        (format!("/people/{id}"), self.name(id))
    }

    pub fn annotation_type(&self, id: AnnotationTypeId) -> String {
        self.then(id.uuid()).map_or_else(|| self.known.types.name(id), String::as_str).to_owned()
    }

    /// What something was called right before the fact that is told.
    pub fn name_before(&self, id: Uuid) -> Option<&str> {
        let at = self.at?;
        let names = self.known.names.get(&id)?;
        names.iter().rev().find(|since| since.position < at).map(|since| since.what.as_str())
    }

    /// What a label was right before the fact that is told; for the one it began with, what it is by it.
    pub fn label_before(&self, id: AnnotationId) -> Option<LabelThen> {
        let told = self.known.labels.get(&id.uuid())?;
        let before = |position| told.iter().rev().find(move |since| since.position < position);
        let found = match self.at {
            Some(at) => before(at).or_else(|| told.first()),
            None => told.last(),
        };
        found.map(|since| since.what)
    }

    pub fn label(&self, id: AnnotationId) -> Link {
        let name = self.label_before(id).map(|of| self.annotation_type(of.annotation_type.into()));
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
        let name = self.then(id).or_else(|| self.known.titles.get(&id));
        name.cloned().unwrap_or_else(|| otherwise.to_owned())
    }

    /// What something was called by the fact that is told.
    fn then(&self, id: Uuid) -> Option<&String> {
        let (at, names) = (self.at?, self.known.names.get(&id)?);
        let found = names.iter().rev().find(|since| since.position <= at);
        found.map(|since| &since.what)
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
        | team::Event::InvitationDeclined { account }
        | team::Event::InvitationTakenBack { account }
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
