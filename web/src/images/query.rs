//! Which images of a set somebody goes through, as an address says it: kept in every link from image to image.

use commands::{CommandError, Handed};
use domain::{AccountId, AnnotationTypeId, ImageId, ImageSetId};
use projections::{
    image_filter::{Condition, ImageFilter},
    queue::Neighbour,
};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use crate::queues::{Purpose, with_urgency};

/// Images fetched ahead after the present one, and before it.
pub const AHEAD: i64 = 5;
pub const BEHIND: i64 = 2;

/// As it stands in the address. What is no id, or no word of ours, counts as not said.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct ImageQuery {
    /// The annotation type to draw with.
    r#type: String,
    /// Only images without a label of this type.
    without: String,
    /// Only images with one.
    with: String,
    only: String,
    /// Only images whose name contains this.
    name: String,
    /// The queue that handed the image out.
    queue: String,
    /// How urgent the queue found it.
    urgency: String,
    /// `field=value`, or `field` alone: only images with these metadata.
    metadata: String,
}

/// A word for a condition that needs no value: `?only=…`, and what the menu calls it.
pub const ONLY: [(&str, &str); 3] = [
    ("unlabelled", "without labels"),
    ("unverified", "not verified by me"),
    ("disagreed", "disagreed about"),
];

/// Whose images a queue hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Set,
    Teams,
}

impl From {
    const fn word(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Teams => "teams",
        }
    }
}

impl ImageQuery {
    /// From image to image as a queue hands them out.
    pub fn handed(from: From, Handed { main, urgency, .. }: Handed) -> Self {
        let r#type = main.map(|id| id.to_string()).unwrap_or_default();
        Self { r#type, queue: from.word().to_owned(), urgency: urgency.to_string(), ..Self::default() }
    }

    /// The conditions of a form. What cannot be read is refused: one that was overlooked would let a bulk change reach
    /// too far.
    pub fn strictly(pairs: &[(String, String)]) -> Result<Self, CommandError> {
        let text = |name: &str| {
            let said = pairs.iter().find(|(of, _)| of == name);
            said.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        let query = Self {
            without: text("without"),
            with: text("with"),
            only: text("only"),
            name: text("name"),
            metadata: text("metadata"),
            ..Self::default()
        };
        let read = [
            ("without", &query.without, query.without().is_some()),
            ("with", &query.with, query.with().is_some()),
            ("only", &query.only, query.only().is_some()),
            ("metadata", &query.metadata, query.described().is_some()),
        ];
        match read.iter().find(|(_, said, is_read)| !said.is_empty() && !is_read) {
            Some((name, ..)) => Err(CommandError::invalid(name, "this condition on images cannot be read")),
            None => Ok(query),
        }
    }

    pub fn queue(&self) -> Option<From> {
        [From::Set, From::Teams].into_iter().find(|from| from.word() == self.queue)
    }

    /// Where the queue hands out what comes after an image; `None` without a queue.
    pub fn onwards(&self, set: ImageSetId, image: ImageId, purpose: Purpose) -> Option<String> {
        let to = purpose.word();
        let next = self.queue().map(|from| match from {
            From::Set => format!("/image-sets/{set}/next?to={to}&after={image}"),
            From::Teams => format!("/next?to={to}&after={image}"),
        });
        next.map(|next| with_urgency(next, self.urgency()))
    }

    /// 0, the most urgent, outside of a queue.
    fn urgency(&self) -> usize {
        self.queue().and_then(|_| self.urgency.parse().ok()).unwrap_or_default()
    }

    pub fn annotation_type(&self) -> Option<AnnotationTypeId> {
        self.r#type.parse().ok()
    }

    pub fn without(&self) -> Option<AnnotationTypeId> {
        self.without.parse().ok()
    }

    pub fn with(&self) -> Option<AnnotationTypeId> {
        self.with.parse().ok()
    }

    pub fn only(&self) -> Option<&'static str> {
        ONLY.into_iter().map(|(word, _)| word).find(|word| *word == self.only)
    }

    pub fn name(&self) -> &str {
        self.name.trim()
    }

    pub fn metadata(&self) -> &str {
        self.metadata.trim()
    }

    /// What images must be like to be among those this person goes through.
    pub fn filter(&self, by: AccountId) -> ImageFilter {
        let only = self.only().and_then(|word| match word {
            "unlabelled" => Some(Condition::Unlabelled),
            "unverified" => Some(Condition::Unverified(by)),
            "disagreed" => Some(Condition::Disagreed),
            _ => None,
        });
        let named = Some(self.name()).filter(|name| !name.is_empty());
        let conditions = [
            self.without().map(Condition::Without),
            self.with().map(Condition::With),
            only,
            named.map(|name| Condition::Named(name.to_owned())),
            self.described(),
        ];
        ImageFilter::of(conditions.into_iter().flatten())
    }

    fn described(&self) -> Option<Condition> {
        let (field, value) = match self.metadata().split_once('=') {
            Some((field, value)) => (field.trim(), Some(value.trim().to_owned())),
            None => (self.metadata(), None),
        };
        (!field.is_empty()).then(|| Condition::Described { field: field.to_owned(), value })
    }

    /// Whether the images beside one may be others when somebody comes back.
    pub fn leaves_out(&self) -> bool {
        self.is_filtered() || self.queue().is_some()
    }

    /// Whether any image may be left out.
    pub fn is_filtered(&self) -> bool {
        !self.conditions().is_empty()
    }

    /// To label an image, with the same query.
    pub fn to(&self, image: ImageId) -> String {
        with_query(&format!("/images/{image}"), &self.query())
    }

    /// The same without a queue: for links beside it.
    #[must_use]
    pub fn at_will(&self) -> Self {
        Self { queue: String::new(), ..self.clone() }
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
            .extend_pairs(self.conditions())
            .finish();
        Some(format!("/image-sets/{set}/bulk-changes/new?{query}"))
    }

    /// What of the address says the query, without a question mark.
    pub fn query(&self) -> String {
        let drawing = self.annotation_type().map(|id| ("type", id.to_string()));
        let queue = self.queue().map(|from| ("queue", from.word().to_owned()));
        let urgency = Some(self.urgency()).filter(|urgency| *urgency > 0);
        let place = queue.into_iter().chain(urgency.map(|urgency| ("urgency", urgency.to_string())));
        Serializer::new(String::new())
            .extend_pairs(drawing.into_iter().chain(self.conditions()).chain(place))
            .finish()
    }

    fn conditions(&self) -> Vec<(&'static str, String)> {
        let said = [
            ("without", self.without().map(|id| id.to_string())),
            ("with", self.with().map(|id| id.to_string())),
            ("only", self.only().map(str::to_owned)),
            ("name", Some(self.name().to_owned())),
            ("metadata", Some(self.metadata().to_owned())),
        ];
        said.into_iter().filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?))).collect()
    }
}

fn with_query(path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{path}{mark}{query}")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_way_is_kept_in_links_and_nonsense_is_not() {
        let (image, ball) = (ImageId::new(Uuid::nil()), Uuid::from_u128(7));
        let query = |r#type: &str, without: &str| ImageQuery {
            r#type: r#type.to_owned(),
            without: without.to_owned(),
            only: "everything".to_owned(),
            ..ImageQuery::default()
        };

        assert_eq!(query("", "").to(image), format!("/images/{image}"));
        assert_eq!(
            query("\"><script>", &ball.to_string()).to(image),
            format!("/images/{image}?without={ball}")
        );
        assert_eq!(query(&ball.to_string(), "").to(image), format!("/images/{image}?type={ball}"));
    }

    #[test]
    fn texts_are_kept_whatever_is_in_them() {
        let query = ImageQuery {
            name: " a&b=ü ".to_owned(),
            metadata: "robot = 3 ".to_owned(),
            ..ImageQuery::default()
        };

        assert_eq!(query.query(), "name=a%26b%3D%C3%BC&metadata=robot+%3D+3");
        assert!(query.is_filtered() && !ImageQuery::default().is_filtered());
        let by = domain::testing::ALICE;
        let described = Condition::Described { field: "robot".to_owned(), value: Some("3".to_owned()) };
        assert_eq!(query.filter(by), ImageFilter::of([Condition::Named("a&b=ü".to_owned()), described]));
    }
}
