//! Which keys one labels with: those of ImageTagger, of other programs, or one's own.

mod conflict;
mod in_use;
mod key;
mod page;
mod table;

pub use self::in_use::KeysInUse;
use crate::Access;

routes! {
    get "/account/keys" Access::Account => page::show;
    post "/account/keys" Access::Account => page::post;
}
