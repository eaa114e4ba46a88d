//! What templates do with values: `{{ row.at|time }}`. Bring them in with `use crate::filters;`.

#![expect(
    clippy::unnecessary_wraps,
    clippy::trivially_copy_pass_by_ref,
    clippy::inline_always,
    clippy::unused_self,
    reason = "the shape that askama asks of a filter"
)]

use askama::{Result, Values, filters::Safe};
use domain::Timestamp;

/// A time that both people and programs can read.
#[askama::filter_fn]
pub fn time(at: &Timestamp, _: &dyn Values) -> Result<Safe<String>> {
    let (exact, words) = (at.format("%FT%TZ"), at.format("%-d %b %Y, %H:%M UTC"));
    Ok(Safe(format!(r#"<time datetime="{exact}">{words}</time>"#)))
}

/// The same without the hour.
#[askama::filter_fn]
pub fn day(at: &Timestamp, _: &dyn Values) -> Result<Safe<String>> {
    let (exact, words) = (at.format("%FT%TZ"), at.format("%-d %b %Y"));
    Ok(Safe(format!(r#"<time datetime="{exact}">{words}</time>"#)))
}

/// The hidden field that makes a form count once, made from the time of rendering: `{{ now|command }}`.
#[askama::filter_fn]
pub fn command(now: &Timestamp, _: &dyn Values) -> Result<Safe<String>> {
    let id = commands::ids::mint(*now);
    Ok(Safe(format!(r#"<input type="hidden" name="command" value="{id}">"#)))
}

/// `too_large` as people read it.
#[askama::filter_fn]
pub fn words(code: &str, _: &dyn Values) -> Result<String> {
    Ok(code.replace('_', " "))
}

/// `1 image`, `3 images`: `{{ row.images|count("image") }}`
#[askama::filter_fn]
pub fn count(number: &i64, _: &dyn Values, noun: &str) -> Result<String> {
    Ok(counted(*number, noun))
}

/// `12,345`
#[askama::filter_fn]
pub fn number(number: &i64, _: &dyn Values) -> Result<String> {
    Ok(grouped(*number))
}

pub fn counted(number: i64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// `12,345`
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The domain speaks in clauses; on a page they begin with a capital and end with a full stop.
pub fn sentence(clause: &str) -> String {
    let mut rest = clause.chars();
    let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if clause.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_become_sentences() {
        assert_eq!(sentence("there is nothing here"), "There is nothing here.");
        assert_eq!(sentence("Really?"), "Really?");
    }

    #[test]
    fn counts_read_well() {
        assert_eq!(counted(1, "image"), "1 image");
        assert_eq!(counted(1_234_567, "image"), "1,234,567 images");
    }
}
