//! The log is told of an archive's entries: in their order, many at a time.

use std::collections::HashSet;

use super::{
    Outcome, Uploaded,
    looked::{Entry, Found},
    picture::{Prepared, Ready},
    stop::Stop,
    unpack::{Unpacked, Unpacker},
};
use crate::CommandError;

impl Unpacker {
    /// Adds what is ready, and notes what became of each. What stopped the look at entries counts after those before it.
    pub(super) async fn add(
        &self,
        entries: &mut Vec<Result<Entry, Stop>>,
        unpacked: &mut Unpacked,
    ) -> Result<(), Stop> {
        let entries = std::mem::take(entries);
        let (firsts, mut seen) = (first_ones(&entries), HashSet::new());
        let mut added = self.add_together(&firsts).await?.into_iter();
        for entry in entries {
            let Entry { index, path, found } = entry?;
            let uploaded = match found {
                Found::Looked(Prepared::Told(told)) => Ok(told),
                Found::Looked(Prepared::Ready(ready)) if seen.insert(ready.added.digest) => {
                    added.next().unwrap_or_else(|| Err(Stop::Here(String::new())))
                }
                // Another picture with the same bytes is the image by now, unless it was not taken.
                Found::Looked(Prepared::Ready(ready)) => self.add_together(&[&ready]).await?.remove(0),
                Found::NotTaken(problem) => Err(Stop::Here(problem)),
            };
            let uploaded = match uploaded {
                // Every file is told of: those after it are not taken for the same reason.
                Err(Stop::Here(problem)) => {
                    let uploaded = Uploaded::refused(&path, Outcome::NotTaken, &problem);
                    unpacked.problem = Some(self.ended.get_or_init(|| problem).clone());
                    uploaded
                }
                uploaded => uploaded?,
            };
            // Told under the entry's whole path, which may say what no name does.
            unpacked.add(Uploaded { name: path, ..uploaded });
            self.work.reach(index + 1);
        }
        Ok(())
    }

    /// One answer for each.
    async fn add_together(&self, ready: &[&Ready]) -> Result<Vec<Result<Uploaded, Stop>>, Stop> {
        let added = self.intake.add_in_order(self.caller, self.job.image_set, ready).await;
        let each = |one: Result<Uploaded, CommandError>| one.map_err(Stop::of);
        match added.map_err(Stop::of) {
            Ok(added) => Ok(added.into_iter().map(each).collect()),
            Err(Stop::Here(problem)) => Ok(ready.iter().map(|_| Err(Stop::Here(problem.clone()))).collect()),
            Err(stop) => Err(stop),
        }
    }
}

/// Of equal pictures the first, up to where it goes no further.
fn first_ones(entries: &[Result<Entry, Stop>]) -> Vec<&Ready> {
    let mut seen = HashSet::new();
    let ready =
        entries.iter().map_while(|entry| entry.as_ref().ok()).filter_map(|entry| match &entry.found {
            Found::Looked(Prepared::Ready(ready)) => Some(&**ready),
            Found::Looked(Prepared::Told(_)) | Found::NotTaken(_) => None,
        });
    ready.filter(|ready| seen.insert(ready.added.digest)).collect()
}
