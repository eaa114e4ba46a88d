use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use commands::{CommandError, Commands};
use domain::{AccountId, Action, AnnotationId, Fact, ImageId};
use futures::{Stream, StreamExt as _, future::ready};
use projections::Recorded;
use serde::Deserialize;

use crate::{
    WebError,
    annotations::{Erased, Said},
    extract::{Path, Query},
    viewer::Viewer,
};

/// After so long the browser asks anew, and is asked anew who it is.
const LISTENING: Duration = Duration::from_mins(15);

#[derive(Debug, Deserialize)]
pub struct Since {
    #[serde(default)]
    after: i64,
}

/// `GET /images/{image}/live`: the labels of an image as they change, from a log position on.
pub async fn follow(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(since): Query<Since>,
    State(commands): State<Commands>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, WebError> {
    let (line, _) = commands.permit_on_image(viewer.account, image, Action::Read).await?;
    let after = resumed(&headers).unwrap_or(since.after);
    let facts = commands.live(Some(line.image_set.into()), after);
    let about = facts.filter_map(move |recorded| ready(recorded.ok().and_then(|fact| about(&fact, image))));
    let told = about.then(move |(position, label)| tell(commands.clone(), viewer.account, position, label));
    // Whoever may no longer look hears nothing more.
    let allowed = told.take_while(|event| ready(event.is_ok())).filter_map(|event| ready(event.ok()));
    let ending = allowed.take_until(tokio::time::sleep(LISTENING)).map(Ok);
    Ok(Sse::new(ending).keep_alive(KeepAlive::default()))
}

/// Where a browser that was cut off left.
fn resumed(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

fn about(recorded: &Recorded, image: ImageId) -> Option<(i64, AnnotationId)> {
    match &recorded.fact {
        Fact::Image(id, event) if *id == image => Some((recorded.position, event.annotation()?)),
        _ => None,
    }
}

/// The label right after the fact, if the listener may still see it.
async fn tell(
    commands: Commands,
    account: AccountId,
    position: i64,
    label: AnnotationId,
) -> Result<Event, CommandError> {
    commands.permit_on_annotation(account, label, Action::Read).await?;
    let event = Event::default().event("label").id(position.to_string());
    let said = match commands.views().annotation_as_of(label, account, position).await? {
        Some(line) => event.json_data(Said::from(line)),
        None => event.json_data(Erased { annotation: label.uuid(), erased: true }),
    };
    Ok(said.expect("labels are JSON"))
}
