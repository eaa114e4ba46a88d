//! How a condition is named in addresses and forms, and how its value is read.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta};
use uuid::Uuid;

use crate::{AccountId, AnnotationTypeId, Timestamp};

/// Years that may be asked for: databases know fewer than a date of ours can name.
pub const YEARS: RangeInclusive<i32> = 1..=9999;

/// The name of a condition, what its value is, and how both are said in words: `{}` stands for the value.
#[derive(Debug)]
pub struct Key<C: 'static> {
    pub name: &'static str,
    pub value: Value<C>,
    pub words: &'static str,
}

/// What kind of value there is, and the condition that is made of it.
#[derive(Debug)]
pub enum Value<C: 'static> {
    Type(fn(AnnotationTypeId) -> C),
    Person(fn(AccountId) -> C),
    Number(fn(i64) -> C),
    Day(fn(NaiveDate) -> C),
    Text(fn(&str) -> Option<C>),
    /// Words to choose from.
    Choice(&'static [Choice<C>]),
}

/// A word, what it says, and the condition for whoever asks.
type Choice<C> = (&'static str, &'static str, fn(AccountId) -> C);

pub(super) const fn key<C>(name: &'static str, value: Value<C>, words: &'static str) -> Key<C> {
    Key { name, value, words }
}

pub(super) fn start_of(day: NaiveDate) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// The last moment that databases know.
pub(super) fn end_of(day: NaiveDate) -> Timestamp {
    start_of(day) + (TimeDelta::days(1) - TimeDelta::microseconds(1))
}

impl<C> Key<C> {
    /// `None`: this is no such value.
    pub(super) fn read(&self, text: &str, by: AccountId) -> Option<C> {
        match self.value {
            Value::Type(of) => text.parse().ok().map(of),
            Value::Person(of) => text.parse().ok().map(of),
            Value::Number(of) => text.parse().ok().map(of),
            Value::Day(of) => text.parse().ok().filter(|day: &NaiveDate| YEARS.contains(&day.year())).map(of),
            Value::Text(of) => of(text),
            Value::Choice(words) => words.iter().find(|(word, ..)| *word == text).map(|(.., of)| of(by)),
        }
    }

    /// A value in the form in which it is written down.
    pub(super) fn tidy(&self, text: &str) -> String {
        let id = match self.value {
            Value::Type(_) | Value::Person(_) => text.parse::<Uuid>().ok(),
            _ => None,
        };
        id.map_or_else(|| text.to_owned(), |id| id.to_string())
    }

    /// What a value must be.
    pub const fn expected(&self) -> &'static str {
        match self.value {
            Value::Type(_) | Value::Person(_) | Value::Choice(_) => "one of the list",
            Value::Number(_) => "a whole number",
            Value::Day(_) => "a day, such as 2026-03-01",
            Value::Text(_) => "a text",
        }
    }

    /// The condition in words, with this in the place of an id, a number or a day.
    pub fn say(&self, value: &str) -> String {
        let chosen = match self.value {
            Value::Choice(words) => words.iter().find(|(word, ..)| *word == value).or(words.last()),
            _ => None,
        };
        self.words.replace("{}", chosen.map_or(value, |(_, says, _)| says))
    }
}
