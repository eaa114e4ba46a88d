//! Which labels somebody is asked to verify, and in which order.
//!
//! A label waits for somebody while no vote of theirs is on its present revision. Whoever drew or changed it
//! accepted it by that.

mod reading;

use domain::{AccountId, AnnotationTypeId, ImageSetId};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

/// A verification queue of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    pub of: AccountId,
    pub within: Within,
    pub about: About,
    pub annotation_type: Option<AnnotationTypeId>,
    /// Who drew the label or made its present revision.
    pub by: Option<AccountId>,
    pub sample: Option<Sample>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    Set(ImageSetId),
    /// All sets of the teams one is a member of.
    Teams,
}

/// Which of the labels that wait.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// All of them, those people disagree about first.
    #[default]
    Waiting,
    Disagreed,
    /// Nobody but whoever made the revision has voted.
    Unverified,
    /// Others voted on an earlier revision, and nobody on the present one.
    Stale,
}

impl About {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Disagreed, Self::Unverified, Self::Stale];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Disagreed => "disagreed",
            Self::Unverified => "unverified",
            Self::Stale => "stale",
        }
    }
}

/// A part of the labels: the same part whenever the same seed is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub percent: i32,
    pub seed: String,
}

/// A label to be judged beside others.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Candidate {
    pub annotation: Uuid,
    pub image: Uuid,
    pub image_name: String,
    pub width: i32,
    pub height: i32,
    pub annotation_type: Uuid,
    pub revision: i32,
    pub shape: Json<domain::Shape>,
    pub blurred: bool,
    pub concealed: bool,
}

const NOT_VOTED: &str = "not exists (select from view_vote_spans v
     where v.annotation = r.annotation and v.account = $1 and v.valid_to is null)";

const ACCEPTED: &str = "exists (select from view_vote_spans v
     where v.annotation = r.annotation and v.valid_to is null and v.accepts)";

/// The set is named for the index of rejects, of which there are few.
const REJECTED: &str = "exists (select from view_vote_spans v
     where v.annotation = r.annotation and v.image_set = r.image_set and v.valid_to is null and not v.accepts)";

const JUDGED: &str = "exists (select from view_vote_spans v
     where v.annotation = r.annotation and v.valid_to is null and not v.own)";

const JUDGED_BEFORE: &str = "exists (select from view_vote_spans v
     where v.annotation = r.annotation and v.revision < r.revision and not v.own)";

impl Queue {
    /// What holds of a label `r` in it. `$1` to `$5`: the person, type, maker, percent and seed.
    fn condition(&self) -> String {
        let about = match self.about {
            About::Waiting => String::new(),
            About::Disagreed => format!("and {REJECTED} and {ACCEPTED}"),
            About::Unverified => format!("and not {JUDGED}"),
            About::Stale => format!("and not {JUDGED} and {JUDGED_BEFORE}"),
        };
        format!(
            "r.valid_to is null and {NOT_VOTED} {about}
             and ($2::uuid is null or r.annotation_type = $2)
             and ($3::uuid is null or $3 in (r.author, r.revised_by))
             and ($4::int is null
                  or ('x' || left(md5(r.annotation::text || $5), 8))::bit(32)::bigint % 100 < $4)"
        )
    }

    fn percent(&self) -> Option<i32> {
        self.sample.as_ref().map(|sample| sample.percent)
    }

    fn seed(&self) -> &str {
        self.sample.as_ref().map_or("", |sample| &sample.seed)
    }
}
