//! Coming in, and going.

mod page;
mod sign_out;

use crate::Access;

routes! {
    get "/sign-in" Access::Anyone => page::show;
    post "/sign-in" Access::Anyone => page::sign_in;
    post "/sign-out" Access::Anyone => sign_out::post;
}
