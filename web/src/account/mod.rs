//! One's own account: password, where one is signed in, tokens for programs.

mod device;
mod page;
mod password;
mod sessions;
mod tokens;

use crate::Access;

routes! {
    get "/account" Access::Account => page::show;
    post "/account/password" Access::Account => password::post;
    post "/account/sessions/{session}/end" Access::Account => sessions::end;
    post "/account/sessions/end" Access::Account => sessions::end_others;
    post "/account/tokens" Access::Account => tokens::create;
    post "/account/tokens/{token}/revocation" Access::Account => tokens::revoke;
}
