//! Everything the stage needs to know of an image, read once for the page.

use commands::{CommandError, Commands, Permissions, SeenVotes};
use domain::{AccountId, Action, AnnotationTypeId, ImageId, ImageSetId, filter::HiddenVotes};
use projections::{image_sets::SetLine, images::ImageLine, standing::Standing};

use crate::{
    annotations::{Label, TypeChoice, Types},
    key_maps::KeysInUse,
};

#[derive(Debug, Clone)]
pub struct LabellingData {
    pub image: ImageLine,
    pub set: SetLine,
    pub account: AccountId,
    /// Up to this log position the labels are known; later facts come live.
    pub position: i64,
    pub labels: Vec<Label>,
    pub types: Vec<TypeChoice>,
    pub may_annotate: bool,
    pub may_remove: bool,
    /// May do with all images of the set what one image at a time would take long.
    pub may_govern: bool,
    /// Votes that the person may not know of.
    pub hidden: HiddenVotes,
    /// The person's own keys, as the stage reads them; empty for those every browser knows.
    pub keys: String,
}

impl LabellingData {
    /// Reads what the person may see; `wanted` is the type to draw with, else the set's main one.
    pub async fn load(
        commands: &Commands,
        account: AccountId,
        image: ImageId,
        wanted: Option<AnnotationTypeId>,
    ) -> Result<Self, CommandError> {
        let (line, standing) = commands.permissions.on_image(account, image, Action::Read).await?;
        Self::of(commands, account, line, standing, wanted).await
    }

    /// The same, once permission was asked. What does not wait for each other is read at the same time.
    pub async fn of(
        commands: &Commands,
        account: AccountId,
        line: ImageLine,
        standing: Standing,
        wanted: Option<AnnotationTypeId>,
    ) -> Result<Self, CommandError> {
        let allows = |action| Permissions::allows(&standing, action);
        let views = commands.views();
        let labels = async {
            // Before the labels: what happens in between is told twice, never not at all.
            let position = views.log().head().await?;
            Ok((position, views.annotations_on(line.image.into(), account).await?))
        };
        let set = async { views.image_set_at_work(standing.image_set).await?.ok_or(CommandError::NOT_FOUND) };
        let (types, set, (position, lines)) = tokio::try_join!(Types::load(views), set, labels)?;
        let labels: Vec<_> = lines.iter().map(|line| Label::new(line, &types, account)).collect();
        let present: Vec<_> = labels.iter().map(|label| label.annotation_type).collect();
        let wanted = wanted.or(set.main_annotation_type.map(AnnotationTypeId::new));
        Ok(Self {
            keys: KeysInUse::of(commands, account).await?.for_stage(),
            account,
            position,
            types: types.choices(wanted, &present),
            labels,
            may_annotate: allows(Action::Annotate) && !line.removed,
            may_remove: allows(Action::Govern) && !standing.locked,
            may_govern: allows(Action::Govern),
            hidden: SeenVotes::hidden(account, &standing),
            image: line,
            set,
        })
    }

    pub fn set_id(&self) -> ImageSetId {
        ImageSetId::new(self.image.image_set)
    }
}
