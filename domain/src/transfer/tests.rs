//! Transfers: each is a story with one beginning and one end.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Command, Event, Refusal, Removal, Request, Transfer};
use crate::{
    Digest, ImageSetId, Stamp,
    formats::BuiltIn,
    snapshot::Selection,
    testing::{ALICE, BOB, Given, given, noon},
};

const SET: ImageSetId = ImageSetId::new(Uuid::from_u128(1));

fn request() -> Request {
    Request {
        image_set: SET,
        position: 4711,
        selection: Selection::default(),
        snapshot: None,
        format: BuiltIn::Coco.into(),
        format_revision: None,
    }
}

fn finish_export() -> Command {
    Command::FinishExport {
        file_name: "a.json".to_owned(),
        digest: Digest::of(b"coco"),
        bytes: 4,
        left_out: left_out(),
    }
}

fn export_finished() -> Event {
    Event::ExportFinished {
        file_name: "a.json".to_owned(),
        digest: Digest::of(b"coco"),
        bytes: 4,
        left_out: left_out(),
    }
}

fn left_out() -> BTreeMap<String, u64> {
    BTreeMap::from([("concealed".to_owned(), 3)])
}

fn fail_export() -> Command {
    Command::FailExport { reason: "the format has gone".to_owned() }
}

fn export_failed() -> Event {
    Event::ExportFailed { reason: "the format has gone".to_owned() }
}

fn start_import() -> Command {
    Command::StartImport { image_set: SET, what: "labels".to_owned() }
}

fn import_started() -> Event {
    Event::ImportStarted { image_set: SET, what: "labels".to_owned() }
}

const FINISH_IMPORT: Command = Command::FinishImport { added: 40, refused: 2 };
const IMPORT_FINISHED: Event = Event::ImportFinished { added: 40, refused: 2 };

fn exporting(events: impl IntoIterator<Item = Event>) -> Given<Transfer> {
    given([Event::ExportRequested(request())]).and(events)
}

fn importing(events: impl IntoIterator<Item = Event>) -> Given<Transfer> {
    given([import_started()]).and(events)
}

#[test]
fn a_requested_export_is_finished() {
    let after = given([])
        .when(Command::RequestExport(request()))
        .then([Event::ExportRequested(request())])
        .when(finish_export())
        .then([export_finished()]);
    let Transfer::Exported { request: of, digest, bytes, left_out: lost, .. } = after.state() else {
        panic!("it was exported")
    };
    assert_eq!((&**of, *digest, *bytes), (&request(), Digest::of(b"coco"), 4));
    assert_eq!(*lost, left_out());
}

#[test]
fn a_requested_export_can_fail_and_says_why() {
    let after = exporting([]).when(fail_export()).then([export_failed()]);
    let Transfer::Failed { reason, .. } = after.state() else { panic!("it failed") };
    assert_eq!(reason, "the format has gone");
}

#[test]
fn a_started_import_is_finished() {
    let after =
        given([]).when(start_import()).then([import_started()]).when(FINISH_IMPORT).then([IMPORT_FINISHED]);
    let Transfer::Imported { image_set, what, added, refused, .. } = after.state() else {
        panic!("it was imported")
    };
    assert_eq!((*image_set, what.as_str(), *added, *refused), (SET, "labels", 40, 2));
}

#[test]
fn a_job_that_is_run_again_after_it_finished_changes_nothing() {
    let other = Command::FinishExport {
        file_name: "a.json".to_owned(),
        digest: Digest::of(b"x"),
        bytes: 1,
        left_out: left_out(),
    };
    exporting([export_finished()]).when(finish_export()).then([]).when(other).then([]);
    importing([IMPORT_FINISHED]).when(FINISH_IMPORT).then([]);
}

#[test]
fn what_has_begun_does_not_begin_again() {
    for command in [Command::RequestExport(request()), start_import()] {
        exporting([]).when(command.clone()).then_refused(&Refusal::OutOfOrder);
        exporting([export_finished()]).when(command.clone()).then_refused(&Refusal::OutOfOrder);
        exporting([export_failed()]).when(command.clone()).then_refused(&Refusal::OutOfOrder);
        importing([]).when(command.clone()).then_refused(&Refusal::OutOfOrder);
        importing([IMPORT_FINISHED]).when(command).then_refused(&Refusal::OutOfOrder);
    }
}

#[test]
fn what_has_ended_one_way_does_not_end_another_way() {
    exporting([export_finished()]).when(fail_export()).then_refused(&Refusal::OutOfOrder);
    exporting([export_failed()]).when(finish_export()).then_refused(&Refusal::OutOfOrder);
    exporting([export_failed()]).when(fail_export()).then_refused(&Refusal::OutOfOrder);
}

#[test]
fn an_import_that_is_broken_off_keeps_what_it_added() {
    let reason = "it was cancelled".to_owned();
    let fail = Command::FailImport { added: 3, refused: 1, reason: reason.clone() };
    let failed = Event::ImportFailed { added: 3, refused: 1, reason };
    importing([]).when(fail.clone()).then([failed.clone()]);
    importing([IMPORT_FINISHED]).when(fail.clone()).then_refused(&Refusal::OutOfOrder);
    exporting([]).when(fail).then_refused(&Refusal::OutOfOrder);
    importing([failed.clone()]).when(FINISH_IMPORT).then_refused(&Refusal::OutOfOrder);
    let after = importing([failed]);
    assert!(matches!(after.state(), Transfer::ImportFailed { added: 3, refused: 1, .. }));
}

#[test]
fn an_import_does_not_end_as_an_export_nor_the_reverse() {
    importing([]).when(finish_export()).then_refused(&Refusal::OutOfOrder);
    importing([]).when(fail_export()).then_refused(&Refusal::OutOfOrder);
    exporting([]).when(FINISH_IMPORT).then_refused(&Refusal::OutOfOrder);
}

#[test]
fn nothing_ends_that_has_not_begun() {
    for command in [finish_export(), fail_export(), FINISH_IMPORT] {
        given::<Transfer>([]).when(command).then_refused(&Refusal::Unknown);
    }
}

#[test]
fn a_transfer_is_whoevers_who_began_it() {
    let begun = Some((SET, Stamp { by: ALICE, at: noon() }));
    for ended in [export_finished(), export_failed()] {
        assert_eq!(exporting([]).by(BOB).and([ended]).state().begun(), begun);
    }
    assert_eq!(importing([]).by(BOB).and([IMPORT_FINISHED]).state().begun(), begun);
    assert_eq!(Transfer::default().begun(), None);
}

#[test]
fn the_file_of_an_export_is_deleted_once_and_its_digest_stays() {
    let delete = Command::DeleteExport(Removal::Deleted);
    let after = exporting([export_finished()]).when(delete.clone()).then([Event::ExportDeleted {}]);
    let Transfer::Deleted { digest, bytes, why, .. } = after.state() else { panic!("it was deleted") };
    assert_eq!((*digest, *bytes, *why), (Digest::of(b"coco"), 4, Removal::Deleted));
    assert_eq!((after.state().kept(), after.state().request()), (None, Some(&request())));
    let again = after.when(delete).then([]);
    again.when(Command::DeleteExport(Removal::Expired)).then([]);
}

#[test]
fn an_export_expires() {
    let expired = Command::DeleteExport(Removal::Expired);
    let after = exporting([export_finished()]).when(expired).then([Event::ExportExpired {}]);
    assert!(matches!(after.state(), Transfer::Deleted { why: Removal::Expired, .. }));
    // A job that is run again after all this changes nothing.
    after.when(finish_export()).then([]);
}

#[test]
fn only_a_file_that_is_there_is_deleted() {
    let delete = || Command::DeleteExport(Removal::Deleted);
    exporting([]).when(delete()).then_refused(&Refusal::BeingWritten);
    exporting([export_failed()]).when(delete()).then_refused(&Refusal::NoFile);
    importing([]).when(delete()).then_refused(&Refusal::Unknown);
    given::<Transfer>([]).when(delete()).then_refused(&Refusal::Unknown);
}
