//! Export formats: given facts, when a command, then facts or a refusal.

use uuid::Uuid;

use super::*;
use crate::{
    Name, Refuse as _,
    formats::template::{Fault, Flaw, MAX_TEMPLATE},
    testing::{ALICE, given, noon},
};

const TEAM: TeamId = TeamId::new(Uuid::from_u128(1));

fn plain() -> FormatDefinition {
    FormatDefinition {
        name: Name::parse("YAML").unwrap(),
        annotation_types: vec![],
        base: "labels:%%content".to_owned(),
        image: String::new(),
        annotation: "- %%type %%vector".to_owned(),
        vector: "%%x,%%y ".to_owned(),
        not_in_image: "- %%type".to_owned(),
        file_name: "%%imageset.yaml".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    }
}

fn defined() -> Event {
    Event::ExportFormatDefined { team: TEAM, definition: plain() }
}

fn broken() -> FormatDefinition {
    FormatDefinition { annotation: "%%ifblurred".to_owned(), ..plain() }
}

#[test]
fn a_format_is_defined_revised_and_deleted() {
    let revised = FormatDefinition { base: "%%content".to_owned(), ..plain() };
    given::<ExportFormat>([])
        .when(Command::Define { team: TEAM, definition: plain() })
        .then([defined()])
        .when(Command::Revise { definition: plain() })
        .then([])
        .when(Command::Revise { definition: revised.clone() })
        .then([Event::ExportFormatRevised { definition: revised }])
        .when(Command::Delete)
        .then([Event::ExportFormatDeleted {}])
        .when(Command::Share)
        .then_refused(&Refusal::Undefined);
}

#[test]
fn the_author_is_remembered_because_only_authors_and_admins_change_a_format() {
    let format = given::<ExportFormat>([defined()]);
    let expected =
        ExportFormat::Defined { team: TEAM, author: ALICE, definition: Box::new(plain()), public: false };
    assert_eq!(format.state(), &expected);
}

#[test]
fn sharing_twice_is_sharing_once() {
    given::<ExportFormat>([defined()])
        .when(Command::Share)
        .then([Event::ExportFormatShared {}])
        .when(Command::Share)
        .then([])
        .when(Command::Unshare)
        .then([Event::ExportFormatUnshared {}])
        .when(Command::Unshare)
        .then([]);
}

#[test]
fn a_template_that_cannot_be_read_is_refused_when_it_is_saved() {
    let revise = Command::Revise { definition: broken() };
    for command in [Command::Define { team: TEAM, definition: broken() }, revise.clone()] {
        let state = if command == revise { given([defined()]) } else { given::<ExportFormat>([]) };
        let refusal = state.state().decide(command, Stamp { by: ALICE, at: noon() }).unwrap_err();
        assert_eq!(
            (refusal.field(), refusal.code(), refusal.to_string().as_str()),
            (
                Some("annotation"),
                "unclosed_condition",
                "line 1, column 1: %%ifblurred is not closed by %%endif"
            )
        );
    }
}

#[test]
fn a_template_has_a_limit_in_every_field() {
    let long = "x".repeat(MAX_TEMPLATE + 1);
    for field in ["base", "image", "annotation", "vector", "not_in_image", "file_name"] {
        let mut definition = serde_json::to_value(plain()).unwrap();
        definition[field] = long.clone().into();
        let definition = serde_json::from_value(definition).unwrap();
        let flaw = Flaw { field, fault: Fault::TemplateTooLong(MAX_TEMPLATE + 1) };
        given::<ExportFormat>([])
            .when(Command::Define { team: TEAM, definition })
            .then_refused(&Refusal::Template(flaw));
    }
}
