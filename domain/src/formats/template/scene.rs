//! One image and its labels, put into a format's templates.

use std::io::{self, BufWriter, Write};

use super::{
    Template,
    named_set::NamedSet,
    number::{Figures, Number},
    parse::FlagCondition,
    placeholder::{OfAggregate, OfDrawn, OfImage, OfLabel, OfNode},
    verifications,
};
use crate::{
    Coordinate, Frame, Point,
    formats::{Label, LabelledImage, Sink},
};

/// Where the text goes, and whether anybody still wants it.
pub(super) trait Out: Write {
    fn go_on(&self) -> io::Result<()>;
}

impl Out for BufWriter<&mut dyn Sink> {
    fn go_on(&self) -> io::Result<()> {
        self.get_ref().go_on()
    }
}

pub(super) struct Scene<'a> {
    template: &'a Template,
    set: &'a NamedSet,
    image: &'a LabelledImage,
}

impl<'a> Scene<'a> {
    pub(super) const fn new(template: &'a Template, set: &'a NamedSet, image: &'a LabelledImage) -> Self {
        Self { template, set, image }
    }

    pub(super) fn write(&self, labels: &[&Label], out: &mut impl Out) -> io::Result<()> {
        let template = self.template;
        if !template.aggregate_by_image {
            return self.labels(labels, out);
        }
        if labels.is_empty() {
            return Ok(());
        }
        template.image.write(out, never, |value, out| match value {
            OfAggregate::Image(value) => self.of_image(value, out),
            OfAggregate::Annotations => self.labels(labels, out),
            OfAggregate::Amount => write!(out, "{}", labels.len()),
        })?;
        out.write_all(b"\n")
    }

    fn labels(&self, labels: &[&Label], out: &mut impl Out) -> io::Result<()> {
        labels.iter().try_for_each(|label| {
            out.go_on()?;
            match Figures::of(&label.shape, self.image.frame) {
                Some(figures) => self.drawn(label, &figures, out)?,
                None => self.not_in_image(label, out)?,
            }
            out.write_all(b"\n")
        })
    }

    fn drawn(&self, label: &Label, figures: &Figures, out: &mut impl Out) -> io::Result<()> {
        let holds = |condition: FlagCondition| condition.holds(label);
        self.template.annotation.write(out, holds, |value, out| match value {
            OfDrawn::Label(value) => self.of_label(value, label, out),
            OfDrawn::Vector => self.vector(label.shape.nodes(), out),
            OfDrawn::Absolute(measure) => write!(out, "{}", figures.absolute(measure)),
            OfDrawn::Relative(measure) => write!(out, "{}", figures.relative(measure)),
        })
    }

    fn not_in_image(&self, label: &Label, out: &mut impl Out) -> io::Result<()> {
        self.template.not_in_image.write(out, never, |value, out| self.of_label(value, label, out))
    }

    fn vector(&self, nodes: &[Point], out: &mut impl Out) -> io::Result<()> {
        nodes.iter().enumerate().try_for_each(|(index, node)| {
            out.go_on()?;
            let value = |value, out: &mut _| of_node(value, index, *node, self.image.frame, out);
            self.template.vector.write(out, never, value)
        })
    }

    fn of_label(&self, value: OfLabel, label: &Label, out: &mut impl Out) -> io::Result<()> {
        match value {
            OfLabel::Image(value) => self.of_image(value, out),
            OfLabel::Type => out.write_all(self.set.type_name(label.annotation_type)?.as_bytes()),
            OfLabel::Verifications => write!(out, "{}", verifications(label)),
        }
    }

    fn of_image(&self, value: OfImage, out: &mut impl Out) -> io::Result<()> {
        match value {
            OfImage::Set(value) => out.write_all(self.set.text(value).as_bytes()),
            OfImage::Width => write!(out, "{}", self.image.frame.width),
            OfImage::Height => write!(out, "{}", self.image.frame.height),
            OfImage::Name => out.write_all(self.image.name.as_bytes()),
            OfImage::Id => write!(out, "{}", self.image.image),
        }
    }
}

/// Only the annotation template knows conditions.
const fn never(_: FlagCondition) -> bool {
    false
}

fn of_node(value: OfNode, index: usize, node: Point, frame: Frame, out: &mut impl Out) -> io::Result<()> {
    let part = |value: Coordinate, side: u32| Number::Float(value.pixels() / f64::from(side));
    match value {
        OfNode::FromZero => write!(out, "{index}"),
        OfNode::FromOne => write!(out, "{}", index + 1),
        OfNode::X => write!(out, "{}", Number::Exact(node.x)),
        OfNode::Y => write!(out, "{}", Number::Exact(node.y)),
        OfNode::RelativeX => write!(out, "{}", part(node.x, frame.width)),
        OfNode::RelativeY => write!(out, "{}", part(node.y, frame.height)),
        OfNode::LineBreak => out.write_all(b"\n"),
    }
}
