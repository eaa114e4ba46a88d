//! Which images of a set somebody goes through, as an address says it: kept in every link from image to image.

use commands::Handed;
use domain::{
    AnnotationTypeId, ImageId, ImageSetId,
    filter::{FilterQuery, HiddenVotes, IMAGE_KEYS, ImageCondition, ImageFilter, Key, value_of},
};
use projections::queue::Neighbour;
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use crate::queues::{Purpose, with_query, with_urgency};

/// Images fetched ahead after the present one, and before it.
pub const AHEAD: i64 = 5;
pub const BEHIND: i64 = 2;

/// As it stands in the address. What is no id, or no word of ours, counts as not said.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct ImageQuery {
    /// The annotation type to draw with.
    annotation_type: Option<AnnotationTypeId>,
    conditions: FilterQuery<ImageCondition>,
    /// The queue that handed the image out.
    queue: Option<QueueSource>,
    /// How urgent the queue found it: 0 is the most urgent.
    urgency: usize,
}

/// Whose images a queue hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueSource {
    Set,
    Teams,
}

impl QueueSource {
    const fn word(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Teams => "teams",
        }
    }
}

impl From<Vec<(String, String)>> for ImageQuery {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let text = |name| value_of(&pairs, name);
        let queue =
            [QueueSource::Set, QueueSource::Teams].into_iter().find(|from| from.word() == text("queue"));
        Self {
            annotation_type: text("type").parse().ok(),
            conditions: FilterQuery::of(IMAGE_KEYS, &pairs).lenient(),
            urgency: queue.and_then(|_| text("urgency").parse().ok()).unwrap_or_default(),
            queue,
        }
    }
}

impl ImageQuery {
    /// From image to image as a queue hands them out.
    pub fn handed(from: QueueSource, Handed { main, urgency, .. }: Handed) -> Self {
        Self { annotation_type: main, queue: Some(from), urgency, conditions: FilterQuery::default() }
    }

    pub const fn with(conditions: FilterQuery<ImageCondition>) -> Self {
        Self { conditions, annotation_type: None, queue: None, urgency: 0 }
    }

    /// Where the queue hands out what comes after an image; `None` without a queue.
    pub fn onwards(&self, set: ImageSetId, image: ImageId, purpose: Purpose) -> Option<String> {
        let to = purpose.word();
        let next = self.queue.map(|from| match from {
            QueueSource::Set => format!("/image-sets/{set}/next?to={to}&after={image}"),
            QueueSource::Teams => format!("/next?to={to}&after={image}"),
        });
        next.map(|next| with_urgency(next, self.urgency))
    }

    /// How urgent the queue found the image; `None` without a queue.
    pub fn queue_urgency(&self) -> Option<usize> {
        self.queue.map(|_| self.urgency)
    }

    pub fn conditions(&self) -> impl Iterator<Item = (&'static Key<ImageCondition>, &str)> {
        self.conditions.conditions()
    }

    pub const fn annotation_type(&self) -> Option<AnnotationTypeId> {
        self.annotation_type
    }

    /// What is said of a condition; empty when nothing is.
    pub fn text(&self, condition: &str) -> &str {
        self.conditions.text(condition)
    }

    pub fn without(&self) -> Option<AnnotationTypeId> {
        self.text("without").parse().ok()
    }

    /// What images must be like to be among those a person goes through, as far as they may know.
    pub fn filter(&self, hidden: &HiddenVotes) -> ImageFilter {
        self.conditions.filter(hidden.from()).unwrap_or_default().known(hidden)
    }

    /// Whether the images beside one may be others when somebody comes back.
    pub const fn leaves_out(&self) -> bool {
        self.is_filtered() || self.queue.is_some()
    }

    /// Whether any image may be left out.
    pub const fn is_filtered(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// To label an image, with the same query.
    pub fn to(&self, image: ImageId) -> String {
        with_query(&format!("/images/{image}"), &self.query())
    }

    /// The same without a queue: for links beside it.
    #[must_use]
    pub fn at_will(&self) -> Self {
        Self { queue: None, urgency: 0, ..self.clone() }
    }

    /// What is fetched before somebody goes there, the likeliest first: people mostly go forward.
    pub fn ahead(&self, before: &[Neighbour], after: &[Neighbour]) -> String {
        let nearest = |neighbours: &[Neighbour], most: i64| {
            let most = usize::try_from(most).unwrap_or_default();
            neighbours.iter().take(most).map(|to| ImageId::new(to.image)).collect::<Vec<_>>()
        };
        let images = nearest(after, AHEAD).into_iter().chain(nearest(before, BEHIND));
        images.map(|image| self.to(image)).collect::<Vec<_>>().join(" ")
    }

    /// The images of a set that the query asks for.
    pub fn to_list(&self, set: ImageSetId) -> String {
        with_query(&format!("/image-sets/{set}"), &self.query())
    }

    /// Where the images that lack a type are looked at before all of them are marked as being without the thing.
    pub fn to_absent(&self, set: ImageSetId) -> Option<String> {
        let deed = format!("not_in_image:{}", self.without()?);
        let query = Serializer::new(String::new())
            .extend_pairs([("which", "images"), ("do", &deed)])
            .extend_pairs(self.conditions.pairs())
            .finish();
        Some(format!("/image-sets/{set}/bulk-changes/new?{query}"))
    }

    /// What of the address says the query, without a question mark.
    pub fn query(&self) -> String {
        Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// The same, pair by pair: what a form sends along.
    pub fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        let urgency = Some(self.urgency).filter(|urgency| *urgency > 0);
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let kind = self.annotation_type.map(|id| ("type".to_owned(), id.to_string()));
        let queue = self.queue.map(|from| owned(("queue", from.word())));
        let urgency = urgency.map(|urgency| ("urgency".to_owned(), urgency.to_string()));
        kind.into_iter().chain(self.conditions.pairs().map(owned)).chain(queue).chain(urgency)
    }
}

#[cfg(test)]
mod tests {
    use domain::filter::Filter;
    use uuid::Uuid;

    use super::*;

    fn query(pairs: &[(&str, &str)]) -> ImageQuery {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect::<Vec<_>>().into()
    }

    #[test]
    fn a_query_is_kept_in_links_and_nonsense_is_not() {
        let (image, ball) = (ImageId::new(Uuid::nil()), Uuid::from_u128(7).to_string());
        let to = |r#type: &str, without: &str| {
            query(&[("type", r#type), ("without", without), ("only", "everything")]).to(image)
        };

        assert_eq!(to("", ""), format!("/images/{image}"));
        assert_eq!(to("\"><script>", &ball), format!("/images/{image}?without={ball}"));
        assert_eq!(to(&ball, ""), format!("/images/{image}?type={ball}"));
        assert_eq!(
            query(&[("urgency", "2"), ("queue", "teams"), ("with", &ball)]).to(image),
            format!("/images/{image}?with={ball}&queue=teams&urgency=2")
        );
    }

    #[test]
    fn texts_are_kept_whatever_is_in_them() {
        let query = query(&[("metadata", "robot = 3 "), ("name", " a&b=ü ")]);

        assert_eq!(query.query(), "name=a%26b%3D%C3%BC&metadata=robot+%3D+3");
        assert!(query.is_filtered() && !ImageQuery::default().is_filtered());
        let alice = HiddenVotes::none(domain::testing::ALICE);
        let described = ImageCondition::Described { field: "robot".to_owned(), value: Some("3".to_owned()) };
        assert_eq!(query.filter(&alice), Filter::of([ImageCondition::Named("a&b=ü".to_owned()), described]));
    }
}
