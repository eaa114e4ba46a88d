//! Jobs: ending one that nobody wants any more.

mod cancel;
mod running;

pub use self::running::Running;

use crate::Access;

routes! {
    post "/jobs/{job}/cancellation" Access::Account => cancel::post;
}
