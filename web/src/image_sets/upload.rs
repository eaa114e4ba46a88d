//! Uploading images.

use askama::Template;
use axum::{
    extract::{Request, State},
    http::header,
    response::Response,
};
use commands::{
    Commands,
    archive::NamesRead,
    intake::{Outcome, Uploaded},
    jobs::{JobState, JobView},
};
use domain::{Action, ImageSetId};
use projections::image_sets::SetLine;
use serde::de::DeserializeOwned;

use crate::{
    WebError,
    extract::Path,
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// In which names in archives commonly are, by whom.
const ENCODINGS: &[(&str, &str)] = &[
    ("utf-8", "UTF-8"),
    ("shift_jis", "Japanese (Shift_JIS, cp932)"),
    ("gbk", "Chinese, simplified (GBK, cp936)"),
    ("big5", "Chinese, traditional (Big5, cp950)"),
    ("euc-kr", "Korean (EUC-KR, cp949)"),
    ("cp866", "Cyrillic (cp866)"),
    ("windows-1251", "Cyrillic (windows-1251)"),
    ("cp850", "Western European (cp850)"),
    ("windows-1252", "Western European (windows-1252)"),
    ("cp852", "Central European (cp852)"),
    ("windows-1250", "Central European (windows-1250)"),
    ("cp437", "MS-DOS (cp437)"),
];

#[derive(Template)]
#[template(path = "image_sets/upload.html")]
struct Page {
    set: SetLine,
    /// Largest image, in MiB.
    megabytes: u64,
    encodings: &'static [(&'static str, &'static str)],
    /// What became of the files of this request.
    uploaded: Vec<Uploaded>,
    /// Whether one of them is an image now.
    added: bool,
    /// The viewer's archives.
    archives: Vec<Archive>,
}

struct Archive {
    job: JobView,
    results: Vec<Uploaded>,
    /// How names were read that do not say how.
    names: Option<NamesRead>,
}

impl Page {
    async fn load(
        commands: &Commands,
        viewer: &Viewer,
        id: ImageSetId,
        uploaded: Vec<Uploaded>,
    ) -> Result<Self, WebError> {
        commands.permissions.on_set(viewer.account, id, Action::Contribute).await?;
        let mut uploaded = uploaded;
        uploaded.sort_by_key(|file| file.outcome == Outcome::Added);
        let added = uploaded.iter().any(|file| file.outcome == Outcome::Added);
        let set = commands.views().image_set(id).await?.ok_or(WebError::NotFound)?;
        let mut jobs = commands.jobs().of_object(id.uuid()).await?;
        jobs.retain(|job| job.kind == "zip_intake" && job.owner == Some(viewer.account));
        let archives = jobs.into_iter().map(Archive::from).collect();
        Ok(Self {
            set,
            megabytes: commands.settings().limits.image_bytes >> 20,
            encodings: ENCODINGS,
            uploaded,
            added,
            archives,
        })
    }

    fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        Head::new("Upload").under("/image-sets", "Image sets").under(set, &self.set.name)
    }
}

impl From<JobView> for Archive {
    fn from(job: JobView) -> Self {
        let mut results: Vec<Uploaded> = part(&job, "results").unwrap_or_default();
        results.sort_by_key(|file| file.outcome == Outcome::Added);
        Self { results, names: part(&job, "names"), job }
    }
}

/// Of what a job has to tell.
fn part<T: DeserializeOwned>(job: &JobView, name: &str) -> Option<T> {
    let found = job.result.as_ref()?.get(name)?.clone();
    serde_json::from_value(found).ok()
}

/// `GET /image-sets/{image_set}/upload`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<ImageSetId>,
) -> Result<Response, WebError> {
    let page = Page::load(&commands, &viewer, id, Vec::new()).await?;
    wants.show(&page.head(), &page)
}

/// `POST /image-sets/{image_set}/upload`: the way without a script, all files in one request.
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<ImageSetId>,
    request: Request,
) -> Result<Response, WebError> {
    let caller = viewer.caller(commands::ids::mint(viewer.now).into());
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let body = request.into_body().into_data_stream();
    let uploaded = commands.intake.take_files(caller, id, &kind, body).await.map_err(WebError::upload)?;
    let page = Page::load(&commands, &viewer, id, uploaded).await?;
    wants.show(&page.head(), &page)
}
