//! The template language: placeholders, conditions, aggregation, mistakes.

mod original;

use uuid::Uuid;

use super::*;
use crate::{
    Name, ShapeKind, TransferId,
    formats::{Files, LabelledImage, Writer as _, samples, write},
};

/// A format that prints each label's text in a line, and nothing else.
fn format(annotation: &str) -> FormatDefinition {
    FormatDefinition {
        name: Name::parse("ours").unwrap(),
        annotation_types: vec![],
        base: "%%content".to_owned(),
        image: String::new(),
        annotation: annotation.to_owned(),
        vector: String::new(),
        not_in_image: "absent %%type %%cx".to_owned(),
        file_name: "out.txt".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    }
}

fn written(definition: &FormatDefinition, images: &[LabelledImage]) -> (TextWriter, String) {
    let template = Template::parse(definition).unwrap();
    let mut text =
        TextWriter::new(template, samples::set(&samples::TYPES), TransferId::new(Uuid::from_u128(9)));
    let mut files = Files::default();
    write(&mut text, || images.iter().cloned(), &mut files).unwrap();
    let printed = files.text(&text.file_name()).unwrap().to_owned();
    (text, printed)
}

fn printed(definition: &FormatDefinition, images: &[LabelledImage]) -> String {
    written(definition, images).1
}

fn line(annotation: &str, label: Label) -> String {
    let image = samples::image(5, "a.jpg", vec![label]);
    printed(&format(annotation), &[image]).trim_matches('\n').to_owned()
}

fn box_() -> Label {
    samples::label(ShapeKind::BoundingBox, &[[300.0, 50.0], [400.0, 170.0]])
}

const FIGURES: [&str; 20] = [
    "cx",
    "cy",
    "minx",
    "maxx",
    "miny",
    "maxy",
    "rad",
    "dia",
    "width",
    "height",
    "relcx",
    "relcy",
    "relminx",
    "relmaxx",
    "relminy",
    "relmaxy",
    "relrad",
    "reldia",
    "relwidth",
    "relheight",
];

/// Each row as the original prints it; rows of lines and multi-lines as repaired.
#[test]
fn every_figure_is_printed_as_the_original_does() {
    let drawn = |kind, nodes: &[[f64; 2]]| samples::label(kind, nodes);
    let rows = [
        (
            box_(),
            "350.0 110.0 300 400 50 170 55.0 110.0 100 120 0.546875 0.22916666666666666 0.46875 0.625 \
             0.10416666666666667 0.3541666666666667 0.10026041666666666 0.20052083333333331 0.15625 0.25",
        ),
        (
            drawn(ShapeKind::Point, &[[320.0, 120.0]]),
            "320 120 320 320 120 120 0.0 0 0 0 0.5 0.25 0.5 0.5 0.25 0.25 0.0 0.0 0.0 0.0",
        ),
        (
            drawn(ShapeKind::Line, &[[60.0, 20.0], [10.0, 70.0]]),
            "35.0 45.0 10 60 20 70 0.0 0 50 50 0.0546875 0.09375 0.015625 0.09375 \
             0.041666666666666664 0.14583333333333334 0.0 0.0 0.078125 0.10416666666666667",
        ),
        (
            drawn(ShapeKind::MultiLine, &[[0.0, 0.0], [64.0, 48.0], [32.0, 96.0]]),
            "32.0 48.0 0 64 0 96 0.0 0 64 96 0.05 0.1 0.0 0.1 0.0 0.2 0.0 0.0 0.1 0.2",
        ),
        (
            drawn(ShapeKind::Polygon, &[[0.0, 0.0], [64.0, 0.0], [0.0, 48.0]]),
            "32.0 24.0 0 64 0 48 28.0 56.0 64 48 0.05 0.05 0.0 0.1 0.0 0.1 0.051041666666666666 \
             0.10208333333333333 0.1 0.1",
        ),
    ];
    let template = FIGURES.map(|name| format!("%%{name}")).join(" ");
    for (label, expected) in rows {
        let kind = label.shape.kind();
        assert_eq!(line(&template, label), expected, "{kind:?}");
    }
}

#[test]
fn what_is_known_of_any_label_is_printed() {
    let template = "%%imageset|%%imagewidth|%%imageheight|%%imagename|%%imageid|%%type|%%veriamount";
    let rejected = Label { accepts: 1, rejects: 2, ..box_() };
    let definition = FormatDefinition { min_verifications: -1, ..format(template) };
    assert_eq!(
        printed(&definition, &[samples::image(5, "a.jpg", vec![rejected])]),
        "\nfinal|640|480|a.jpg|00000000-0000-0000-0000-000000000005|ball|-1\n"
    );
}

#[test]
fn a_vector_is_printed_node_by_node() {
    let vector = "%%count0/%%count1 %%x %%relx %%y %%rely;%%br".to_owned();
    let definition = FormatDefinition { vector, ..format("[%%vector]") };
    let label = samples::label(ShapeKind::Line, &[[64.0, 48.0], [12.5, 0.0]]);
    assert_eq!(
        printed(&definition, &[samples::image(5, "a.jpg", vec![label])]),
        "\n[0/1 64 0.1 48 0.1;\n1/2 12.5 0.01953125 0 0.0;\n]\n"
    );
}

#[test]
fn a_label_not_in_the_image_has_its_own_template_without_figures() {
    assert_eq!(line("%%cx", samples::absent(ShapeKind::Polygon)), "absent field %%cx");
}

#[test]
fn conditions_choose_by_mark() {
    let template = "a%%ifblurred b%%x%%endif%%ifnotblurred n%%type%%endif%%ifconcealed c%%endif\
                    %%ifnotconcealed d%%endif";
    assert_eq!(line(template, box_()), "a nball d");
    assert_eq!(line(template, Label { blurred: true, ..box_() }), "a b%%x d");
    assert_eq!(line(template, Label { concealed: true, ..box_() }), "a nball c");
}

#[test]
fn the_base_holds_the_content_and_the_set() {
    let base = "%%imageset %%setdescription %%team %%setlocation [%%content] [%%content] end".to_owned();
    let definition = FormatDefinition { base, ..format("%%type") };
    assert_eq!(
        printed(&definition, &[samples::image(5, "a.jpg", vec![box_(), box_()])]),
        "final second half Bit-Bots Leipzig [\nball\nball\n] [\nball\nball\n] end"
    );
    let without = FormatDefinition { base: "only %%team".to_owned(), ..format("%%type") };
    assert_eq!(printed(&without, &samples::images()), "only Bit-Bots");
}

/// ImageTagger put what is known of the set into everything that stands in the content.
#[test]
fn the_set_can_stand_in_every_line() {
    let words = "%%imageset|%%setdescription|%%team|%%setlocation";
    assert_eq!(line(words, box_()), "final|second half|Bit-Bots|Leipzig");
    let (image, not_in_image) = (format!("{words} %%annotations"), words.to_owned());
    let definition = FormatDefinition { image, not_in_image, aggregate_by_image: true, ..format("-") };
    let absent = samples::absent(ShapeKind::BoundingBox);
    assert_eq!(
        printed(&definition, &[samples::image(5, "a.jpg", vec![absent])]),
        "\nfinal|second half|Bit-Bots|Leipzig final|second half|Bit-Bots|Leipzig\n\n"
    );
}

#[test]
fn labels_are_gathered_by_image() {
    let image = "%%imagename %%annoamount:%%annotations.".to_owned();
    let definition = FormatDefinition { image, aggregate_by_image: true, ..format("%%type") };
    assert_eq!(
        printed(&definition, &samples::images()),
        "\na.jpg 3:ball\ncrossing\nline\n.\nc.jpg 3:field\nball\nrope\n.\nc.jpg 2:absent ball %%cx\nball\n.\n"
    );
}

#[test]
fn a_format_selects_by_type_mark_and_verification() {
    let definition = FormatDefinition {
        annotation_types: vec![samples::type_of(ShapeKind::BoundingBox)],
        include_blurred: false,
        include_concealed: false,
        min_verifications: 1,
        ..format("%%minx")
    };
    let labels = vec![
        box_(),
        Label { blurred: true, ..box_() },
        Label { concealed: true, ..box_() },
        Label { rejects: 1, ..box_() },
        samples::label(ShapeKind::Point, &[[1.0, 1.0]]),
    ];
    let images = [samples::image(5, "a.jpg", labels)];
    assert_eq!(printed(&definition, &images), "\n300\n");
    let reasons = ["blurred", "concealed", "min_verifications", "type_not_selected"];
    let left_out = written(&definition, &images).0.report().left_out();
    assert_eq!(left_out, reasons.map(|reason| (reason.to_owned(), 1)).into());
}

#[test]
fn a_value_is_never_read_as_a_template() {
    let image = samples::image(5, "%%imageid%%type.jpg", vec![box_()]);
    assert_eq!(printed(&format("%%imagename"), &[image]), "\n%%imageid%%type.jpg\n");
}

#[test]
fn what_is_no_placeholder_is_printed_as_typed_and_warned_of() {
    let definition = format("%%widthpx %%%type 50%% %%wdith\n %%endif");
    assert_eq!(
        printed(&definition, &[samples::image(5, "a.jpg", vec![box_()])]),
        "\n100px %ball 50%% %%wdith\n %%endif\n"
    );
    let template = Template::parse(&definition).unwrap();
    let warnings: Vec<_> = template.unknown().iter().map(ToString::to_string).collect();
    let means_nothing = "means nothing here and is printed as it stands";
    assert_eq!(
        warnings,
        [
            format!("line 1, column 24: %%wdith {means_nothing}"),
            format!("line 2, column 2: %%endif {means_nothing}"),
            // In the template for "not in image".
            format!("line 1, column 15: %%cx {means_nothing}"),
        ]
    );
}

#[test]
fn a_file_is_called_as_the_team_wishes_and_stays_one_file() {
    let named = |file_name: &str| {
        written(&FormatDefinition { file_name: file_name.to_owned(), ..format("") }, &[]).0.file_name()
    };
    assert_eq!(
        named("%%imageset-%%team-%%setlocation-%%exportid.yaml"),
        "final-Bit-Bots-Leipzig-00000000-0000-0000-0000-000000000009.yaml"
    );
    assert_eq!(named("../a/b.txt"), "_a_b.txt");
    assert_eq!(named(""), "_");
    assert_eq!(named(&"ä".repeat(300)).len(), 200);
}

#[test]
fn a_released_set_has_no_team() {
    let mut set = samples::set(&samples::TYPES);
    set.team = None;
    let definition = FormatDefinition { file_name: "%%team".to_owned(), ..format("") };
    let text = TextWriter::new(Template::parse(&definition).unwrap(), set, TransferId::new(Uuid::nil()));
    assert_eq!(text.file_name(), "DeletedTeam");
}

#[test]
fn a_template_that_cannot_be_read_names_the_place() {
    let flaw = |annotation: &str| Template::parse(&format(annotation)).unwrap_err().to_string();
    assert_eq!(flaw("x\nä %%ifblurred b"), "line 2, column 3: %%ifblurred is not closed by %%endif");
    assert_eq!(
        flaw("%%ifblurred %%ifnotconcealed %%endif %%endif"),
        "line 1, column 13: %%ifnotconcealed stands inside %%ifblurred, which is not closed yet; \
         conditions cannot be nested"
    );
    assert_eq!(flaw("a\0"), "line 1, column 2: a control character");
    assert_eq!(flaw(&"x".repeat(65_537)), "the template has 65537 bytes; it may have 65536");
    let contents = FormatDefinition { base: "%%content".repeat(11), ..format("") };
    let flaw = Template::parse(&contents).unwrap_err();
    assert_eq!(
        (flaw.field, flaw.to_string()),
        ("base", "the placeholder %%content stands 11 times; it may stand 10 times".into())
    );
}

#[test]
fn no_name_begins_with_another() {
    fn check<P: Placeholder>() {
        for (index, (name, _)) in P::NAMES.iter().enumerate() {
            let others = P::NAMES.iter().enumerate().filter(|(other, _)| *other != index);
            assert!(others.clone().all(|(_, (other, _))| !other.starts_with(name)), "{name}");
        }
    }
    check::<OfBase>();
    check::<OfAggregate>();
    check::<OfLabel>();
    check::<OfDrawn>();
    check::<OfNode>();
    check::<OfFileName>();
}
