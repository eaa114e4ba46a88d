//! What a route asks for, as the doors declare it, and what the domain's table answers.

use api::{Ask, Needs};
use domain::{Access, Action, Openness, SiteAction, TeamAction, may, may_in_team, may_on_site};

use crate::people::{Role, Way};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    Anyone,
    Account,
    /// A token is not enough.
    Session,
    Set(Action),
    /// `Annotate` for one's own label, `EditOthers` for those of others.
    EditLabel,
    /// `Export` for one's own export, `Govern` for those of others.
    DeleteExport,
    /// As the row of the body says.
    InBody,
    Team(TeamAction),
    ReadFormat,
    ChangeFormat,
    Site(SiteAction),
}

#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// In capitals.
    pub method: &'static str,
    pub path: &'static str,
    pub right: Right,
}

pub fn of_pages() -> Vec<Route> {
    let capitals = |method| match method {
        "get" => "GET",
        "post" => "POST",
        other => panic!("pages have no {other}"),
    };
    let right = |access| match access {
        web::Access::Anyone => Right::Anyone,
        web::Access::Account => Right::Account,
        web::Access::Set(action) => Right::Set(action),
        web::Access::EditAnnotation => Right::EditLabel,
        web::Access::DeleteExport => Right::DeleteExport,
        web::Access::Team(TeamAction::ReadFormat { .. }) => Right::ReadFormat,
        web::Access::Team(TeamAction::ChangeFormat { .. }) => Right::ChangeFormat,
        web::Access::Team(action) => Right::Team(action),
        web::Access::Site(action) => Right::Site(action),
    };
    let routes = web::ROUTES.iter().copied().flatten();
    routes
        .map(|route| Route { method: capitals(route.method), path: route.path, right: right(route.access) })
        .collect()
}

pub fn of_programs() -> Vec<Route> {
    let right = |needs| match needs {
        Needs::Nothing => Right::Anyone,
        Needs::Account => Right::Account,
        Needs::Session => Right::Session,
        Needs::Set(action) => Right::Set(action),
        Needs::EditAnnotation => Right::EditLabel,
        Needs::DeleteExport => Right::DeleteExport,
        Needs::ChangeSet => Right::InBody,
        Needs::Team(action) => Right::Team(action),
        Needs::Format(Ask::Read) => Right::ReadFormat,
        Needs::Format(Ask::Change) => Right::ChangeFormat,
        Needs::Site(action) => Right::Site(action),
    };
    let routes = api::ROUTES.iter();
    routes.map(|route| Route { method: route.method, path: route.path, right: right(route.needs) }).collect()
}

/// One square of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub role: Role,
    pub way: Way,
    pub openness: Openness,
    /// Whether the label, the export or the format asked for is of the one who asks.
    pub own: bool,
    /// Whether the format asked for is public.
    pub public: bool,
}

impl Right {
    pub fn on(self, cell: Cell) -> Access {
        let Cell { role, openness, own, public, .. } = cell;
        match self {
            Self::Anyone => Access::Granted,
            _ if role == Role::Anonymous => Access::SignIn,
            Self::Session if cell.way != Way::Cookie => Access::Forbidden,
            Self::Account | Self::Session => Access::Granted,
            Self::Set(action) => may(role.of_set(), openness, action),
            Self::EditLabel if own => may(role.of_set(), openness, Action::Annotate),
            Self::EditLabel => may(role.of_set(), openness, Action::EditOthers),
            Self::DeleteExport if own => may(role.of_set(), openness, Action::Export),
            Self::DeleteExport => may(role.of_set(), openness, Action::Govern),
            Self::InBody => panic!("a row says which"),
            Self::Team(action) => may_in_team(role.of_team(), action),
            Self::ReadFormat => may_in_team(role.of_team(), TeamAction::ReadFormat { public }),
            Self::ChangeFormat => may_in_team(role.of_team(), TeamAction::ChangeFormat { own }),
            Self::Site(action) => may_on_site(role.of_site(), action),
        }
    }

    /// How open the set can be, as far as it matters.
    pub const fn openness(self) -> &'static [Openness] {
        match self {
            Self::Set(_) | Self::EditLabel | Self::DeleteExport => {
                &[Openness::Private, Openness::Public, Openness::Collaborative]
            }
            _ => &[Openness::Private],
        }
    }

    /// Whose the label, the export or the format can be.
    pub const fn owns(self) -> &'static [bool] {
        match self {
            Self::EditLabel | Self::DeleteExport | Self::ReadFormat | Self::ChangeFormat => &[false, true],
            _ => &[false],
        }
    }

    pub const fn publics(self) -> &'static [bool] {
        match self {
            Self::ReadFormat | Self::ChangeFormat => &[false, true],
            _ => &[false],
        }
    }
}
