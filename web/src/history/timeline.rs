//! Facts as they are listed: by day, each with who, when, what, and the way it came in.

use domain::Timestamp;
use projections::{Recorded, Via};

use super::{Sentence, Words, sentence, whole::Wholes};

/// A day and what happened on it.
pub struct Day {
    pub name: String,
    pub facts: Vec<Line>,
}

pub struct Line {
    pub position: i64,
    pub at: Timestamp,
    /// Address and name.
    pub person: (String, String),
    pub sentence: Sentence,
    pub via: &'static str,
    /// To what it was about, as it was right after.
    pub as_of: Option<String>,
}

/// Newest first, as they come from the log.
pub fn by_day(facts: &[Recorded], words: &Words) -> Vec<Day> {
    by_day_with_wholes(facts, words, &Wholes::default())
}

/// The same, where a fact may stand for all that belongs to it.
pub fn by_day_with_wholes(facts: &[Recorded], words: &Words, wholes: &Wholes) -> Vec<Day> {
    let mut days: Vec<Day> = vec![];
    for recorded in facts {
        let mut line = Line::new(recorded, words);
        if let Some(sentence) = wholes.sentence(recorded, &words.at(recorded.position)) {
            (line.sentence, line.as_of) = (sentence, None);
        }
        let name = recorded.at.format("%-d %B %Y").to_string();
        if days.last().is_none_or(|day| day.name != name) {
            days.push(Day { name, facts: vec![] });
        }
        days.last_mut().expect("pushed just now").facts.push(line);
    }
    days
}

impl Line {
    pub fn new(recorded: &Recorded, words: &Words) -> Self {
        Self {
            position: recorded.position,
            at: recorded.at,
            person: words.person(recorded.account),
            sentence: sentence(&recorded.fact, &words.at(recorded.position)),
            via: way(recorded.via),
            as_of: as_of(recorded),
        }
    }

    /// For a place that holds only text.
    pub fn plain(&self) -> String {
        let (at, name) = (self.at.format("%-d %b %Y, %H:%M:%S"), &self.person.1);
        format!("{at}: {name} {}", self.sentence.plain())
    }
}

const fn way(via: Via) -> &'static str {
    match via {
        Via::Page => "page",
        Via::Api => "API",
        Via::Import => "import",
        Via::Job => "job",
        Via::Migration => "migration",
        Via::Operator => "operator",
    }
}

fn as_of(recorded: &Recorded) -> Option<String> {
    match &recorded.fact {
        domain::Fact::Image(image, _) => Some(format!("/images/{image}/history?as_of={}", recorded.position)),
        _ => None,
    }
}
