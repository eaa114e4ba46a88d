//! Image sets with everything in them.

use std::{collections::HashMap, future::ready, io::Cursor};

use commands::{
    DrawAnnotation,
    bulk_change::{self, BulkAction, Which},
    export::{self, ExportOf},
    intake::FormError,
    jobs::Registry,
    label_import::LabelFile,
};
use domain::{
    AnnotationId, Digest, ImageId, ImageSetId, Openness, Text, TransferId,
    filter::ImageFilter,
    formats::BuiltIn,
    image::{Added, Verdict},
    image_set::Command,
    snapshot::Selection,
    transfer::Format,
};
use fixtures::{fresh, name, square, worker::done};
use futures::{StreamExt as _, stream};
use image::{DynamicImage, ImageFormat, RgbImage};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    people::{Person, Role},
    rights::Cell,
    row::After,
    site::{Site, caller},
    things::Words,
};

/// An image set and what is in it.
pub struct Set {
    pub id: ImageSetId,
    /// Labels by who drew them.
    labels: HashMap<Role, AnnotationId>,
    /// Exports by who asked for them.
    exports: HashMap<Role, TransferId>,
    /// Ids of the rest, as paths name them.
    ids: Words,
}

/// A set to be made.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    pub creator: Role,
    pub openness: Openness,
    pub after: After,
    /// Who has a label in it.
    pub painters: &'a [Role],
    /// What is to be asked of it; nothing, if it is asked for everything and changed by nobody.
    pub path: Option<&'a str>,
}

impl Plan<'_> {
    fn needs(&self, words: &[&str]) -> bool {
        self.path.is_none_or(|path| words.iter().any(|word| path.contains(word)))
    }

    /// Others are opened while they are asked for.
    fn stays_hidden(&self) -> bool {
        self.path.is_none() && self.openness == Openness::Private
    }
}

impl Set {
    /// Open to everybody at first, so that everybody can leave something in it.
    pub async fn new(site: &Site, plan: Plan<'_>) -> Self {
        let veil = if plan.stays_hidden() { "veiled" } else { "open" };
        let creator = site.person(plan.creator).unwrap();
        let title = name(&format!("{veil} set {}", site.number()));
        let text = Text::parse(veil).unwrap();
        let created = site.commands.sets.create(caller(creator), site.team, title, text.clone(), text);
        let mut set = Self {
            id: created.await.unwrap(),
            labels: HashMap::new(),
            exports: HashMap::new(),
            ids: Words::new(),
        };
        let tag = format!("{veil}-tag");
        if plan.path.is_none() || plan.openness != Openness::Private {
            set.change(site, creator, Command::Publish).await;
            set.change(site, creator, Command::OpenCollaboration).await;
        }
        if plan.needs(&["tag"]) {
            set.change(site, creator, Command::Tag { tag: name(&tag) }).await;
        }
        set.fill(site, plan, veil).await;
        set.ids.extend([("image_set", set.id.to_string()), ("tag", tag)]);
        set.close(site, creator, plan).await;
        set
    }

    async fn change(&self, site: &Site, by: &Person, command: Command) {
        site.commands.sets.change(caller(by), self.id, command).await.unwrap();
    }

    async fn fill(&mut self, site: &Site, plan: Plan<'_>, veil: &str) {
        let image = image(site, self.id, veil, plan.path.is_none()).await;
        self.ids.insert("image", image.to_string());
        let mut other = image;
        if plan.path.is_some_and(|path| path.contains("/copies")) {
            other = self::image(site, self.id, "other", false).await;
            draw(site, other, &site.host, 10).await;
        }
        self.ids.insert("other_image", other.to_string());
        if plan.needs(&["{annotation}"]) {
            let foreign = draw(site, image, &site.host, 10).await;
            for (number, role) in (1..).zip(plan.painters) {
                let painter = site.person(*role).unwrap();
                self.labels.insert(*role, draw(site, image, painter, 10 + number * 40).await);
                let vote = site.commands.labels.vote(caller(painter), foreign, 1, Verdict::Accept);
                vote.await.unwrap();
            }
            self.labels.insert(Role::Anonymous, foreign);
        }
        if plan.needs(&["{snapshot}", "{export}"]) {
            self.cut(site, veil, plan.path.is_none()).await;
        }
        if plan.path.is_some_and(|path| path.contains("{export}")) {
            self.export(site, plan.painters).await;
        }
        if plan.needs(&["bulk"]) {
            self.change_many(site, image).await;
        }
        if plan.needs(&["{label_import}"]) {
            self.import(site, image).await;
        }
    }

    /// One bulk change that is done, and what another one needs.
    async fn change_many(&mut self, site: &Site, image: ImageId) {
        let [gone, chosen] =
            [draw(site, image, &site.host, 540).await, draw(site, image, &site.host, 600).await];
        let (commands, set, by) = (&site.commands, self.id, || caller(&site.host));
        let which = |label| Which::Chosen(vec![(label, 1)]);
        let look = async |which: &Which, action| {
            commands.bulk_changes.preview(by(), set, which, action).await.unwrap().fingerprint
        };
        let seen = async |label| look(&which(label), BulkAction::Delete).await;
        let job = commands
            .bulk_changes
            .request(by(), set, &which(gone), BulkAction::Delete, seen(gone).await)
            .await
            .unwrap();
        let (stop, registry) =
            (CancellationToken::new(), bulk_change::register(Registry::new(), commands.bulk_changes.clone()));
        let waiting = async {
            let states =
                commands.jobs().watch(job).filter(|view| ready(view.as_ref().unwrap().state.is_over()));
            assert!(std::pin::pin!(states).next().await.is_some(), "bulk changes end");
            stop.cancel();
        };
        tokio::join!(waiting, commands.jobs().work(&registry, 1, &stop));
        self::image(site, set, "bare", false).await;
        let without = BulkAction::NotInImage { annotation_type: site.ball };
        let without = look(&Which::Images(ImageFilter::default()), without).await;
        let ids = [job.to_string(), chosen.to_string(), seen(chosen).await.to_string(), without.to_string()];
        self.ids.extend(["bulk_change", "chosen", "seen", "seen_without"].into_iter().zip(ids));
    }

    /// One import of labels that is done.
    async fn import(&mut self, site: &Site, image: ImageId) {
        let imports = &site.commands.label_imports;
        let text = format!("a-{image}.png|ball|{{\"x1\":1,\"y1\":450,\"x2\":9,\"y2\":470}}|");
        let types = std::collections::BTreeMap::new();
        let file = LabelFile { format: BuiltIn::Imagetagger, name: "a.txt".to_owned(), types };
        let arrived = imports.arrive(stream::iter([Ok::<_, FormError>(text.into())])).await.unwrap();
        let job = imports.request(caller(&site.host), self.id, file, arrived).await.unwrap();
        done(&site.commands, job).await;
        self.ids.insert("label_import", job.to_string());
    }

    async fn cut(&mut self, site: &Site, veil: &str, with_secret: bool) {
        let (note, all) = (Text::parse(veil).unwrap(), Selection::default());
        let (title, by) = (name(&format!("{veil} snapshot")), || caller(&site.host));
        let snapshot = site.commands.snapshots.take(by(), self.id, title, note, all).await.unwrap();
        let of = || ExportOf::Snapshot(snapshot);
        let export = site.commands.exports.request(by(), of(), BuiltIn::Coco.into()).await.unwrap();
        if with_secret {
            // In a format that others must not hear of.
            let format = Format::Template(site.format(&site.host, false, "veiled").await);
            site.commands.exports.request(by(), of(), format).await.unwrap();
        }
        self.ids.extend([("snapshot", snapshot.to_string()), ("export", export.to_string())]);
    }

    /// Exports of those who ask, all of them written.
    async fn export(&mut self, site: &Site, painters: &[Role]) {
        for role in painters {
            let Some(person) = site.person(*role) else { continue };
            let of = ExportOf::Set { set: self.id, position: None, selection: Selection::default() };
            let export =
                site.commands.exports.request(caller(person), of, BuiltIn::Coco.into()).await.unwrap();
            self.exports.insert(*role, export);
        }
        let written: Vec<_> = self.exports.values().map(ToString::to_string).collect();
        let all = written.iter().chain([&self.ids["export"]]).map(|id| id.parse().unwrap());
        finish_exports(site, all).await;
    }

    async fn close(&self, site: &Site, creator: &Person, plan: Plan<'_>) {
        match plan.openness {
            Openness::Private => self.change(site, creator, Command::Withdraw).await,
            Openness::Public => self.change(site, creator, Command::CloseCollaboration).await,
            Openness::Collaborative => {}
        }
        match plan.after {
            After::SetDeleted => self.change(site, creator, Command::Delete).await,
            After::ImageRemoved => {
                let image = ImageId::new(self.ids["image"].parse().unwrap());
                site.commands.images.remove(caller(creator), image).await.unwrap();
            }
            After::LabelsErased => {
                for label in self.labels.values() {
                    site.commands.labels.erase(caller(&site.host), *label, 1).await.unwrap();
                }
            }
            After::ImagesLocked => self.change(site, creator, Command::LockImages).await,
            After::VerifiedBlind => self.change(site, creator, Command::BlindVerification).await,
            After::Released => self.change(site, creator, Command::Release).await,
            After::Nothing | After::Invitation | After::Joining => {}
        }
    }

    /// With one's own label, or with that of somebody who never asks.
    pub fn words(&self, cell: Cell) -> Words {
        let mut words = self.ids.clone();
        let painter = if cell.own { cell.role } else { Role::Anonymous };
        words.extend(self.labels.get(&painter).map(|label| ("annotation", label.to_string())));
        let own = self.exports.get(&cell.role).filter(|_| cell.own);
        words.extend(own.map(|export| ("export", export.to_string())));
        words
    }

    pub fn ids(&self) -> &Words {
        &self.ids
    }
}

/// Has exports written until these are.
pub async fn finish_exports(site: &Site, which: impl Iterator<Item = Uuid>) {
    let (commands, registry) =
        (&site.commands, export::register(Registry::new(), site.commands.exports.clone()));
    let (jobs, stop) = (commands.jobs().clone(), CancellationToken::new());
    let stopped = stop.clone();
    let worker = tokio::spawn(async move { jobs.work(&registry, 2, &stopped).await });
    for export in which {
        let states =
            commands.jobs().watch(export).filter(|view| ready(view.as_ref().unwrap().state.is_over()));
        assert!(std::pin::pin!(states).next().await.is_some(), "exports end");
    }
    // Whatever else was begun writes its last fact now, not while somebody watches the log.
    stop.cancel();
    worker.await.unwrap();
}

async fn image(site: &Site, set: ImageSetId, veil: &str, real: bool) -> ImageId {
    let title = format!("{veil}.png");
    if real {
        let bytes = picture(640, 480);
        let uploaded = site.commands.intake.take_image(caller(&site.host), set, &title, bytes.into()).await;
        return uploaded.unwrap().image.unwrap();
    }
    let content = format!("{set} {veil}");
    let (digest, bytes) = (Digest::of(content.as_bytes()), content.len() as u64);
    site.commands.blobs().put_bytes(content.into()).await.unwrap();
    let added = Added { digest, bytes, media_type: "image/png".to_owned(), ..fixtures::picture(set, &title) };
    site.commands.images.add(caller(&site.host), added).await.unwrap()
}

pub fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(width, height)).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

async fn draw(site: &Site, image: ImageId, by: &Person, x: i32) -> AnnotationId {
    let draw = DrawAnnotation::plain(AnnotationId::new(fresh()), site.ball, square(x));
    let id = draw.annotation;
    site.commands.labels.draw(caller(by), image, draw).await.unwrap();
    id
}
