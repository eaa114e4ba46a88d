//! Teams' own export formats: writing them with their result beside, sharing and deleting them.

mod change;
mod create;
mod edit;
mod example;
mod fields;
mod list;
mod placeholders;

use domain::TeamAction::{ChangeFormat, Create, ReadFormat};

use crate::Access;

routes! {
    get "/export-formats" Access::Account => list::show;
    get "/teams/{team}/export-formats/new" Access::Team(Create) => create::show;
    post "/teams/{team}/export-formats" Access::Team(Create) => create::post;
    get "/export-formats/{export_format}" Access::Team(ReadFormat { public: false }) => edit::show;
    post "/export-formats/{export_format}" Access::Team(ChangeFormat { own: false }) => edit::post;
    post "/export-formats/{export_format}/sharing" Access::Team(ChangeFormat { own: false }) => change::share;
    post "/export-formats/{export_format}/deletion" Access::Team(ChangeFormat { own: false }) => change::delete;
}
