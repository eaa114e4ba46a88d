//! A verification queue in words, as addresses carry it from page to page.

use commands::Handed;
use domain::{AccountId, AnnotationTypeId, ImageId, ImageSetId};
use projections::verification::{About, Queue, Sample, Within};
use serde::Deserialize;
use uuid::Uuid;

use crate::queues::{with, with_urgency};

/// What cannot be understood counts as not said.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    queue: String,
    r#type: String,
    by: String,
    /// Percent of the labels.
    sample: String,
    /// Which of the samples of that size.
    seed: String,
    /// `teams`: go on in other sets, too.
    within: String,
}

impl QueueQuery {
    pub fn about(&self) -> About {
        About::ALL.into_iter().find(|about| about.code() == self.queue).unwrap_or_default()
    }

    pub fn annotation_type(&self) -> Option<AnnotationTypeId> {
        self.r#type.parse().ok()
    }

    pub fn by(&self) -> Option<AccountId> {
        self.by.parse().ok()
    }

    pub fn percent(&self) -> Option<i32> {
        self.sample.parse().ok().filter(|percent| (1..100).contains(percent))
    }

    pub fn in_teams(&self) -> bool {
        self.within == "teams"
    }

    fn seed(&self) -> Option<&str> {
        let plain =
            (1..=32).contains(&self.seed.len()) && self.seed.bytes().all(|b| b.is_ascii_alphanumeric());
        plain.then_some(self.seed.as_str())
    }

    /// The same in all sets of one's teams.
    #[must_use]
    pub fn everywhere(&self) -> Self {
        Self { within: "teams".to_owned(), ..self.clone() }
    }

    /// The same in one set alone.
    #[must_use]
    pub fn here(self) -> Self {
        Self { within: String::new(), ..self }
    }

    /// Of one type, unless another one is asked for.
    #[must_use]
    pub fn of_type(self, otherwise: Option<AnnotationTypeId>) -> Self {
        let chosen = self.annotation_type().or(otherwise).map(|id| id.to_string());
        Self { r#type: chosen.unwrap_or_default(), ..self }
    }

    #[must_use]
    pub fn with(&self, about: About) -> Self {
        Self { queue: about.code().to_owned(), ..self.clone() }
    }

    /// A sample whose seed was not said is the person's own of that set: the same one every day.
    #[must_use]
    pub fn seeded(self, of: AccountId, set: Option<ImageSetId>) -> Self {
        if self.percent().is_none() || self.seed().is_some() {
            return self;
        }
        let place = set.map_or_else(Uuid::nil, ImageSetId::uuid);
        let id = Uuid::new_v5(&place, of.uuid().as_bytes()).simple().to_string();
        Self { seed: id[..8].to_owned(), ..self }
    }

    /// `set` is the one at hand, unless all sets of one's teams are asked for.
    pub fn queue(&self, of: AccountId, set: ImageSetId) -> Queue {
        let within = if self.in_teams() { Within::Teams } else { Within::Set(set) };
        Queue { within, ..self.queue_in_teams(of) }
    }

    pub fn queue_in_teams(&self, of: AccountId) -> Queue {
        let sample = |percent| Sample { percent, seed: self.seed().unwrap_or_default().to_owned() };
        Queue {
            of,
            within: Within::Teams,
            about: self.about(),
            annotation_type: self.annotation_type(),
            by: self.by(),
            sample: self.percent().map(sample),
        }
    }

    /// What is said, once more, to stand after a question mark; empty when nothing is.
    pub fn query(&self) -> String {
        let about = self.about();
        let said = [
            ("queue", (about != About::Waiting).then(|| about.code().to_owned())),
            ("type", self.annotation_type().map(|id| id.to_string())),
            ("by", self.by().map(|id| id.to_string())),
            ("sample", self.percent().map(|percent| percent.to_string())),
            ("seed", self.percent().and(self.seed()).map(ToOwned::to_owned)),
            ("within", self.in_teams().then(|| "teams".to_owned())),
        ];
        let said = said.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        said.collect::<Vec<_>>().join("&")
    }

    /// An address that goes on with this queue.
    pub fn at(&self, path: &str) -> String {
        let query = self.query();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}{mark}{query}")
    }

    /// Where an image that was handed out is verified.
    pub fn to(&self, handed: Handed) -> String {
        with_urgency(self.at(&format!("/images/{}/verify", handed.image)), handed.urgency)
    }

    /// Where the queue hands out what comes after an image.
    pub fn onwards(&self, set: ImageSetId, image: ImageId, urgency: usize) -> String {
        let base = if self.in_teams() { String::new() } else { format!("/image-sets/{set}") };
        let next = with(&self.at(&format!("{base}/verification/next")), "after", image);
        with_urgency(next, urgency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_kept_in_addresses_and_nonsense_is_not() {
        let nothing = QueueQuery::default();
        assert_eq!(nothing.at("/x"), "/x");
        let nonsense = QueueQuery {
            queue: "\"><script>".to_owned(),
            r#type: "ball".to_owned(),
            sample: "400".to_owned(),
            seed: "a&b".to_owned(),
            ..QueueQuery::default()
        };
        assert_eq!(nonsense.at("/x"), "/x");
        let ball = Uuid::from_u128(7);
        let asked = QueueQuery {
            queue: "stale".to_owned(),
            r#type: ball.to_string(),
            sample: "10".to_owned(),
            seed: "abc1".to_owned(),
            ..QueueQuery::default()
        };
        assert_eq!(asked.at("/x"), format!("/x?queue=stale&type={ball}&sample=10&seed=abc1"));
    }

    #[test]
    fn a_persons_sample_of_a_set_is_always_the_same() {
        let (set, other) = (ImageSetId::new(Uuid::from_u128(1)), ImageSetId::new(Uuid::from_u128(2)));
        let sample = || QueueQuery { sample: "10".to_owned(), ..QueueQuery::default() };
        let (alice, bob) = (domain::testing::ALICE, domain::testing::BOB);
        let ours = sample().seeded(alice, Some(set)).query();
        assert_eq!(sample().seeded(alice, Some(set)).query(), ours);
        assert_ne!(sample().seeded(bob, Some(set)).query(), ours);
        assert_ne!(sample().seeded(alice, Some(other)).query(), ours);
        assert_eq!(QueueQuery::default().seeded(alice, Some(set)).query(), "");
    }
}
