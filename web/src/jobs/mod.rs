//! Jobs: ending one that nobody wants any more.

mod cancel;

use crate::Access;

routes! {
    post "/jobs/{job}/cancellation" Access::Account => cancel::post;
}
