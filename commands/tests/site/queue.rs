//! Sets to work through, and who works on them.

use commands::{After, CommandError, DrawAnnotation, Labelled, QueueTask};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ImageId, ImageSetId, Shape, ShapeKind, Text,
    annotation_type::TypeDefinition,
    filter::{About, Filter},
    image::Verdict,
    image_set::Priority,
    testing::ALICE,
};
use projections::{
    following,
    verification::{Queue, Within},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Site, add_image, caller, fresh, name, square};

impl Site {
    /// A new set with so many images.
    pub async fn set_of(&self, images: usize) -> ImageSetId {
        let (title, text) = (name(&format!("Set {}", fresh())), Text::default());
        let set =
            self.commands.sets.create(caller(ALICE), self.team, title, text.clone(), text).await.unwrap();
        for number in 0..images {
            add_image(&self.commands, set, &format!("{number:04}.jpg")).await.unwrap();
        }
        set
    }

    /// In their order.
    pub async fn images_of(&self, set: ImageSetId) -> Vec<ImageId> {
        let images = self.commands.views().images(set, ("", Uuid::nil()), 1000).await.unwrap();
        images.into_iter().map(|line| line.image.into()).collect()
    }

    pub async fn members(&self, count: usize) -> Vec<AccountId> {
        let mut members = Vec::new();
        for _ in 0..count {
            let account = AccountId::new(fresh());
            self.commands.accounts.register(caller(account), account, true, false).await.unwrap();
            self.commands.teams.invite(caller(ALICE), self.team, account).await.unwrap();
            self.commands.teams.join(caller(account), self.team).await.unwrap();
            members.push(account);
        }
        members
    }

    pub async fn prioritise(&self, set: ImageSetId) {
        let high = domain::image_set::Command::SetPriority { priority: Priority::High };
        self.commands.sets.change(caller(ALICE), set, high).await.unwrap();
    }

    pub async fn label(&self, by: AccountId, image: ImageId) {
        self.draw_on(by, image, self.ball, square(100)).await.unwrap();
    }

    pub async fn draw_on(
        &self,
        by: AccountId,
        image: ImageId,
        annotation_type: AnnotationTypeId,
        shape: Shape,
    ) -> Result<Labelled, CommandError> {
        let annotation = AnnotationId::new(fresh());
        let draw = DrawAnnotation::plain(annotation, annotation_type, shape);
        self.commands.labels.draw(caller(by), image, draw).await
    }

    pub async fn new_type(&self, title: &str) -> AnnotationTypeId {
        let definition = TypeDefinition {
            name: name(title),
            shape: ShapeKind::BoundingBox,
            node_count: None,
            allows_blurred: false,
            allows_concealed: false,
        };
        self.commands.annotation_types.define(caller(ALICE), definition).await.unwrap()
    }

    /// Which types a set uses is told by a following view.
    pub async fn tell_views(&self) {
        let (commands, stop) = (self.commands.clone(), CancellationToken::new());
        let until = stop.clone();
        let telling = tokio::spawn(async move {
            commands.following().run(following::all(), commands.head(), until).await;
        });
        // Not before it has begun.
        while !self.commands.is_up_to_date("statistics").await.unwrap() {}
        stop.cancel();
        telling.await.unwrap();
    }

    pub async fn next_to_label(&self, by: AccountId, set: ImageSetId, after: After) -> Option<ImageId> {
        let handed = self.commands.queue.next_of_set(by, set, &QueueTask::Label, after).await.unwrap();
        handed.map(|handed| handed.image)
    }

    /// On every label of an image.
    pub async fn judge(&self, by: AccountId, image: ImageId, verdict: Verdict) {
        for line in self.commands.views().annotations_on(image, by).await.unwrap() {
            let label = AnnotationId::new(line.annotation);
            self.commands.labels.vote(caller(by), label, 1, verdict).await.unwrap();
        }
    }
}

pub const fn beyond(image: ImageId) -> After {
    After { image: Some(image), urgency: 0 }
}

pub fn queue_of(of: AccountId, set: ImageSetId) -> Queue {
    let within = Within::Set(set);
    Queue { of, within, about: About::Waiting, labels: Filter::default() }
}
