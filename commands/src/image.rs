//! Images come into sets, and leave them.

use std::collections::BTreeMap;

use domain::{
    Action, ImageId, ImageSetId,
    image::{Added, Command, Image},
};
use projections::standing::Standing;

use crate::{Caller, CommandError, Commands, Receipt, ids, store::StreamScope};

impl Commands {
    /// Adds an image whose bytes are already kept: object first, event last.
    pub async fn add_image(&self, caller: Caller, added: Added) -> Result<ImageId, CommandError> {
        let standing = self.permit(caller.account, added.image_set, Action::Contribute).await?;
        unlocked(&standing)?;
        let image = ImageId::new(ids::derive(caller.command, b"image"));
        self.on_image(caller, image, &standing, Command::Add(added)).await?;
        Ok(image)
    }

    /// Whether somebody may add images to a set now: asked before gigabytes are sent.
    pub async fn may_add_images(&self, caller: Caller, set: ImageSetId) -> Result<(), CommandError> {
        unlocked(&self.permit(caller.account, set, Action::Contribute).await?)
    }

    pub async fn describe_image(
        &self,
        caller: Caller,
        image: ImageId,
        metadata: BTreeMap<String, String>,
    ) -> Result<Receipt, CommandError> {
        let (_, standing) = self.permit_on_image(caller.account, image, Action::Contribute).await?;
        self.on_image(caller, image, &standing, Command::Describe { metadata }).await
    }

    pub async fn remove_image(&self, caller: Caller, image: ImageId) -> Result<Receipt, CommandError> {
        let (_, standing) = self.permit_on_image(caller.account, image, Action::Govern).await?;
        unlocked(&standing)?;
        self.on_image(caller, image, &standing, Command::Remove).await
    }

    pub async fn restore_image(&self, caller: Caller, image: ImageId) -> Result<Receipt, CommandError> {
        let (_, standing) = self.permit_on_image(caller.account, image, Action::Govern).await?;
        unlocked(&standing)?;
        self.on_image(caller, image, &standing, Command::Restore).await
    }

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

fn unlocked(standing: &Standing) -> Result<(), CommandError> {
    if standing.locked {
        return Err(CommandError::conflict(
            "images_locked",
            "the images of this set are locked: none can be added or removed",
        ));
    }
    Ok(())
}
