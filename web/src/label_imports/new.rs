//! Choosing a file of labels, looking at it, and ordering its import.

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use commands::{CommandError, Commands, ids, intake::FormError, label_import::LabelForm};
use domain::{Action, CommandId, ImageSetId, Timestamp, formats::BuiltIn};
use projections::image_sets::SetLine;

use super::look::LookPart;
use crate::{
    WebError,
    extract::Path,
    filters::{self, sentence},
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "label_imports/new.html")]
struct Page {
    set: SetLine,
    now: Timestamp,
    formats: Vec<(&'static str, &'static str)>,
    look: LookPart,
}

impl Page {
    async fn load(
        commands: &Commands,
        viewer: &Viewer,
        set: ImageSetId,
        look: LookPart,
    ) -> Result<Self, WebError> {
        let set = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
        let formats = BuiltIn::readable().map(|format| (format.code(), format.name())).collect();
        Ok(Self { set, now: viewer.now, formats, look })
    }

    fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        Head::new("Import labels")
            .under("/image-sets", "Image sets")
            .under(&set, &self.set.name)
            .under(format!("{set}/annotations"), "Labels")
    }
}

/// `GET /image-sets/{image_set}/label-imports/new`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Annotate).await?;
    let page = Page::load(&commands, &viewer, set, LookPart::default()).await?;
    wants.show(&page.head(), &page)
}

/// `POST /image-sets/{image_set}/label-imports`: looks at the file; with the field `do` = `import`, imports it.
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    request: Request,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Annotate).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let form = commands.label_imports.read_form(&kind, request.into_body().into_data_stream()).await;
    let done = match form {
        Ok(form) => carry_out(&commands, &viewer, set, form).await,
        Err(FormError::Command(error)) => Err(error),
        Err(error) => return Err(WebError::upload(error)),
    };
    match done {
        Ok(Done::Ordered(page)) => Ok(wants.go(&page)),
        Ok(Done::Looked(look)) => shown(&commands, &viewer, &wants, set, look).await,
        Err(CommandError::Refused(refused)) => {
            let look = LookPart::refused(sentence(&refused.message));
            let page = shown(&commands, &viewer, &wants, set, look).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

enum Done {
    Looked(LookPart),
    /// At this page.
    Ordered(String),
}

async fn carry_out(
    commands: &Commands,
    viewer: &Viewer,
    set: ImageSetId,
    LabelForm { file, arrived, others }: LabelForm,
) -> Result<Done, CommandError> {
    let command = others.get("command").and_then(|id| id.parse().ok());
    let caller = viewer.caller(command.map_or_else(|| ids::mint(viewer.now).into(), CommandId::new));
    if others.get("do").is_some_and(|what| what == "import") {
        let id = commands.label_imports.request(caller, set, file, arrived).await?;
        return Ok(Done::Ordered(format!("/label-imports/{id}")));
    }
    let look = commands.label_imports.look(caller, set, &file, arrived).await?;
    Ok(Done::Looked(LookPart::of(commands, &file, look).await?))
}

/// The part alone stays beside the file that was chosen; a page has to ask for the file again.
async fn shown(
    commands: &Commands,
    viewer: &Viewer,
    wants: &Wants,
    set: ImageSetId,
    look: LookPart,
) -> Result<Response, WebError> {
    let page = Page::load(commands, viewer, set, look).await?;
    let head = page.head();
    if wants.part() { wants.show(&head, &page.look) } else { wants.show(&head, &page) }
}
