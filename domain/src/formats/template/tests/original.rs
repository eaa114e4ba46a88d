//! Against the original's way: replace one placeholder after the other, conditions first.

use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

/// Pieces of templates. Percent signs stand apart, because the original also expands what a removed stretch
/// leaves behind, such as `%` and `%type`.
const TOKENS: [&str; 14] = [
    "%%type",
    "%%cx",
    "%%relcx",
    "%%width",
    "%%imagewidth",
    "%%imagename",
    "%%vector",
    "%%unknown",
    " %% ",
    "\n",
    "px",
    "%%ifblurred",
    "%%ifnotconcealed",
    "%%endif",
];

fn conditional(mut text: String, typed: &str, keep: bool) -> String {
    while let Some(start) = text.find(typed) {
        let inner = start + typed.len();
        let length = text[inner..].find("%%endif").unwrap();
        let found = text[inner..inner + length].to_owned();
        text = text.replace(&format!("{typed}{found}%%endif"), if keep { &found } else { "" });
    }
    text
}

fn original(template: &str, blurred: bool) -> String {
    let text = conditional(template.to_owned(), "%%ifblurred", blurred);
    let text = conditional(text, "%%ifnotconcealed", true);
    let values = [
        ("%%imagewidth", "640"),
        ("%%imagename", "a.jpg"),
        ("%%type", "ball"),
        ("%%vector", "300 50;400 170;"),
        ("%%cx", "350.0"),
        ("%%width", "100"),
        ("%%relcx", "0.546875"),
    ];
    let text = values.iter().fold(text, |text, (typed, value)| text.replace(typed, value));
    format!("\n{text}\n")
}

proptest! {
    #[test]
    fn templates_print_what_the_original_prints(tokens in vec(select(&TOKENS), 0..12), blurred: bool) {
        let definition = FormatDefinition { vector: "%%x %%y;".to_owned(), ..format(&tokens.concat()) };
        let images = [samples::image(5, "a.jpg", vec![Label { blurred, ..box_() }])];
        if Template::parse(&definition).is_ok() {
            prop_assert_eq!(printed(&definition, &images), original(&definition.annotation, blurred));
        }
    }

    #[test]
    fn any_text_is_printed_or_refused(annotation in "(%|e|n|d|i|f|blurred|type|ä|\n){0,40}") {
        let definition = format(&annotation);
        if Template::parse(&definition).is_ok() {
            printed(&definition, &samples::images());
        }
    }
}
