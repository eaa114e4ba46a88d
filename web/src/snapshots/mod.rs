//! Snapshots of a set: taking them, proving them, and what differs between two moments.

mod check;
mod diff;
mod entry;
mod list;
mod selected;
mod show;
mod take;
mod texts;

use domain::Action::{Read, TakeSnapshot};

use crate::Access;

routes! {
    get "/image-sets/{image_set}/snapshots" Access::Set(Read) => list::show;
    post "/image-sets/{image_set}/snapshots" Access::Set(TakeSnapshot) => take::post;
    get "/snapshots/{snapshot}" Access::Set(Read) => show::show;
    get "/snapshots/{snapshot}/check" Access::Set(Read) => check::show;
    get "/snapshots/{snapshot}/diff" Access::Set(Read) => diff::show;
    post "/snapshots/{snapshot}/texts" Access::Set(TakeSnapshot) => texts::post;
    post "/snapshots/{snapshot}/withdrawal" Access::Set(TakeSnapshot) => texts::withdraw;
}
