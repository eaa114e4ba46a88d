//! An image set among others: its name, its first image, how far it is.

use commands::CommandError;
use projections::{Views, gallery::Glance, image_sets::SetLine};

/// What a list shows of a set.
#[derive(Debug, Clone)]
pub struct SetCard {
    pub set: SetLine,
    pub glance: Glance,
}

/// Looks at many sets at once.
pub async fn cards(views: &Views, sets: Vec<SetLine>) -> Result<Vec<SetCard>, CommandError> {
    let ids: Vec<_> = sets.iter().map(|set| set.image_set).collect();
    let glances = views.glances(&ids).await?;
    let card =
        |set: SetLine| SetCard { glance: glances.get(&set.image_set).copied().unwrap_or_default(), set };
    Ok(sets.into_iter().map(card).collect())
}
