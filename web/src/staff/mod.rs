//! What staff looks after: people, and how far the views follow the log.

mod people;
mod projections;

use domain::SiteAction::{ManageUsers, WatchLog};

use crate::Access;

routes! {
    get "/staff/people" Access::Site(ManageUsers) => people::show;
    post "/staff/people" Access::Site(ManageUsers) => people::create;
    post "/staff/people/{account}/approval" Access::Site(ManageUsers) => people::approve;
    post "/staff/people/{account}/refusal" Access::Site(ManageUsers) => people::refuse;
    get "/staff/projections" Access::Site(WatchLog) => projections::show;
}
