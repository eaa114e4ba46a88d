//! What a project in Label Studio must be told before it takes the tasks.

use std::fmt::Write as _;

use super::{BOXES, Control, IMAGE, MARKS, POINTS, POLYGONS, control_of};
use crate::formats::{LabelledSet, LabelledType, text::xml_text};

/// The labelling configuration: a control for each kind of region that has a class, and the marks of each region.
pub(super) fn xml(set: &LabelledSet) -> String {
    let mut xml = format!("<View>\n  <Image name=\"{IMAGE}\" value=\"${IMAGE}\"/>\n");
    for control in [BOXES, POLYGONS, POINTS] {
        write_control(&mut xml, control, set);
    }
    write!(
        xml,
        "  <Choices name=\"{MARKS}\" toName=\"{IMAGE}\" perRegion=\"true\" choice=\"multiple\">\n    \
         <Choice value=\"blurred\"/>\n    <Choice value=\"concealed\"/>\n  </Choices>\n</View>\n"
    )
    .expect("a String takes everything");
    xml
}

fn write_control(xml: &mut String, Control { tag, name, .. }: Control, set: &LabelledSet) {
    let is_of = |kind: &&LabelledType| control_of(kind.shape).is_some_and(|control| control.name == name);
    let classes: Vec<_> = set.types.iter().filter(is_of).collect();
    if classes.is_empty() {
        return;
    }
    // Label Studio's own exports want to know the order of points.
    let index = |at| if name == POINTS.name { format!(" model_index=\"{at}\"") } else { String::new() };
    let label = |(at, kind): (usize, &&LabelledType)| {
        format!("    <Label value=\"{}\"{}/>\n", xml_text(&kind.name), index(at))
    };
    let labels: String = classes.iter().enumerate().map(label).collect();
    write!(xml, "  <{tag} name=\"{name}\" toName=\"{IMAGE}\">\n{labels}  </{tag}>\n")
        .expect("a String takes everything");
}

pub(super) fn readme(set: &LabelledSet) -> String {
    format!(
        "Labels of the image set {}, log position {}, for Label Studio.\n\n\
         1. Make a project and paste labeling_config.xml as its labelling configuration.\n\
         2. In tasks.json, put the address or the path under which Label Studio finds the images before each file name\n   \
            (such as /data/local-files/?d=), then import it.\n",
        set.name, set.position
    )
}
