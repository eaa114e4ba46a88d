//! What is said of annotation types, export formats, snapshots, exports and imports.

use domain::{
    AnnotationTypeId, ExportFormatId, SnapshotId, TransferId, annotation_type, export_format, snapshot,
    transfer::{self, Format, Request},
};

use super::{Sentence, Words};

pub(super) fn of_annotation_type(
    id: AnnotationTypeId,
    event: &annotation_type::Event,
    words: &Words,
) -> Sentence {
    use annotation_type::Event::{
        AnnotationTypeActivated, AnnotationTypeChanged, AnnotationTypeDeactivated, AnnotationTypeDefined,
        AnnotationTypeRenamed,
    };
    let this = |name: String| ("/annotation-types".to_owned(), name);
    let known = || this(words.annotation_type(id));
    match event {
        AnnotationTypeDefined(definition) => Sentence::say("defined the annotation type ")
            .link(this(definition.name.to_string()))
            .then(format!(", drawn as a {}", definition.shape.words())),
        AnnotationTypeRenamed { name } => {
            Sentence::renamed("the annotation type", words.name_before(id.uuid()), this(name.to_string()))
        }
        AnnotationTypeChanged { allows_blurred, allows_concealed } => {
            Sentence::say("changed which marks labels of ").link(known()).then(format!(
                " may have: {}",
                match (allows_blurred, allows_concealed) {
                    (true, true) => "blurred and concealed",
                    (true, false) => "blurred",
                    (false, true) => "concealed",
                    (false, false) => "none",
                }
            ))
        }
        AnnotationTypeActivated {} => Sentence::say("activated the annotation type ").link(known()),
        AnnotationTypeDeactivated {} => Sentence::say("deactivated the annotation type ").link(known()),
    }
}

pub(super) fn of_export_format(id: ExportFormatId, event: &export_format::Event, words: &Words) -> Sentence {
    use export_format::Event::{
        ExportFormatDefined, ExportFormatDeleted, ExportFormatRevised, ExportFormatShared,
        ExportFormatUnshared,
    };
    let this = |name: String| (format!("/export-formats/{id}"), name);
    let about = |before: &str, after: &str| Sentence::say(before).link(words.export_format(id)).then(after);
    match event {
        ExportFormatDefined { team, definition } => Sentence::say("wrote the export format ")
            .link(this(definition.name.to_string()))
            .then(" for ")
            .link(words.team(*team)),
        ExportFormatRevised { definition } => {
            let before = words.name_before(id.uuid()).filter(|before| *before != definition.name.as_str());
            let said = Sentence::say("revised the export format ").link(this(definition.name.to_string()));
            before.into_iter().fold(said, |said, before| said.then(format!(", before {before}")))
        }
        ExportFormatShared {} => about("shared the export format ", " with everybody"),
        ExportFormatUnshared {} => about("stopped sharing the export format ", ""),
        ExportFormatDeleted {} => about("deleted the export format ", ""),
    }
}

pub(super) fn of_snapshot(id: SnapshotId, event: &snapshot::Event, words: &Words) -> Sentence {
    use snapshot::Event::{SnapshotRenamed, SnapshotTaken, SnapshotWithdrawn};
    let this = |name: String| (format!("/snapshots/{id}"), name);
    match event {
        SnapshotTaken(taken) => Sentence::say("took the snapshot ")
            .link(this(taken.name.to_string()))
            .then(format!(" of {} labels on {} images", taken.annotations, taken.images)),
        SnapshotRenamed { name, .. } => {
            let before = words.name_before(id.uuid()).filter(|before| *before != name.as_str());
            let said = Sentence::say("wrote name and note of the snapshot ").link(this(name.to_string()));
            before.into_iter().fold(said, |said, before| said.then(format!(", before {before}")))
        }
        SnapshotWithdrawn {} => Sentence::say("withdrew the snapshot ").link(words.snapshot(id)),
    }
}

pub(super) fn of_transfer(id: TransferId, event: &transfer::Event, words: &Words) -> Sentence {
    use transfer::Event::{
        ExportDeleted, ExportExpired, ExportFailed, ExportFinished, ExportRequested, ImportFailed,
        ImportFinished, ImportStarted,
    };
    let this = |text: &str| (format!("/exports/{id}"), text.to_owned());
    match event {
        ExportRequested(request) => requested(request, this("an export"), words),
        ExportFinished { bytes, .. } => {
            Sentence::say("finished ").link(this("an export")).then(format!(" of {bytes} bytes"))
        }
        ExportFailed { reason } => {
            Sentence::say("gave up ").link(this("an export")).then(format!(": {reason}"))
        }
        ExportDeleted {} => Sentence::say("deleted the file of ").link(this("an export")),
        ExportExpired {} => Sentence::say("kept the file of ")
            .link(this("an export"))
            .then(" for as long as exports are kept"),
        ImportStarted { what, .. } => Sentence::say(format!("began to import {what}")),
        ImportFinished { added, refused } => {
            Sentence::say(format!("finished an import: {added} added, {refused} refused"))
        }
        ImportFailed { added, refused, reason } => {
            Sentence::say(format!("gave up an import: {reason}; {added} added, {refused} refused before"))
        }
    }
}

fn requested(request: &Request, this: (String, String), words: &Words) -> Sentence {
    let said = Sentence::say("asked for ").link(this);
    let said = match request.format {
        Format::BuiltIn(format) => said.then(format!(" as {}", format.name())),
        Format::Template(format) => said.then(" as ").link(words.export_format(format)),
    };
    match request.snapshot {
        Some(snapshot) => said.then(" of the snapshot ").link(words.snapshot(snapshot)),
        None => said.then(" of ").link(words.image_set(request.image_set)),
    }
}
