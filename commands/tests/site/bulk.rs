//! Bulk changes and undoing them, ordered as the pages do and done by a worker.

use commands::{
    Commands,
    bulk_change::{BulkAction, Report, Which},
    jobs::JobState,
};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, CorrelationId, ShapeKind,
    annotation_type::TypeDefinition,
    filter::{Filter, LabelCondition},
    testing::{ALICE, BOB},
};
use uuid::Uuid;

use super::{Site, caller, intake, name};

pub async fn done(commands: &Commands, job: Uuid) -> Report {
    let view = intake::done(commands, job).await;
    assert_eq!((view.state, view.error), (JobState::Done, None));
    serde_json::from_value(view.result.unwrap()).unwrap()
}

/// Looks first, then orders what was seen.
pub async fn order(site: &Site, by: AccountId, which: &Which, action: BulkAction) -> Uuid {
    let preview = site.commands.bulk_changes.preview(caller(by), site.set, which, action).await.unwrap();
    let seen = preview.fingerprint;
    site.commands.bulk_changes.request(caller(by), site.set, which, action, seen).await.unwrap()
}

pub async fn undone(site: &Site, by: AccountId, of: Uuid) -> (Uuid, Report) {
    let job = site.commands.undos.request(caller(by), CorrelationId::new(of)).await.unwrap();
    (job, done(&site.commands, job).await)
}

pub async fn is_there(site: &Site, label: AnnotationId) -> bool {
    site.commands.views().annotation(label, ALICE).await.unwrap().is_some()
}

pub fn by_bob() -> Which {
    Which::Filter(Filter::of([LabelCondition::Author(BOB)]))
}

pub async fn kind(site: &Site, title: &str, shape: ShapeKind) -> AnnotationTypeId {
    let definition = TypeDefinition {
        name: name(title),
        shape,
        node_count: None,
        allows_blurred: false,
        allows_concealed: false,
    };
    site.commands.annotation_types.define(caller(ALICE), definition).await.unwrap()
}
