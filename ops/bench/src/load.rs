//! A long log, written at once: the same facts that people would have made, without waiting for them.

use std::time::Duration;

use annals::Failure;
use commands::ids;
use domain::{
    AnnotationId, DomainEvent as _, ImageId, ImageSetId, Timestamp,
    image::{Drawn, Event, Verdict},
};
use projections::{rebuild::rebuild, registry};
use sqlx::Postgres;
use uuid::Uuid;

use super::site::{Bench, picture, square};

const LABELS: usize = 100;
/// Facts written by one statement.
const PAGE: usize = 20_000;

pub struct Loaded {
    /// With as many labels as the log has events, about.
    pub large: ImageSetId,
    /// With a tenth of them, of which many were changed after `position`.
    pub changed: ImageSetId,
    pub position: i64,
    pub labels: usize,
    pub changed_labels: usize,
}

/// Facts on their way, column by column.
struct Page<'a> {
    bench: &'a Bench,
    set: ImageSetId,
    head: i64,
    at: Timestamp,
    streams: Vec<Uuid>,
    sequences: Vec<i64>,
    types: Vec<&'static str>,
    payloads: Vec<String>,
    accounts: Vec<Uuid>,
    commands: Vec<Uuid>,
}

impl Loaded {
    pub async fn load(bench: &Bench, events: usize) -> Result<Self, Failure> {
        let (large, changed) = (bench.set("Large").await?, bench.set("Changed").await?);
        let (labels, changed_labels) =
            (events.div_ceil(LABELS) * LABELS, (events / 10).div_ceil(LABELS) * LABELS);
        let mut page = Page::new(bench, changed).await?;
        let images = page.draw(changed_labels / LABELS).await?;
        page.write().await?;
        let position = page.head;
        page.change(&images).await?;
        page.write().await?;
        page.set = large;
        page.draw(labels / LABELS).await?;
        page.write().await?;
        eprintln!("wrote {} events", page.head);
        rebuild(&bench.site.pool, registry::INLINE, |_| {}).await?;
        sqlx::query("vacuum analyze").execute(&bench.site.pool).await?;
        Ok(Self { large, changed, position, labels, changed_labels })
    }
}

/// A set of so many labels of which nobody thought anything yet.
pub async fn labelled(bench: &Bench, name: &str, labels: usize) -> Result<ImageSetId, Failure> {
    fill(bench, name, labels, false).await
}

/// A set of nearly so many labels: a third were moved, a third rejected, a tenth deleted.
pub async fn judged(bench: &Bench, name: &str, labels: usize) -> Result<ImageSetId, Failure> {
    fill(bench, name, labels, true).await
}

async fn fill(bench: &Bench, name: &str, labels: usize, change: bool) -> Result<ImageSetId, Failure> {
    let set = bench.set(name).await?;
    let mut page = Page::new(bench, set).await?;
    let images = page.draw(labels.div_ceil(LABELS)).await?;
    page.write().await?;
    if change {
        page.change(&images).await?;
        page.write().await?;
    }
    rebuild(&bench.site.pool, registry::INLINE, |_| {}).await?;
    sqlx::query("vacuum analyze").execute(&bench.site.pool).await?;
    Ok(set)
}

impl<'a> Page<'a> {
    async fn new(bench: &'a Bench, set: ImageSetId) -> Result<Self, Failure> {
        let head = bench.commands().views().log().head().await?;
        let at = bench.commands().clock().now();
        let (streams, sequences, types) = (vec![], vec![], vec![]);
        let (payloads, accounts, commands) = (vec![], vec![], vec![]);
        Ok(Self { bench, set, head, at, streams, sequences, types, payloads, accounts, commands })
    }

    /// Adds images and draws on each of them.
    async fn draw(&mut self, images: usize) -> Result<Vec<(ImageId, Vec<AnnotationId>)>, Failure> {
        let mut drawn = vec![];
        for number in 0..images {
            let (image, mut labels) = (ImageId::new(self.mint()), vec![]);
            self.add(image, 1, &Event::ImageAdded(picture(self.set, number)?))?;
            for (nth, sequence) in (0..LABELS).zip(2..) {
                let annotation = AnnotationId::new(self.mint());
                let label = Drawn {
                    annotation,
                    annotation_type: self.bench.ball,
                    shape: square(nth),
                    blurred: false,
                    concealed: nth % 7 == 0,
                    extreme_points: None,
                };
                self.add(image, sequence, &Event::AnnotationDrawn(label))?;
                labels.push(annotation);
            }
            drawn.push((image, labels));
            if self.streams.len() >= PAGE {
                self.write().await?;
            }
        }
        Ok(drawn)
    }

    /// Votes on a third of the labels, moves a third, deletes a tenth.
    async fn change(&mut self, images: &[(ImageId, Vec<AnnotationId>)]) -> Result<(), Failure> {
        for (image, labels) in images {
            let mut sequence = i64::try_from(labels.len())? + 1;
            for (nth, annotation) in labels.iter().copied().enumerate() {
                let event = match nth % 10 {
                    0..3 => Event::AnnotationReshaped { annotation, shape: square(nth + 500) },
                    3..6 => Event::VoteCast { annotation, revision: 1, verdict: Verdict::Reject },
                    6 => Event::AnnotationErased { annotation },
                    _ => continue,
                };
                sequence += 1;
                self.add(*image, sequence, &event)?;
            }
            if self.streams.len() >= PAGE {
                self.write().await?;
            }
        }
        Ok(())
    }

    fn add(&mut self, image: ImageId, sequence: i64, event: &Event) -> Result<(), Failure> {
        let nth = self.streams.len();
        self.streams.push(image.uuid());
        self.sequences.push(sequence);
        self.types.push(event.name());
        self.payloads.push(serde_json::to_string(event)?);
        self.accounts.push(self.bench.people[nth % self.bench.people.len()].uuid());
        let command = self.mint();
        self.commands.push(command);
        Ok(())
    }

    /// People make ids one after the other, and so indexes grow at their ends.
    fn mint(&mut self) -> Uuid {
        self.at += Duration::from_millis(1);
        ids::mint(self.at)
    }

    async fn write(&mut self) -> Result<(), Failure> {
        let (count, set, team) =
            (i64::try_from(self.streams.len())?, self.set.uuid(), self.bench.team.uuid());
        let mut transaction = self.bench.site.pool.begin().await?;
        sqlx::query::<Postgres>(EVENTS)
            .bind(std::mem::take(&mut self.streams))
            .bind(std::mem::take(&mut self.sequences))
            .bind(std::mem::take(&mut self.types))
            .bind(std::mem::take(&mut self.payloads))
            .bind(std::mem::take(&mut self.accounts))
            .bind(std::mem::take(&mut self.commands))
            .bind(self.at)
            .bind(set)
            .bind(team)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.head += count;
        Ok(())
    }
}

const EVENTS: &str = "with h as (update log_head set position = position + cardinality($1::uuid[])
        returning position - cardinality($1::uuid[]) as base),
    e as (select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::uuid[], $6::uuid[])
        with ordinality as e(stream_id, sequence, type, payload, account, command, nth)),
    c as (insert into log_commands (id, account, stream_id, last_position, at)
        select command, account, stream_id, base + nth, $7 from h, e)
    insert into events (stream_id, sequence, stream_type, type, version, payload, account, at, command, correlation,
        via, image_set, team, position)
    select stream_id, sequence, 'image', type, 1, payload::json, account, $7, command, command, 'page', $8, $9,
        base + nth from h, e";
