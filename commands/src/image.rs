//! Images come into sets, and leave them.

use std::collections::BTreeMap;

use domain::{
    Action, ImageId, ImageSetId,
    image::{Added, Command, Image},
};
use projections::standing::Standing;

use crate::{
    Caller, CommandError, Receipt, execute::Executor, ids, permit::Permissions, shared::Shared,
    store::StreamScope,
};

/// Adds, describes and removes images.
#[derive(Clone)]
pub struct Images {
    executor: Executor,
    permissions: Permissions,
}

impl Images {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { executor: shared.executor.clone(), permissions: shared.permissions.clone() }
    }

    /// Adds an image whose bytes are already kept: object first, event last.
    pub async fn add(&self, caller: Caller, added: Added) -> Result<ImageId, CommandError> {
        let standing = self.permissions.on_set(caller.account, added.image_set, Action::Contribute).await?;
        unlocked(&standing)?;
        let image = ImageId::new(ids::derive(caller.command, b"image"));
        self.executor.on_image(caller, image, &standing, Command::Add(added)).await?;
        Ok(image)
    }

    /// Adds images whose bytes are already kept to one set, in this order in the log, each under a command id of its own;
    /// says what became of each.
    pub(crate) async fn add_in_order(
        &self,
        caller: Caller,
        set: ImageSetId,
        added: Vec<(Caller, Added)>,
    ) -> Result<Vec<Result<ImageId, CommandError>>, CommandError> {
        let standing = self.permissions.on_set(caller.account, set, Action::Contribute).await?;
        unlocked(&standing)?;
        let command = |(caller, added): (Caller, Added)| {
            (caller, ids::derive(caller.command, b"image"), Command::Add(added))
        };
        let commands = added.into_iter().map(command).collect();
        let done = self.executor.execute_in_order::<Image>(StreamScope::of(&standing), commands).await?;
        Ok(done.into_iter().map(|one| one.map(|receipt| ImageId::new(receipt.stream))).collect())
    }

    /// Whether somebody may add images to a set now: asked before gigabytes are sent.
    pub async fn may_add(&self, caller: Caller, set: ImageSetId) -> Result<(), CommandError> {
        unlocked(&self.permissions.on_set(caller.account, set, Action::Contribute).await?)
    }

    pub async fn describe(
        &self,
        caller: Caller,
        image: ImageId,
        metadata: BTreeMap<String, String>,
    ) -> Result<Receipt, CommandError> {
        let (_, standing) = self.permissions.on_image(caller.account, image, Action::Contribute).await?;
        self.executor.on_image(caller, image, &standing, Command::Describe { metadata }).await
    }

    pub async fn remove(&self, caller: Caller, image: ImageId) -> Result<Receipt, CommandError> {
        let (_, standing) = self.permissions.on_image(caller.account, image, Action::Govern).await?;
        unlocked(&standing)?;
        self.executor.on_image(caller, image, &standing, Command::Remove).await
    }

    pub async fn restore(&self, caller: Caller, image: ImageId) -> Result<Receipt, CommandError> {
        let (_, standing) = self.permissions.on_image(caller.account, image, Action::Govern).await?;
        unlocked(&standing)?;
        self.executor.on_image(caller, image, &standing, Command::Restore).await
    }
}

impl Executor {
    /// Carries out a command on an image that the caller was permitted to send.
    pub(crate) async fn on_image(
        &self,
        caller: Caller,
        image: ImageId,
        standing: &Standing,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        self.execute::<Image>(caller, image.uuid(), StreamScope::of(standing), command).await
    }
}

/// Images come and go only while the set lets them.
pub(crate) fn unlocked(standing: &Standing) -> Result<(), CommandError> {
    if standing.locked {
        return Err(CommandError::conflict(
            "images_locked",
            "the images of this set are locked: none can be added or removed",
        ));
    }
    Ok(())
}
