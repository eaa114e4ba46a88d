//! From text to pieces, once. Values are put between pieces later, so no value is ever read as a template.

use std::io::{self, Write};

use super::{Fault, MAX_TEMPLATE, Place, Unknown, placeholder::Placeholder};
use crate::formats::Label;

/// A parsed template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pieces<P>(pub(super) Vec<Piece<P>>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<P> {
    Text(String),
    Value(P),
    When(FlagCondition, Vec<Piece<P>>),
}

/// What a stretch between `%%if…` and `%%endif` is printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagCondition {
    Blurred,
    NotBlurred,
    Concealed,
    NotConcealed,
}

impl<P: Placeholder> Pieces<P> {
    /// Writes the text, the values, and the stretches whose condition holds.
    pub(super) fn write<W: Write>(
        &self,
        out: &mut W,
        holds: impl Fn(FlagCondition) -> bool,
        mut value: impl FnMut(P, &mut W) -> io::Result<()>,
    ) -> io::Result<()> {
        write_pieces(&self.0, out, &holds, &mut value)
    }
}

fn write_pieces<P: Placeholder, W: Write>(
    pieces: &[Piece<P>],
    out: &mut W,
    holds: &impl Fn(FlagCondition) -> bool,
    value: &mut impl FnMut(P, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    pieces.iter().try_for_each(|piece| match piece {
        Piece::Text(text) => out.write_all(text.as_bytes()),
        Piece::Value(placeholder) => value(*placeholder, out),
        Piece::When(condition, inner) if holds(*condition) => write_pieces(inner, out, holds, value),
        Piece::When(..) => Ok(()),
    })
}

struct Parser<'a, P> {
    text: &'a str,
    at: usize,
    pieces: Vec<Piece<P>>,
    open: Option<OpenCondition<P>>,
    unknown: Vec<Unknown>,
    field: &'static str,
}

/// A condition that waits for its end, with what stood before it.
struct OpenCondition<P> {
    at: usize,
    condition: FlagCondition,
    before: Vec<Piece<P>>,
}

const MARK: &str = "%%";
const END: &str = "%%endif";
const CONDITIONS: [FlagCondition; 4] = [
    FlagCondition::Blurred,
    FlagCondition::NotBlurred,
    FlagCondition::Concealed,
    FlagCondition::NotConcealed,
];

/// A format has a few slips or none; a page need not list thousands.
const MAX_UNKNOWN: usize = 20;

pub(super) fn parse<P: Placeholder>(
    field: &'static str,
    text: &str,
) -> Result<(Pieces<P>, Vec<Unknown>), Fault> {
    if text.len() > MAX_TEMPLATE {
        return Err(Fault::TemplateTooLong(text.len()));
    }
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(byte) = text.find(control) {
        return Err(Fault::ControlCharacter { at: Place::of(text, byte) });
    }
    let parser = Parser { text, at: 0, pieces: vec![], open: None, unknown: vec![], field };
    parser.run()
}

impl<P: Placeholder> Parser<'_, P> {
    fn run(mut self) -> Result<(Pieces<P>, Vec<Unknown>), Fault> {
        while let Some(found) = self.text[self.at..].find(MARK) {
            self.literal(found);
            self.placeholder()?;
        }
        self.literal(self.text.len() - self.at);
        match self.open {
            Some(OpenCondition { at, condition, .. }) => {
                let at = Place::of(self.text, at);
                Err(Fault::UnclosedCondition { condition: condition.typed(), at })
            }
            None => Ok((Pieces(self.pieces), self.unknown)),
        }
    }

    /// What `%%` begins here.
    fn placeholder(&mut self) -> Result<(), Fault> {
        let rest = &self.text[self.at..];
        let name = &rest[MARK.len()..];
        if let Some((known, value)) = P::NAMES.iter().find(|(known, _)| name.starts_with(known)) {
            self.pieces.push(Piece::Value(*value));
            self.at += MARK.len() + known.len();
        } else if let Some(condition) =
            CONDITIONS.iter().find(|c| P::CONDITIONS && rest.starts_with(c.typed()))
        {
            self.begin(*condition)?;
        } else if let Some(open) = self.open.take_if(|_| rest.starts_with(END)) {
            let inner = std::mem::replace(&mut self.pieces, open.before);
            self.pieces.push(Piece::When(open.condition, inner));
            self.at += END.len();
        } else {
            self.warn(name);
            // Only one sign: the second may begin a placeholder, as in `%%%x`.
            self.literal(1);
        }
        Ok(())
    }

    fn begin(&mut self, condition: FlagCondition) -> Result<(), Fault> {
        if let Some(outer) = &self.open {
            let at = Place::of(self.text, self.at);
            let (condition, outer) = (condition.typed(), outer.condition.typed());
            return Err(Fault::NestedCondition { condition, outer, at });
        }
        let before = std::mem::take(&mut self.pieces);
        self.open = Some(OpenCondition { at: self.at, condition, before });
        self.at += condition.typed().len();
        Ok(())
    }

    /// Takes so many bytes as they are typed.
    fn literal(&mut self, bytes: usize) {
        let typed = &self.text[self.at..self.at + bytes];
        self.at += bytes;
        match self.pieces.last_mut() {
            _ if typed.is_empty() => {}
            Some(Piece::Text(text)) => text.push_str(typed),
            _ => self.pieces.push(Piece::Text(typed.to_owned())),
        }
    }

    fn warn(&mut self, name: &str) {
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        if end > 0 && self.unknown.len() < MAX_UNKNOWN {
            let typed = format!("{MARK}{}", &name[..end]);
            self.unknown.push(Unknown { field: self.field, typed, at: Place::of(self.text, self.at) });
        }
    }
}

impl FlagCondition {
    const fn typed(self) -> &'static str {
        match self {
            Self::Blurred => "%%ifblurred",
            Self::NotBlurred => "%%ifnotblurred",
            Self::Concealed => "%%ifconcealed",
            Self::NotConcealed => "%%ifnotconcealed",
        }
    }

    pub(super) const fn holds(self, label: &Label) -> bool {
        match self {
            Self::Blurred => label.blurred,
            Self::NotBlurred => !label.blurred,
            Self::Concealed => label.concealed,
            Self::NotConcealed => !label.concealed,
        }
    }
}
