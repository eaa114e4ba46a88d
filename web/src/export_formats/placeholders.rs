//! Which placeholders may stand in which template.

use domain::formats::template::placeholder::{
    OfAggregate, OfBase, OfDrawn, OfFileName, OfLabel, OfNode, Placeholder,
};

/// Names as they are typed, with the conditions where they work.
pub fn of(template: &str) -> Vec<String> {
    match template {
        "base" => names::<OfBase>(),
        "image" => names::<OfAggregate>(),
        "annotation" => names::<OfDrawn>(),
        "vector" => names::<OfNode>(),
        "not_in_image" => names::<OfLabel>(),
        "file_name" => names::<OfFileName>(),
        _ => vec![],
    }
}

fn names<P: Placeholder>() -> Vec<String> {
    const CONDITIONS: [&str; 5] =
        ["%%ifblurred", "%%ifnotblurred", "%%ifconcealed", "%%ifnotconcealed", "%%endif"];
    let conditions = CONDITIONS.into_iter().filter(|_| P::CONDITIONS).map(ToOwned::to_owned);
    P::NAMES.iter().map(|(name, _)| format!("%%{name}")).chain(conditions).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::fields::TEMPLATES, *};

    #[test]
    fn every_template_has_placeholders() {
        assert!(TEMPLATES.iter().all(|(name, _, _)| !of(name).is_empty()));
    }
}
