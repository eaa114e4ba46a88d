//! What happens in an image set while somebody looks: labels and votes of others, and who is where.

mod follow;
mod presence;

use domain::Action::{Annotate, Read};

use crate::Access;

routes! {
    get "/image-sets/{image_set}/live" Access::Set(Read) => follow::follow;
    post "/images/{image}/presence" Access::Set(Annotate) => presence::arrive;
}
