//! Every operation once: the router, the description and the permission matrix are made from this one list.

use domain::{Action, SiteAction, TeamAction};

/// One operation, and what somebody needs to carry it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// In capitals.
    pub method: &'static str,
    /// With parameters in braces.
    pub path: &'static str,
    pub needs: Needs,
}

/// A row of the access table, or what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to everybody, signed in or not.
    Nothing,
    /// An account that may act; what is shown is the caller's own, or filtered by what the caller may see.
    Account,
    /// The same, but a token is not enough.
    Session,
    /// A right to the image set, or to the set that the image, annotation, snapshot or export belongs to.
    Set(Action),
    /// `Annotate` for one's own annotation, `EditOthers` for that of somebody else.
    EditAnnotation,
    /// `Contribute` or `Govern`, as the fields of the body ask for.
    ChangeSet,
    Team(TeamAction),
    /// `ReadFormat` or `ChangeFormat` in the team of the export format.
    Format(Ask),
    Site(SiteAction),
}

/// What is wanted of an export format; whether it is public, or one's own, decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Read,
    Change,
}

macro_rules! operations {
    ($($method:ident $path:literal $needs:expr => $($handler:ident)::+;)*) => {
        /// What this door offers.
        pub const ROUTES: &[Route] = &[$(Route {
            method: $crate::route::capitals!($method),
            path: concat!("/api/v1", $path),
            needs: $needs,
        },)*];

        pub(crate) fn router() -> axum::Router<commands::Commands> {
            axum::Router::new()$(.route(concat!("/api/v1", $path), axum::routing::$method($($handler)::+)))*
        }

        /// What the operations say of themselves.
        #[derive(utoipa::OpenApi)]
        #[openapi(
            paths($($($handler)::+,)*),
            components(schemas($crate::problem::ProblemDetails)),
        )]
        pub(crate) struct Operations;
    };
}

macro_rules! capitals {
    (get) => {
        "GET"
    };
    (post) => {
        "POST"
    };
    (put) => {
        "PUT"
    };
    (patch) => {
        "PATCH"
    };
    (delete) => {
        "DELETE"
    };
}

pub(crate) use {capitals, operations};
