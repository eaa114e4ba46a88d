//! What things are called, for sentences about them: also what was removed, deleted or withdrawn.

use std::collections::HashMap;

use domain::AccountId;
use uuid::Uuid;

use crate::Views;

const TITLES: &str = "select image, name from view_images where image = any($1)
     union all select image_set, name from view_image_sets where image_set = any($1)
     union all select team, name from view_teams where team = any($1)
     union all select snapshot, name from view_snapshots where snapshot = any($1)
     union all select f.export_format, f.name from view_export_formats f
     left join view_members m on m.team = f.team and m.account = $2 and m.standing in ('member', 'admin')
     where f.export_format = any($1) and (f.public or m.account is not null)";

impl Views {
    /// Names of images, sets, teams and snapshots, nobody's permission asked: hand in only what stands in facts that
    /// somebody may see. And of export formats, which a team may keep to itself though its sets are public.
    pub async fn titles(&self, of: &[Uuid], seen_by: AccountId) -> sqlx::Result<HashMap<Uuid, String>> {
        let titles = sqlx::query_as(TITLES).bind(of).bind(seen_by.uuid());
        let found: Vec<(Uuid, String)> = titles.fetch_all(&self.0).await?;
        Ok(found.into_iter().collect())
    }
}
