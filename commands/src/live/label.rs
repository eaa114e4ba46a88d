//! A label right after a fact: looked up once, whoever is told of it.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{AccountId, AnnotationId};
use lru::LruCache;
use projections::annotations::{AnnotationLine, VoteLine};
use tokio::sync::OnceCell;

use super::Live;

/// A label as it was, and who thought what of it.
#[derive(Debug)]
pub struct LabelView {
    line: AnnotationLine,
    votes: Vec<VoteLine>,
    /// Whoever has not voted does not see how others did.
    blind: bool,
}

impl LabelView {
    /// As one person sees it.
    pub fn by(&self, account: AccountId) -> AnnotationLine {
        let vote = self.votes.iter().find(|vote| vote.account == account.uuid());
        let mut line = AnnotationLine { my_vote: vote.map(|vote| vote.accepts), ..self.line.clone() };
        if self.blind && vote.is_none() {
            (line.accepts, line.rejects, line.accepts_by_others) = (None, None, None);
        }
        line
    }
}

type Once = Arc<OnceCell<Option<Arc<LabelView>>>>;

/// As many as all who listen are apart from each other.
const KEPT: NonZeroUsize = NonZeroUsize::new(512).expect("not zero");

#[derive(Debug)]
pub struct SeenLately(Mutex<LruCache<(AnnotationId, i64), Once>>);

impl Default for SeenLately {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(KEPT)))
    }
}

impl SeenLately {
    fn of(&self, label: AnnotationId, position: i64) -> Once {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get_or_insert((label, position), Once::default).clone()
    }
}

impl Live {
    /// `None`: it was not there any more.
    pub async fn label_after(
        &self,
        label: AnnotationId,
        position: i64,
    ) -> sqlx::Result<Option<Arc<LabelView>>> {
        let once = self.seen_lately.of(label, position);
        once.get_or_try_init(|| self.look(label, position)).await.cloned()
    }

    async fn look(&self, label: AnnotationId, position: i64) -> sqlx::Result<Option<Arc<LabelView>>> {
        let nobody = AccountId::new(uuid::Uuid::nil());
        let line = self.views.annotation_record_as_of(label, nobody, position).await?;
        let Some(line) = line else { return Ok(None) };
        let votes = self.views.votes_on_as_of(label, position).await?;
        let set = self.views.image_set_at_work(line.image_set.into()).await?;
        Ok(Some(Arc::new(LabelView { line, votes, blind: set.is_some_and(|set| set.blind) })))
    }
}
