//! What is printed.

use std::fmt;

#[derive(Debug, Default)]
pub struct Table(Vec<[String; 3]>);

const HEADER: [&str; 3] = ["what", "measured", "aim"];

impl Table {
    pub fn new() -> Self {
        Self::default()
    }

    /// Rows are told as they come, too: a run takes minutes.
    pub fn row(&mut self, what: impl Into<String>, measured: impl Into<String>, aim: impl Into<String>) {
        let row = [what.into(), measured.into(), aim.into()];
        eprintln!("{}: {}", row[0], row[1]);
        self.0.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = HEADER.map(str::to_owned);
        let width =
            |column: usize| self.0.iter().chain([&header]).map(|row| row[column].chars().count()).max();
        let widths = [0, 1, 2].map(|column| width(column).unwrap_or_default());
        let dashes = widths.map(|width| "-".repeat(width));
        for row in [&header, &dashes].into_iter().chain(&self.0) {
            let [what, measured, aim] = row;
            let line = format!("{what:0$}  {measured:1$}  {aim:2$}", widths[0], widths[1], widths[2]);
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
