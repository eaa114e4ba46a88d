//! The front page: what there is to do, or how to begin.

mod page;

use crate::Access;

routes! {
    get "/" Access::Account => page::show;
}
