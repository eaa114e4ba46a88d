//! Free fields of an image: a robot's pose, a camera's parameters.

use std::collections::BTreeMap;

use axum::extract::State;
use commands::Commands;
use domain::{Action, ImageId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{name, text},
    positioned::{Done, done},
};

const MOST_FIELDS: usize = 100;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// At most 100 fields.
    metadata: BTreeMap<String, String>,
}

/// Set the metadata of an image; what was there is replaced.
#[utoipa::path(
    put,
    path = "/api/v1/images/{image}/metadata",
    operation_id = "describe_image",
    tag = "images",
    params(("image" = Uuid, Path)),
    request_body = Metadata,
    responses((status = NO_CONTENT, description = "It is described")),
)]
#[instrument(name = "api.images.describe", skip_all, fields(%image))]
pub async fn put(
    client: Client,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    Body(given): Body<Metadata>,
) -> Result<Done, Problem> {
    commands.permissions.on_image(client.account, image, Action::Contribute).await?;
    let fields = given.check()?;
    Ok(done(commands.images.describe(client.caller(&commands), image, fields).await?))
}

impl Metadata {
    fn check(self) -> Result<BTreeMap<String, String>, Problem> {
        if self.metadata.len() > MOST_FIELDS {
            return Err(Problem::invalid(
                "metadata",
                format!("metadata can have at most {MOST_FIELDS} fields"),
            ));
        }
        let checked = |(key, value): (String, String)| {
            Ok((name("metadata", &key)?.into(), text("metadata", &value)?.into()))
        };
        self.metadata.into_iter().map(checked).collect()
    }
}
