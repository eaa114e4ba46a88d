//! Who may do what: the whole policy of the product on one screen.
//!
//! Asked when a command runs and when a view is read, and by nothing else.

/// Who somebody is to an image set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Role {
    /// Not signed in.
    Anonymous,
    /// Signed in, no relation. Staff are strangers to sets, and so are former members.
    Stranger,
    Member,
    /// Created the set and is still a member of its team.
    Creator,
    Admin,
}

/// How far an image set is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Openness {
    Private,
    Public,
    Collaborative,
}

/// What one can want to do with an image set and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// Read, follow the history, download.
    Read,
    Export,
    /// Annotate, verify, change and delete one's own annotations.
    Annotate,
    /// Change and delete the annotations of others.
    EditOthers,
    TakeSnapshot,
    /// Upload images and labels, edit texts and tags.
    Contribute,
    /// Bulk changes, removal of images, visibility, lock, release, deletion.
    Govern,
    /// Bring a deleted set back.
    Restore,
}

/// What became of a set. It bars the same to everybody, whatever their rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Condition {
    InUse,
    /// Its team is archived.
    Archived,
    Deleted,
}

impl Condition {
    pub const fn lets(self, action: Action) -> bool {
        match self {
            Self::InUse => true,
            Self::Archived => matches!(action, Action::Read | Action::Export),
            Self::Deleted => matches!(action, Action::Restore),
        }
    }
}

/// The answer of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Granted,
    /// Seen, but not allowed.
    Forbidden,
    /// Must look as if it did not exist.
    Hidden,
    /// Nothing is shown to people who are not signed in.
    SignIn,
}

pub const fn may(role: Role, openness: Openness, action: Action) -> Access {
    use Action::{Annotate, Contribute, EditOthers, Export, Govern, Read, Restore, TakeSnapshot};
    use Openness::{Collaborative, Private, Public};
    use Role::{Admin, Anonymous, Creator, Member, Stranger};
    match (role, openness, action) {
        (Anonymous, _, _) => Access::SignIn,
        (Stranger, Private, _) => Access::Hidden,
        (Admin | Creator, _, _)
        | (Member, _, Read | Export | Annotate | EditOthers | TakeSnapshot | Contribute)
        | (Stranger, Public | Collaborative, Read | Export)
        | (Stranger, Collaborative, Annotate) => Access::Granted,
        (Member, _, Govern | Restore)
        | (Stranger, Public, Annotate)
        | (Stranger, Public | Collaborative, EditOthers | TakeSnapshot | Contribute | Govern | Restore) => {
            Access::Forbidden
        }
    }
}

/// Who somebody is to a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum TeamRole {
    Anonymous,
    Stranger,
    Member,
    Admin,
}

/// What one can want to do with a team and its export formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TeamAction {
    Read,
    /// Members, messages, the team's name.
    Manage,
    /// Found image sets and write export formats.
    Create,
    ReadFormat {
        public: bool,
    },
    ChangeFormat {
        own: bool,
    },
}

pub const fn may_in_team(role: TeamRole, action: TeamAction) -> Access {
    use TeamAction::{ChangeFormat, Create, Manage, Read, ReadFormat};
    use TeamRole::{Admin, Anonymous, Member, Stranger};
    match (role, action) {
        (Anonymous, _) => Access::SignIn,
        (_, Read | ReadFormat { public: true })
        | (Admin, _)
        | (Member, Create | ReadFormat { .. } | ChangeFormat { own: true }) => Access::Granted,
        (Stranger, ReadFormat { public: false } | ChangeFormat { .. }) => Access::Hidden,
        (Member, Manage | ChangeFormat { own: false }) | (Stranger, Manage | Create) => Access::Forbidden,
    }
}

/// Who somebody is to the whole site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum SiteRole {
    Anonymous,
    Account,
    Staff,
}

/// What staff are there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum SiteAction {
    DefineAnnotationTypes,
    Announce,
    ManageUsers,
    /// Projections and their lag, verification of the log.
    WatchLog,
}

/// Staff have these rights and no other: to sets and teams they are strangers.
pub const fn may_on_site(role: SiteRole, _: SiteAction) -> Access {
    match role {
        SiteRole::Anonymous => Access::SignIn,
        SiteRole::Account => Access::Forbidden,
        SiteRole::Staff => Access::Granted,
    }
}
