//! Everything that happens, from any position on.

pub mod live;
pub mod read;
mod visible;

use crate::Problem;

/// A position that a reader goes on after: one that the log has, or has not had yet, would pass over facts.
fn place(field: &'static str, after: i64, head: i64) -> Result<i64, Problem> {
    if (0..=head).contains(&after) {
        return Ok(after);
    }
    Err(Problem::invalid(field, format!("{field} must be a position from 0 to {head}, where the log ends")))
}
