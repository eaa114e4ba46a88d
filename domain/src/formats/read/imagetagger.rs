//! ImageTagger's label file: `image|type|{"x1":10,…}|flags`, or `image|type|not in image`, a label a line.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Found, FoundLabel, Place, Unreadable, at_most, place::points, text::text};

/// Strings or numbers: people's scripts write both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(f64),
    Text(String),
}

pub(in crate::formats) fn read(bytes: &[u8], found: &mut Found<'_>) -> Result<(), Unreadable> {
    for (number, line) in (1..).zip(text(bytes)?.lines()) {
        at_most(number)?;
        if !line.trim().is_empty() {
            found(label(number, line).map_err(|problem| Unreadable::at(number, problem)));
        }
    }
    Ok(())
}

fn label(line: u64, text: &str) -> Result<FoundLabel, String> {
    let fields: Vec<_> = text.split('|').map(str::trim).collect();
    let (image, annotation_type, place, flags) = match fields[..] {
        [image, kind, place] => (image, kind, place, ""),
        [image, kind, place, flags] => (image, kind, place, flags),
        _ => {
            return Err(format!(
                "a line has three or four fields between bars (image|type|vector|flags), and this one has {}",
                fields.len()
            ));
        }
    };
    if let Some(unknown) = flags.chars().find(|flag| !"bc".contains(*flag)) {
        return Err(format!("“{unknown}” is no flag: b stands for blurred, c for concealed"));
    }
    Ok(FoundLabel {
        line,
        image: image.to_owned(),
        annotation_type: annotation_type.to_owned(),
        place: if place == "not in image" { Place::NotInImage } else { vector(place)? },
        blurred: flags.contains('b'),
        concealed: flags.contains('c'),
    })
}

/// `{"x1": 10, "y1": 20, …}`.
fn vector(text: &str) -> Result<Place, String> {
    let wrong = || "the vector is not like {\"x1\": 10, \"y1\": 20, …}".to_owned();
    let named: BTreeMap<String, Number> = serde_json::from_str(text).map_err(|_| wrong())?;
    let count = named.len() / 2;
    let number = |axis: char, at: usize| match named.get(&format!("{axis}{at}")) {
        Some(Number::Number(number)) => Ok(*number),
        Some(Number::Text(text)) => text.trim().parse().map_err(|_| format!("{axis}{at} is not a number")),
        None => Err(format!("the vector has {} entries and no {axis}{at}", named.len())),
    };
    let mut numbers = Vec::with_capacity(2 * count);
    for at in 1..=count {
        numbers.extend([number('x', at)?, number('y', at)?]);
    }
    if numbers.is_empty() || numbers.len() != named.len() {
        return Err(wrong());
    }
    Ok(Place::Nodes { kind: None, nodes: points(&numbers)? })
}
