//! What happened, newest first, to a set, an image, a label, or through a person.

use domain::{AccountId, AnnotationId, Fact, ImageId, ImageSetId, Timestamp};
use sqlx::FromRow as _;
use uuid::Uuid;

use crate::{
    LogError, Part, Recorded, Views,
    part::{part, part_of},
};

/// What is told of a set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Narrowed<'a> {
    pub account: Option<AccountId>,
    /// Names of events.
    pub kinds: Option<&'a [&'a str]>,
    /// Only what many facts belong to: bulk changes, imports, uploads, undos.
    pub wholes: bool,
}

/// How many facts of one kind belong to something larger in a set.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PartOfWhole {
    pub correlation: Uuid,
    pub account: Uuid,
    /// Name of the event.
    pub r#type: String,
    pub facts: i64,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

/// Whether a fact of `$table` belongs to a bulk change, an import, an upload or an undo; `Recorded::is_part` says the same.
macro_rules! is_part {
    ($table:literal) => {
        concat!(
            $table,
            ".correlation <> ",
            $table,
            ".command and (",
            $table,
            ".via in ('job', 'import') and (",
            $table,
            ".stream_type = 'image' or ",
            $table,
            ".type like 'Import%') or ",
            $table,
            ".type = 'ImageAdded')"
        )
    };
}

/// Such a fact is told only if it is the latest one of the whole, and stands for it. `$kinds`: the parameter of kinds.
macro_rules! told_once {
    ($kinds:literal) => {
        concat!(
            "(not (", is_part!("events"), ") or not exists (select from events later
                where later.correlation = events.correlation and ", is_part!("later"), "
                and later.account = events.account and later.via = events.via and later.position > events.position
                and later.image_set is not distinct from events.image_set
                and (", $kinds, "::text[] is null or later.type = any(", $kinds, "))))"
        )
    };
}

impl Views {
    /// Facts about a set and everything in it, before a position.
    pub async fn history_of_set(
        &self,
        set: ImageSetId,
        before: i64,
        limit: i64,
    ) -> Result<Part<Recorded>, LogError> {
        self.history("image_set = $1 and $2 is not null", set.uuid(), Uuid::nil(), before, limit).await
    }

    /// The same, narrowed, where all that belongs to a bulk change, an import, an upload or an undo is told once: by its
    /// latest fact.
    pub async fn history_of_set_by(
        &self,
        set: ImageSetId,
        Narrowed { account, kinds, wholes }: Narrowed<'_>,
        before: i64,
        limit: i64,
    ) -> Result<Part<Recorded>, LogError> {
        let sql = format!(
            "select {} from events where image_set = $1 and position < $2
               and ($3::uuid is null or account = $3) and ($4::text[] is null or type = any($4))
               and (not $6 or {}) and {}
             order by position desc limit $5",
            Recorded::COLUMNS,
            is_part!("events"),
            told_once!("$4"),
        );
        let facts = sqlx::query(&sql)
            .bind(set.uuid())
            .bind(before)
            .bind(account.map(AccountId::uuid))
            .bind(kinds)
            .bind(limit)
            .bind(wholes)
            .fetch(&self.0);
        Ok(part(facts, limit).await?)
    }

    /// What belongs to these bulk changes, imports, uploads and undos, by its kind; in one set, or wherever it is.
    pub async fn parts_of_wholes(
        &self,
        of: &[Uuid],
        set: Option<ImageSetId>,
    ) -> sqlx::Result<Vec<PartOfWhole>> {
        let sql = concat!(
            "select correlation, account, type, count(*) as facts, min(at) as first_at, max(at) as last_at
             from events where correlation = any($1) and ($2::uuid is null or image_set = $2) and ",
            is_part!("events"),
            " group by correlation, account, type order by correlation, facts desc, type"
        );
        sqlx::query_as(sql).bind(of).bind(set.map(ImageSetId::uuid)).fetch_all(&self.0).await
    }

    /// Facts about an image and the labels on it, before a position.
    pub async fn history_of_image(
        &self,
        image: ImageId,
        before: i64,
        limit: i64,
    ) -> Result<Part<Recorded>, LogError> {
        let which = "stream_id = $1 and $2 is not null and stream_type = 'image'";
        self.history(which, image.uuid(), Uuid::nil(), before, limit).await
    }

    /// Facts about one label, before a position; none when there is no such label.
    pub async fn history_of_annotation(
        &self,
        id: AnnotationId,
        before: i64,
        limit: i64,
    ) -> Result<Part<Recorded>, LogError> {
        let Some(place) = self.place_of(id).await? else { return Ok(Part { entries: vec![], more: false }) };
        let sql = format!(
            "select {} from events where stream_id = $1 and stream_type = 'image' and position < $2
             order by position desc",
            Recorded::COLUMNS
        );
        let facts = sqlx::query(&sql).bind(place.image.uuid()).bind(before).fetch(&self.0);
        let about = |recorded: &Recorded| matches!(&recorded.fact, Fact::Image(_, event) if event.annotation() == Some(id));
        Ok(part_of(facts, limit, |row| Recorded::from_row(row).map(|fact| Some(fact).filter(about))).await?)
    }

    /// What a person did before a position, as far as somebody may see it: facts of sets that are hidden
    /// from `seen_by` are left out, also their own, for who left a team is not told what became of its sets.
    pub async fn history_of_account(
        &self,
        account: AccountId,
        seen_by: AccountId,
        before: i64,
        limit: i64,
    ) -> Result<Part<Recorded>, LogError> {
        let seen = "account = $1 and case
                 when image_set is not null then image_set in (
                     select s.image_set from view_image_sets s
                     left join view_members m on m.team = s.team and m.account = $2
                     where s.openness <> 'private' or m.standing in ('member', 'admin'))
                 when stream_type = 'export_format' then account = $2 and team in (
                     select team from view_members where account = $2 and standing in ('member', 'admin'))
                 else account = $2 end";
        let seen = &format!("{seen} and {}", told_once!("null"));
        self.history(seen, account.uuid(), seen_by.uuid(), before, limit).await
    }

    async fn history(
        &self,
        which: &str,
        first: Uuid,
        second: Uuid,
        before: i64,
        limit: i64,
    ) -> Result<Part<Recorded>, LogError> {
        let sql = format!(
            "select {} from events where {which} and position < $3 order by position desc limit $4",
            Recorded::COLUMNS
        );
        let facts = sqlx::query(&sql).bind(first).bind(second).bind(before).bind(limit).fetch(&self.0);
        Ok(part(facts, limit).await?)
    }
}
