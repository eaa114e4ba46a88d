//! Bulk changes, undos and imports that are being done.

use commands::{CommandError, Commands, bulk_change::BulkChange, intake::ZipIntake, jobs::JobView};
use domain::ImageSetId;
use uuid::Uuid;

use crate::{annotations::Types, bulk_changes, viewer::Viewer};

/// One of them, on pages from which it can be found again.
pub struct Running {
    pub job: Uuid,
    /// What is done.
    pub title: String,
    /// Its page.
    pub address: String,
    /// The name of the set, where it is not clear.
    pub set: Option<(String, String)>,
    pub done: i64,
    pub total: Option<i64>,
    /// Whether the viewer ordered it, and may follow it.
    pub own: bool,
}

impl Running {
    /// The viewer's own in a set; all, for those who govern it.
    pub async fn in_set(
        commands: &Commands,
        viewer: &Viewer,
        set: ImageSetId,
        governs: bool,
    ) -> Result<Vec<Self>, CommandError> {
        let mut jobs = commands.jobs().of_object(set.uuid()).await?;
        jobs.retain(|job| governs || job.owner == Some(viewer.account));
        Self::of(commands, viewer, jobs).await
    }

    /// The viewer's own, wherever they are.
    pub async fn of_viewer(commands: &Commands, viewer: &Viewer) -> Result<Vec<Self>, CommandError> {
        let jobs = commands.jobs().of_owner(viewer.account).await?;
        let mut running = Self::of(commands, viewer, jobs.clone()).await?;
        for one in &mut running {
            let set = jobs.iter().find(|job| job.id == one.job).and_then(|job| job.object);
            let Some(set) = set else { continue };
            let line = commands.views().image_set(ImageSetId::new(set)).await?;
            one.set = line.map(|line| (format!("/image-sets/{set}"), line.name));
        }
        Ok(running)
    }

    async fn of(commands: &Commands, viewer: &Viewer, jobs: Vec<JobView>) -> Result<Vec<Self>, CommandError> {
        let mut running = vec![];
        for job in jobs.into_iter().filter(|job| !job.state.is_over()) {
            let Some((title, address)) = said(commands, &job).await? else { continue };
            running.push(Self {
                job: job.id,
                title,
                address,
                set: None,
                done: job.progress_done,
                total: job.progress_total,
                own: job.owner == Some(viewer.account),
            });
        }
        Ok(running)
    }
}

/// What a job does, and its page; jobs of other kinds have pages of their own.
async fn said(commands: &Commands, job: &JobView) -> Result<Option<(String, String)>, CommandError> {
    let address = format!("/bulk-changes/{}", job.id);
    Ok(match (job.kind.as_str(), job.object) {
        ("bulk_change", _) => {
            let types = Types::load(commands.views()).await?;
            let change = commands.jobs().payload::<BulkChange>(job.id).await?;
            change.map(|change| (bulk_changes::order(change.action, change.subjects.len(), &types), address))
        }
        ("undo", _) => Some(("Undo".to_owned(), address)),
        ("zip_intake", Some(_)) => {
            let zip = commands.jobs().payload::<ZipIntake>(job.id).await?;
            zip.map(|zip| (format!("Import of {}", zip.name), address))
        }
        _ => None,
    })
}
