//! A verification queue in words, as addresses carry it from page to page.

use commands::Handed;
use domain::{
    AccountId, AnnotationTypeId, ImageId, ImageSetId,
    filter::{About, FilterQuery, Key, LabelCondition, QUEUE_KEYS, Sample, value_of},
};
use projections::verification::{Queue, Within};
use serde::Deserialize;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use crate::queues::{with, with_query, with_urgency};

/// What cannot be understood counts as not said.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct QueueQuery {
    about: About,
    labels: FilterQuery<LabelCondition>,
    /// Percent of the labels.
    percent: Option<i32>,
    /// Which of the samples of that size.
    seed: Option<String>,
    /// Go on in other sets, too.
    in_teams: bool,
}

impl From<Vec<(String, String)>> for QueueQuery {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let text = |name| value_of(&pairs, name);
        let plain =
            |seed: &&str| (1..=32).contains(&seed.len()) && seed.bytes().all(|b| b.is_ascii_alphanumeric());
        Self {
            about: About::ALL.into_iter().find(|about| about.code() == text("queue")).unwrap_or_default(),
            labels: FilterQuery::of(QUEUE_KEYS, &pairs).lenient(),
            percent: text("sample").parse().ok().filter(|percent| (1..100).contains(percent)),
            seed: Some(text("seed")).filter(plain).map(ToOwned::to_owned),
            in_teams: text("within") == "teams",
        }
    }
}

impl QueueQuery {
    pub const fn about(&self) -> About {
        self.about
    }

    pub fn conditions(&self) -> impl Iterator<Item = (&'static Key<LabelCondition>, &str)> {
        self.labels.conditions()
    }

    pub fn annotation_type(&self) -> Option<AnnotationTypeId> {
        self.labels.text("type").parse().ok()
    }

    pub fn by(&self) -> Option<AccountId> {
        self.labels.text("by").parse().ok()
    }

    pub const fn percent(&self) -> Option<i32> {
        self.percent
    }

    /// The same in all sets of one's teams.
    #[must_use]
    pub fn everywhere(&self) -> Self {
        Self { in_teams: true, ..self.clone() }
    }

    /// The same in one set alone.
    #[must_use]
    pub fn here(self) -> Self {
        Self { in_teams: false, ..self }
    }

    /// Of one type, unless another one is asked for.
    #[must_use]
    pub fn of_type(self, otherwise: Option<AnnotationTypeId>) -> Self {
        let Some(id) = otherwise.filter(|_| self.annotation_type().is_none()) else { return self };
        let labels = self.labels.pairs().chain([("type", &*id.to_string())]).map(owned).collect::<Vec<_>>();
        Self { labels: FilterQuery::of(QUEUE_KEYS, &labels), ..self }
    }

    #[must_use]
    pub fn with(&self, about: About) -> Self {
        Self { about, ..self.clone() }
    }

    /// A sample whose seed was not said is the person's own of that set: the same one every day.
    #[must_use]
    pub fn seeded(self, of: AccountId, set: Option<ImageSetId>) -> Self {
        if self.percent.is_none() || self.seed.is_some() {
            return self;
        }
        let place = set.map_or_else(Uuid::nil, ImageSetId::uuid);
        let id = Uuid::new_v5(&place, of.uuid().as_bytes()).simple().to_string();
        Self { seed: Some(id[..8].to_owned()), ..self }
    }

    /// `set` is the one at hand, unless all sets of one's teams are asked for.
    pub fn queue(&self, of: AccountId, set: ImageSetId) -> Queue {
        let within = if self.in_teams { Within::Teams } else { Within::Set(set) };
        Queue { within, ..self.queue_in_teams(of) }
    }

    pub fn queue_in_teams(&self, of: AccountId) -> Queue {
        let seed = || self.seed.clone().unwrap_or_default();
        let sample = self.percent.map(|percent| LabelCondition::Sample(Sample { percent, seed: seed() }));
        let labels = self.labels.filter(of).unwrap_or_default().and(sample);
        Queue { of, within: Within::Teams, about: self.about, labels }
    }

    /// What is said, once more, to stand after a question mark; empty when nothing is.
    pub fn query(&self) -> String {
        let about = Some(self.about.code()).filter(|_| self.about != About::Waiting);
        let sample = self.percent.map(|percent| percent.to_string());
        let seed = self.percent.and(self.seed.as_deref());
        Serializer::new(String::new())
            .extend_pairs(about.map(|about| ("queue", about)))
            .extend_pairs(self.labels.pairs())
            .extend_pairs(sample.map(|sample| ("sample", sample)))
            .extend_pairs(seed.map(|seed| ("seed", seed)))
            .extend_pairs(self.in_teams.then_some(("within", "teams")))
            .finish()
    }

    /// An address that goes on with this queue.
    pub fn at(&self, path: &str) -> String {
        with_query(path, &self.query())
    }

    /// Where an image that was handed out is verified.
    pub fn to(&self, handed: Handed) -> String {
        with_urgency(self.at(&format!("/images/{}/verify", handed.image)), handed.urgency)
    }

    /// Where the queue hands out what comes after an image.
    pub fn onwards(&self, set: ImageSetId, image: ImageId, urgency: usize) -> String {
        let base = if self.in_teams { String::new() } else { format!("/image-sets/{set}") };
        let next = with(&self.at(&format!("{base}/verification/next")), "after", image);
        with_urgency(next, urgency)
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> QueueQuery {
        pairs.iter().copied().map(owned).collect::<Vec<_>>().into()
    }

    #[test]
    fn a_queue_is_kept_in_addresses_and_nonsense_is_not() {
        assert_eq!(QueueQuery::default().at("/x"), "/x");
        let nonsense = [("queue", "\"><script>"), ("type", "ball"), ("sample", "400"), ("seed", "a&b")];
        assert_eq!(query(&nonsense).at("/x"), "/x");
        let ball = Uuid::from_u128(7).to_string();
        let asked = query(&[("seed", "abc1"), ("queue", "stale"), ("type", &ball), ("sample", "10")]);
        assert_eq!(asked.at("/x"), format!("/x?queue=stale&type={ball}&sample=10&seed=abc1"));
    }

    #[test]
    fn a_queue_is_of_one_type_unless_another_one_is_asked_for() {
        let (ball, goal) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let of = |said: &[(&str, &str)]| query(said).of_type(Some(goal.into())).annotation_type();
        assert_eq!(of(&[("by", &ball.to_string())]), Some(goal.into()));
        assert_eq!(of(&[("type", &ball.to_string())]), Some(ball.into()));
    }

    #[test]
    fn a_persons_sample_of_a_set_is_always_the_same() {
        let (set, other) = (ImageSetId::new(Uuid::from_u128(1)), ImageSetId::new(Uuid::from_u128(2)));
        let sample = || query(&[("sample", "10")]);
        let (alice, bob) = (domain::testing::ALICE, domain::testing::BOB);
        let ours = sample().seeded(alice, Some(set)).query();
        assert_eq!(sample().seeded(alice, Some(set)).query(), ours);
        assert_ne!(sample().seeded(bob, Some(set)).query(), ours);
        assert_ne!(sample().seeded(alice, Some(other)).query(), ours);
        assert_eq!(QueueQuery::default().seeded(alice, Some(set)).query(), "");
    }
}
