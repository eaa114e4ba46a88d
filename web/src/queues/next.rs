use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::{Action, AnnotationTypeId, ImageId, ImageSetId};
use projections::{
    image_sets::SetLine,
    sieve::{Condition, Sieve},
};
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Path, Query},
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Debug, Deserialize)]
pub struct Wanted {
    #[serde(alias = "for")]
    to: Purpose,
    /// The image one comes from.
    after: Option<ImageId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Label,
    Verify,
}

#[derive(Template)]
#[template(path = "queues/empty.html")]
struct Empty {
    set: SetLine,
    purpose: Purpose,
}

/// `GET /image-sets/{image_set}/next`: to the next image to label or to verify, if there is one.
pub async fn redirect(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(Wanted { to, after }): Query<Wanted>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    commands.permit(viewer.account, set, Action::Read).await?;
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let sieve = match (to, line.main_annotation_type) {
        (Purpose::Verify, _) => Condition::Unverified(viewer.account),
        (Purpose::Label, Some(main)) => Condition::Without(AnnotationTypeId::new(main)),
        (Purpose::Label, None) => Condition::Unlabelled,
    };
    let sieve = Sieve::of([sieve]);
    match commands.views().next_in_queue(set, viewer.account, &sieve, after).await? {
        Some(image) => Ok(wants.go(&address(image, to, line.main_annotation_type.map(Into::into)))),
        None => wants.show(&head(&line), &Empty { set: line, purpose: to }),
    }
}

fn address(image: ImageId, purpose: Purpose, main: Option<AnnotationTypeId>) -> String {
    match (purpose, main) {
        (Purpose::Verify, _) => format!("/images/{image}/verify"),
        (Purpose::Label, Some(main)) => format!("/images/{image}?type={main}&without={main}"),
        (Purpose::Label, None) => format!("/images/{image}"),
    }
}

fn head(set: &SetLine) -> Head {
    Head::new("Nothing left")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", set.image_set), &set.name)
        .narrow()
}
