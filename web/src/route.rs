//! One list per noun: from it come both the router and the table that the permission test asks.

use domain::{Action, SiteAction, TeamAction};

/// Which row of the access table an address asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whoever comes, signed in or not.
    Anyone,
    /// Whoever is signed in; what is shown is their own.
    Account,
    /// Of the image set in the path, or of the set that the image, annotation, snapshot or export in it belongs to.
    Set(Action),
    /// `Annotate` for one's own annotation in the path, `EditOthers` for that of somebody else.
    EditAnnotation,
    /// `Export` for one's own export in the path, `Govern` for that of somebody else.
    DeleteExport,
    /// Of the team, or of the export format, in the path.
    Team(TeamAction),
    Site(SiteAction),
}

/// One address and one method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// In lower case.
    pub method: &'static str,
    /// With `{…}` for what varies.
    pub path: &'static str,
    pub access: Access,
}

/// A noun's addresses: `get "/teams" Access::Account => explore::page;`
macro_rules! routes {
    ($($method:ident $path:literal $access:expr => $handler:expr;)*) => {
        pub const ROUTES: &[$crate::Route] =
            &[$($crate::Route { method: stringify!($method), path: $path, access: $access },)*];

        pub fn routes() -> axum::Router<commands::Commands> {
            axum::Router::new()$(.route($path, axum::routing::$method($handler)))*
        }
    };
}

/// All nouns: their tables one after the other, their routers in one.
macro_rules! nouns {
    ($($noun:ident)*) => {
        /// Every address of this door, noun by noun.
        pub const ROUTES: &[&[Route]] = &[$($noun::ROUTES,)*];

        fn every_noun() -> axum::Router<commands::Commands> {
            axum::Router::new()$(.merge($noun::routes()))*
        }
    };
}
