//! Which image a file means by a name or a path.

use std::collections::HashMap;

use domain::{Frame, ImageId, ImageSetId, name_key};
use projections::{Views, images::ImagePlace};
use uuid::Uuid;

/// Images that are read at once.
const PAGE: i64 = 10_000;

/// The images of a set by what they are called.
#[derive(Debug, Default)]
pub(super) struct ImageNames {
    paths: HashMap<String, Vec<Uuid>>,
    names: HashMap<String, Vec<Uuid>>,
    pub frames: HashMap<Uuid, Frame>,
}

impl ImageNames {
    pub async fn load(views: &Views, set: ImageSetId) -> sqlx::Result<Self> {
        let (mut found, mut after) = (Self::default(), ImagePlace::default());
        loop {
            let page = views.images(set, &after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(found) };
            after = last.place();
            for line in page {
                found.frames.insert(line.image, line.frame());
                found.names.entry(name_key(&line.name)).or_default().push(line.image);
                if !line.path.is_empty() {
                    found.paths.entry(name_key(&line.path)).or_default().push(line.image);
                }
            }
        }
    }

    /// By its whole path, by its name, or by the id that exports put into the names of images that are called alike.
    pub fn find(&self, called: &str) -> Result<ImageId, String> {
        let path = name_key(&called.replace('\\', "/"));
        let path = path.trim_start_matches("./");
        let name = path.rsplit('/').next().unwrap_or(path);
        let found = self.paths.get(path).or_else(|| self.names.get(name));
        match found.map(Vec::as_slice) {
            Some([image]) => return Ok(ImageId::new(*image)),
            Some(several) => {
                return Err(format!(
                    "{} images of the set are called {called}: name the folder, too",
                    several.len()
                ));
            }
            None => {}
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let id = stem.len().checked_sub(36).and_then(|at| stem.get(at..)).and_then(|id| id.parse().ok());
        match id.filter(|id| self.frames.contains_key(id)) {
            Some(id) => Ok(ImageId::new(id)),
            None => Err(format!("the set has no image called {called}")),
        }
    }
}
