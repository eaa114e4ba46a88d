//! Asking for an account, as far as the operator lets people.

mod page;

use crate::Access;

routes! {
    get "/register" Access::Anyone => page::show;
    post "/register" Access::Anyone => page::post;
}
