//! Every placeholder, and where it may stand: the names that teams have in their formats.

/// What may stand in one of a format's templates.
pub trait Placeholder: Copy + 'static {
    /// Names as typed after `%%`. None begins with another, so the first that fits is meant.
    const NAMES: &'static [(&'static str, Self)];

    /// Whether `%%ifblurred … %%endif` and its kin work here.
    const CONDITIONS: bool = false;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfSet {
    Name,
    Description,
    Team,
    Location,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfBase {
    Content,
    Set(OfSet),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfFileName {
    Set(OfSet),
    ExportId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfImage {
    Set(OfSet),
    Width,
    Height,
    Name,
    Id,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfAggregate {
    Image(OfImage),
    Annotations,
    Amount,
}

/// What is known of any label, *not in image* included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfLabel {
    Image(OfImage),
    Type,
    Verifications,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfDrawn {
    Label(OfLabel),
    Vector,
    Absolute(Measure),
    /// In parts of the image's width or height.
    Relative(Measure),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfNode {
    FromZero,
    FromOne,
    X,
    Y,
    RelativeX,
    RelativeY,
    LineBreak,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    CenterX,
    CenterY,
    MinX,
    MaxX,
    MinY,
    MaxY,
    Radius,
    Diameter,
    Width,
    Height,
}

impl Placeholder for OfBase {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("content", Self::Content),
        ("imageset", Self::Set(OfSet::Name)),
        ("setdescription", Self::Set(OfSet::Description)),
        ("team", Self::Set(OfSet::Team)),
        ("setlocation", Self::Set(OfSet::Location)),
    ];
}

impl Placeholder for OfFileName {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("imageset", Self::Set(OfSet::Name)),
        ("team", Self::Set(OfSet::Team)),
        ("setlocation", Self::Set(OfSet::Location)),
        ("exportid", Self::ExportId),
    ];
}

impl Placeholder for OfAggregate {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("imageset", Self::Image(OfImage::Set(OfSet::Name))),
        ("setdescription", Self::Image(OfImage::Set(OfSet::Description))),
        ("team", Self::Image(OfImage::Set(OfSet::Team))),
        ("setlocation", Self::Image(OfImage::Set(OfSet::Location))),
        ("imagewidth", Self::Image(OfImage::Width)),
        ("imageheight", Self::Image(OfImage::Height)),
        ("imagename", Self::Image(OfImage::Name)),
        ("imageid", Self::Image(OfImage::Id)),
        ("annotations", Self::Annotations),
        ("annoamount", Self::Amount),
    ];
}

impl Placeholder for OfLabel {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("imageset", Self::Image(OfImage::Set(OfSet::Name))),
        ("setdescription", Self::Image(OfImage::Set(OfSet::Description))),
        ("team", Self::Image(OfImage::Set(OfSet::Team))),
        ("setlocation", Self::Image(OfImage::Set(OfSet::Location))),
        ("imagewidth", Self::Image(OfImage::Width)),
        ("imageheight", Self::Image(OfImage::Height)),
        ("imagename", Self::Image(OfImage::Name)),
        ("imageid", Self::Image(OfImage::Id)),
        ("type", Self::Type),
        ("veriamount", Self::Verifications),
    ];
}

impl Placeholder for OfDrawn {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("imageset", Self::Label(OfLabel::Image(OfImage::Set(OfSet::Name)))),
        ("setdescription", Self::Label(OfLabel::Image(OfImage::Set(OfSet::Description)))),
        ("team", Self::Label(OfLabel::Image(OfImage::Set(OfSet::Team)))),
        ("setlocation", Self::Label(OfLabel::Image(OfImage::Set(OfSet::Location)))),
        ("imagewidth", Self::Label(OfLabel::Image(OfImage::Width))),
        ("imageheight", Self::Label(OfLabel::Image(OfImage::Height))),
        ("imagename", Self::Label(OfLabel::Image(OfImage::Name))),
        ("imageid", Self::Label(OfLabel::Image(OfImage::Id))),
        ("type", Self::Label(OfLabel::Type)),
        ("veriamount", Self::Label(OfLabel::Verifications)),
        ("vector", Self::Vector),
        ("cx", Self::Absolute(Measure::CenterX)),
        ("cy", Self::Absolute(Measure::CenterY)),
        ("minx", Self::Absolute(Measure::MinX)),
        ("maxx", Self::Absolute(Measure::MaxX)),
        ("miny", Self::Absolute(Measure::MinY)),
        ("maxy", Self::Absolute(Measure::MaxY)),
        ("rad", Self::Absolute(Measure::Radius)),
        ("dia", Self::Absolute(Measure::Diameter)),
        ("width", Self::Absolute(Measure::Width)),
        ("height", Self::Absolute(Measure::Height)),
        ("relcx", Self::Relative(Measure::CenterX)),
        ("relcy", Self::Relative(Measure::CenterY)),
        ("relminx", Self::Relative(Measure::MinX)),
        ("relmaxx", Self::Relative(Measure::MaxX)),
        ("relminy", Self::Relative(Measure::MinY)),
        ("relmaxy", Self::Relative(Measure::MaxY)),
        ("relrad", Self::Relative(Measure::Radius)),
        ("reldia", Self::Relative(Measure::Diameter)),
        ("relwidth", Self::Relative(Measure::Width)),
        ("relheight", Self::Relative(Measure::Height)),
    ];

    const CONDITIONS: bool = true;
}

impl Placeholder for OfNode {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("count0", Self::FromZero),
        ("count1", Self::FromOne),
        ("x", Self::X),
        ("relx", Self::RelativeX),
        ("y", Self::Y),
        ("rely", Self::RelativeY),
        ("br", Self::LineBreak),
    ];
}
