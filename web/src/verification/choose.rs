//! Choosing a verification queue.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Permissions, SeenVotes, desk};
use domain::{
    AccountId, Action, ImageSetId,
    filter::{About, HiddenVotes},
    sort_key,
};
use projections::{
    annotation_types::TypeLine,
    image_sets::SetLine,
    standing::Standing,
    verification::{Queue, Within},
};

use super::QueueQuery;
use crate::{
    WebError,
    extract::{Path, Query},
    page::{Head, Wants},
    viewer::Viewer,
};

/// Beyond this many nobody counts.
pub const MOST: i64 = 1000;

/// People that can be chosen.
const PEOPLE: i64 = 100;

#[derive(Template)]
#[template(path = "verification/choose.html")]
struct Page {
    /// `None`: all sets of one's teams.
    of_set: Option<(SetLine, Standing)>,
    asked: QueueQuery,
    queues: Vec<QueueChoice>,
    types: Vec<TypeLine>,
    people: Vec<(AccountId, String)>,
    grid: Option<String>,
}

/// A queue, how long it is, and where it begins.
struct QueueChoice {
    about: About,
    /// Votes of others do not count in it.
    blind: bool,
    count: i64,
    start: String,
}

impl QueueChoice {
    fn name(&self) -> &'static str {
        match self.about {
            About::Waiting => "Everything that waits for your vote",
            About::Disagreed => "People disagree",
            About::Unverified => "Nobody has verified it yet",
            About::Stale if self.blind => "Changed after you had voted",
            About::Stale => "Changed after others had voted",
        }
    }

    fn hint(&self) -> &'static str {
        match self.about {
            About::Waiting if self.blind => "You see how others voted once you have.",
            About::Waiting => "Labels people disagree about come first.",
            About::Disagreed => "Some accept the label, some reject it: your vote decides most here.",
            About::Unverified => "Only whoever drew it has looked at it.",
            About::Stale if self.blind => "Your vote was on an earlier revision and counts no more.",
            About::Stale => "The votes were on an earlier revision and count no more.",
        }
    }

    fn counted(&self) -> String {
        if self.count >= MOST { format!("{MOST}+") } else { self.count.to_string() }
    }
}

impl Page {
    fn address(&self) -> String {
        self.of_set.as_ref().map_or_else(
            || "/verification".to_owned(),
            |(set, _)| format!("/image-sets/{}/verification", set.image_set),
        )
    }

    fn is_type(&self, line: &TypeLine) -> bool {
        self.asked.annotation_type() == Some(line.spec.id)
    }

    fn is_by(&self, person: &AccountId) -> bool {
        self.asked.by().as_ref() == Some(person)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "what a template hands over")]
    fn is_sample(&self, percent: &i32) -> bool {
        self.asked.percent().as_ref() == Some(percent)
    }
}

/// `GET /image-sets/{image_set}/verification`
pub async fn of_set(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(asked): Query<QueueQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let standing = commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let asked = asked.here().seeded(viewer.account, Some(set));
    let head = Head::new("Verify")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{set}"), &line.name);
    let (queue, base) = (asked.queue(viewer.account, set), format!("/image-sets/{set}"));
    let hidden = SeenVotes::hidden(viewer.account, &standing);
    let annotate = Permissions::allows(&standing, Action::Annotate);
    let page = Page {
        queues: choices(&commands, &asked, (&queue, &hidden), &format!("{base}/verification")).await?,
        types: commands.views().annotation_types().await?,
        people: people(&commands, set).await?,
        grid: annotate.then(|| asked.at(&format!("{base}/grid"))),
        of_set: Some((line, standing)),
        asked,
    };
    wants.show(&head, &page)
}

/// `GET /verification`: in all sets of one's teams.
pub async fn of_teams(
    viewer: Viewer,
    Query(asked): Query<QueueQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let asked = asked.everywhere().seeded(viewer.account, None);
    let queue = asked.queue_in_teams(viewer.account);
    let hidden = commands.seen_votes.hidden_in_teams(viewer.account).await?;
    let page = Page {
        of_set: None,
        queues: choices(&commands, &asked, (&queue, &hidden), "/verification").await?,
        types: commands.views().annotation_types().await?,
        people: vec![],
        grid: None,
        asked,
    };
    wants.show(&Head::new("Verify"), &page)
}

async fn choices(
    commands: &Commands,
    asked: &QueueQuery,
    (queue, hidden): (&Queue, &HiddenVotes),
    base: &str,
) -> Result<Vec<QueueChoice>, CommandError> {
    let blind = matches!(queue.within, Within::Set(set) if hidden.are_in(set));
    // In a blind set nothing is known of what others think.
    let known = |about: &About| !blind || matches!(about, About::Waiting | About::Stale);
    let mut choices = vec![];
    for about in About::ALL.into_iter().filter(known) {
        let narrowed = Queue { about, ..queue.clone() };
        let count = commands.views().count_to_verify(&narrowed, hidden, MOST).await?;
        let start = asked.with(about).at(&format!("{base}/next"));
        choices.push(QueueChoice { about, blind, count, start });
    }
    Ok(choices)
}

/// Those whose labels there are, by name.
async fn people(commands: &Commands, set: ImageSetId) -> Result<Vec<(AccountId, String)>, CommandError> {
    let makers = commands.views().makers_in(set, PEOPLE).await?;
    let ids: Vec<_> = makers.iter().map(|maker| AccountId::new(maker.account)).collect();
    let names = commands.people.full_names(&ids).await?;
    let name = |id: AccountId| names.get(&id).cloned().unwrap_or_else(|| desk::people::former_member(id));
    let mut people: Vec<_> = ids.iter().map(|id| (*id, name(*id))).collect();
    people.sort_by_cached_key(|(_, name)| sort_key(name));
    Ok(people)
}
