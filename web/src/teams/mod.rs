//! Teams: finding and founding them, and who belongs to them.

mod explore;
mod found;
mod member;
mod membership;
mod name;
mod page;

use domain::TeamAction::{Manage, Read};

use crate::Access;

routes! {
    get "/teams" Access::Account => explore::show;
    post "/teams" Access::Account => found::post;
    get "/teams/new" Access::Account => found::show;
    get "/teams/{team}" Access::Team(Read) => page::show;
    post "/teams/{team}/name" Access::Team(Manage) => name::post;
    post "/teams/{team}/archive" Access::Team(Manage) => name::archive;
    post "/teams/{team}/membership" Access::Account => membership::join;
    post "/teams/{team}/refusal" Access::Account => membership::decline;
    post "/teams/{team}/departure" Access::Account => membership::leave;
    post "/teams/{team}/members" Access::Team(Manage) => member::invite;
    post "/teams/{team}/members/{account}/appointment" Access::Team(Manage) => member::appoint;
    post "/teams/{team}/members/{account}/dismissal" Access::Team(Manage) => member::dismiss;
    post "/teams/{team}/members/{account}/expulsion" Access::Team(Manage) => member::expel;
}
