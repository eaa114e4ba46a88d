//! How somebody goes through a set's images: kept in every link from image to image.

use domain::{AnnotationTypeId, ImageId};
use projections::queue::Sieve;
use serde::Deserialize;

/// What is no id counts as not said.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Way {
    /// The annotation type to draw with.
    r#type: String,
    /// Only images without a label of this type.
    without: String,
}

impl Way {
    pub fn annotation_type(&self) -> Option<AnnotationTypeId> {
        self.r#type.parse().ok()
    }

    pub fn without(&self) -> Option<AnnotationTypeId> {
        self.without.parse().ok()
    }

    pub fn sieve(&self) -> Sieve {
        self.without().map_or(Sieve::All, Sieve::Without)
    }

    /// To an image, going on in the same way.
    pub fn to(&self, image: ImageId) -> String {
        let ids = [("type", self.annotation_type()), ("without", self.without())];
        let said = ids.into_iter().filter_map(|(name, id)| Some(format!("{name}={}", id?)));
        let query = said.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/images/{image}{mark}{query}")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_way_is_kept_in_links_and_nonsense_is_not() {
        let (image, ball) = (ImageId::new(Uuid::nil()), Uuid::from_u128(7));
        let way =
            |r#type: &str, without: &str| Way { r#type: r#type.to_owned(), without: without.to_owned() };

        assert_eq!(way("", "").to(image), format!("/images/{image}"));
        assert_eq!(
            way("\"><script>", &ball.to_string()).to(image),
            format!("/images/{image}?without={ball}")
        );
        assert_eq!(way(&ball.to_string(), "").to(image), format!("/images/{image}?type={ball}"));
    }
}
