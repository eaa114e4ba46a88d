//! The services of which the doors ask everything, and what each of them is made of.

use std::{sync::Arc, time::Duration};

use projections::{LogError, Views, following::Following};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    Settings, account::Accounts, annotation::Labels, annotation_type::AnnotationTypes, blobs::Blobs,
    bulk_change::BulkChanges, cancellation::Cancellations, clock::Clock, execute::Executor, export::Exports,
    export_format::ExportFormats, fsck::Storage, image::Images, image_archive::ImageArchives,
    image_files::ImageFiles, image_set::ImageSets, intake::Intake, jobs::Jobs, key_map::KeyMaps,
    listening::Listeners, live::Live, permit::Permissions, person::People, presence::Presence,
    queue::WorkQueue, seen_votes::SeenVotes, session::Sessions, shared::Shared, snapshot::Snapshots,
    team::Teams, token::Tokens, transfer::Transfers, undo::Undos,
};

/// A following view is milliseconds behind; one that is not within this time is worth a word.
const AT_MOST: Duration = Duration::from_secs(2);

/// Everything people can do, shared by all who hold it.
pub type Commands = Arc<Services>;

/// One service for each subject.
pub struct Services {
    pub permissions: Permissions,
    pub accounts: Accounts,
    pub people: People,
    pub sessions: Sessions,
    pub tokens: Tokens,
    pub key_maps: KeyMaps,
    pub teams: Teams,
    pub annotation_types: AnnotationTypes,
    pub sets: ImageSets,
    pub images: Images,
    pub image_archives: ImageArchives,
    pub image_files: ImageFiles,
    pub intake: Intake,
    pub labels: Labels,
    pub seen_votes: SeenVotes,
    pub export_formats: ExportFormats,
    pub snapshots: Snapshots,
    pub transfers: Transfers,
    pub exports: Exports,
    pub bulk_changes: BulkChanges,
    pub undos: Undos,
    pub cancellations: Cancellations,
    pub queue: WorkQueue,
    pub presence: Presence,
    pub live: Live,
    pub listeners: Listeners,
    pub storage: Storage,
    executor: Executor,
    jobs: Jobs,
    views: Views,
    following: Following,
    blobs: Blobs,
    clock: Arc<dyn Clock>,
    settings: Settings,
    stopping: CancellationToken,
}

impl Services {
    pub(crate) fn new(shared: Shared, following: Following) -> Self {
        let stopping = CancellationToken::new();
        let (accounts, sessions) = (Accounts::new(&shared), Sessions::new(&shared));
        let (types, images) = (AnnotationTypes::new(&shared), Images::new(&shared));
        let (transfers, snapshots) = (Transfers::new(&shared), Snapshots::new(&shared));
        let labels = Labels::new(&shared, &types);
        Self {
            people: People::new(&shared, &accounts),
            tokens: Tokens::new(&shared, &sessions),
            key_maps: KeyMaps::new(&shared),
            teams: Teams::new(&shared),
            sets: ImageSets::new(&shared),
            image_archives: ImageArchives::new(&shared),
            image_files: ImageFiles::new(&shared),
            intake: Intake::new(&shared, &images, &transfers),
            export_formats: ExportFormats::new(&shared),
            exports: Exports::new(&shared, &snapshots, &transfers),
            bulk_changes: BulkChanges::new(&shared, &types),
            cancellations: Cancellations::new(&shared, &transfers),
            undos: Undos::new(&shared, &types),
            queue: WorkQueue::new(&shared),
            presence: Presence::new(&shared),
            live: Live::new(&shared, following.latest(), stopping.clone()),
            listeners: Listeners::new(&shared),
            storage: Storage::new(&shared),
            seen_votes: SeenVotes::new(&shared.views, &shared.permissions),
            annotation_types: types,
            accounts,
            sessions,
            images,
            labels,
            snapshots,
            transfers,
            following,
            stopping,
            permissions: shared.permissions,
            executor: shared.executor,
            jobs: shared.orders.jobs,
            views: shared.views,
            blobs: shared.blobs,
            clock: shared.clock,
            settings: shared.settings,
        }
    }

    pub fn views(&self) -> &Views {
        &self.views
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// The views that follow the log.
    pub fn following(&self) -> &Following {
        &self.following
    }

    /// Waits, but not long, until a following view shows everything that has happened up to now.
    ///
    /// `false`: it is behind; whoever shows it says so.
    pub async fn is_up_to_date(&self, view: &str) -> Result<bool, LogError> {
        let head = self.views.log().head().await?;
        Ok(self.following.wait_for(view, head, AT_MOST).await?)
    }

    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Cancelled when the server stops: whoever streams to a client ends then.
    pub fn stopping(&self) -> &CancellationToken {
        &self.stopping
    }

    /// The position of this process's last append, for whoever follows the log.
    pub fn head(&self) -> watch::Receiver<i64> {
        self.executor.head()
    }
}
