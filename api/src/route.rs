//! Every operation once: the router, the description and the permission matrix are made from this one list.

use domain::{Action, SiteAction, TeamAction};
use utoipa::openapi::{Components, OpenApi, path::Operation};

/// The address in `#[utoipa::path]`: the real one stands in the list of operations only.
pub(crate) const LISTED: &str = "";

/// One operation, and what somebody needs to carry it out.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// Name for programs that are generated from the description.
    pub name: &'static str,
    /// The group of operations to which it belongs.
    pub tag: &'static str,
    /// In capitals.
    pub method: &'static str,
    /// With parameters in braces.
    pub path: &'static str,
    pub needs: Needs,
    /// A description with this operation alone, at [`LISTED`]: what is written above its handler.
    pub(crate) written: fn() -> OpenApi,
    /// What its handler takes besides.
    pub(crate) takes: fn(&mut Operation, &mut Components),
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
    /// `Export` for one's own export, `Govern` for that of somebody else.
    DeleteExport,
    /// `Contribute` or `Govern`, as the fields of the body ask for.
    ChangeSet,
    Team(TeamAction),
    /// `ReadFormat` or `ChangeFormat` in the team of the export format.
    Format(Ask),
    Site(SiteAction),
}

/// What is to be done with an export format. Whether it is public, and whose it is, decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Read,
    Change,
}

/// A list of operations by tag: `"teams" { found_team: post "/teams" Account => teams::found; }`
macro_rules! operations {
    ($($tag:literal { $($name:ident: $method:ident $path:literal $needs:expr => $($handler:ident)::+;)* })*) => {
        /// What this door offers.
        pub const ROUTES: &[Route] = &[$($(Route {
            name: stringify!($name),
            tag: $tag,
            method: $crate::route::capitals!($method),
            path: concat!("/api/v1", $path),
            needs: $needs,
            written: || {
                #[derive(utoipa::OpenApi)]
                #[openapi(paths($($handler)::+))]
                struct Alone;
                <Alone as utoipa::OpenApi>::openapi()
            },
            takes: |operation, components| $crate::extract::DescribedHandler::describe(&$($handler)::+, operation, components),
        },)*)*];

        pub(crate) fn router() -> axum::Router<commands::Commands> {
            axum::Router::new()$($(
                .route(concat!("/api/v1", $path), axum::routing::$method($($handler)::+))
            )*)*
        }
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
