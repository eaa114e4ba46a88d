//! Which labels somebody is asked to verify, and in which order.
//!
//! A label waits for somebody while no vote of theirs is on its present revision. Whoever drew or changed it
//! accepted it by that.

mod reading;

use domain::{AccountId, AnnotationTypeId, ImageSetId};
use sqlx::{FromRow, Postgres, QueryBuilder, types::Json};
use uuid::Uuid;

/// A verification queue of one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Queue {
    pub of: AccountId,
    pub within: Within,
    pub about: About,
    pub annotation_type: Option<AnnotationTypeId>,
    /// Who drew the label or made its present revision.
    pub by: Option<AccountId>,
    pub sample: Option<Sample>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    Set(ImageSetId),
    /// All sets of the teams one is a member of.
    Teams,
}

/// Which of the labels that wait.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// The same labels in the order in which they are asked for: those people disagree about, those nobody has judged,
    /// the others.
    pub fn urgent_first(&self) -> Vec<Self> {
        let about = |about| Self { about, ..self.clone() };
        match self.about {
            About::Waiting => [About::Disagreed, About::Unverified, About::Waiting].map(about).to_vec(),
            _ => vec![self.clone()],
        }
    }

    /// What holds of a label `r` in it.
    pub(crate) fn push(&self, query: &mut QueryBuilder<'_, Postgres>) {
        query
            .push(
                "r.valid_to is null and not exists (select from view_vote_spans v
                     where v.annotation = r.annotation and v.valid_to is null and v.account = ",
            )
            .push_bind(self.of.uuid())
            .push(")")
            .push(match self.about {
                About::Waiting => String::new(),
                About::Disagreed => format!(" and {REJECTED} and {ACCEPTED}"),
                About::Unverified => format!(" and not {JUDGED}"),
                About::Stale => format!(" and not {JUDGED} and {JUDGED_BEFORE}"),
            });
        if let Some(id) = self.annotation_type {
            query.push(" and r.annotation_type = ").push_bind(id.uuid());
        }
        if let Some(account) = self.by {
            query.push(" and ").push_bind(account.uuid()).push(" in (r.author, r.revised_by)");
        }
        if let Some(Sample { percent, seed }) = &self.sample {
            query.push(" and ('x' || left(md5(r.annotation::text || ").push_bind(seed.clone());
            query.push("), 8))::bit(32)::bigint % 100 < ").push_bind(*percent);
        }
    }
}
