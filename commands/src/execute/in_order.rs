//! Commands on many streams whose facts come into the log in the commands' order, written together all the same.

use projections::inline::Inline;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Executor, Order, Receipt, asked, busy};
use crate::{
    Caller, CommandError,
    store::{HandedOver, StreamScope},
};

impl Executor {
    /// Carries out commands, each on a stream of its own and under an id of its own. Each begins when the facts of the one
    /// before it have their place in the log's order, and not only when they are written. Says what became of each.
    ///
    /// The order may be another one where another process works on the same streams.
    pub(crate) async fn execute_in_order<D>(
        &self,
        scope: StreamScope,
        commands: Vec<(Caller, Uuid, D::Command)>,
    ) -> Result<Vec<Result<Receipt, CommandError>>, CommandError>
    where
        D: Inline,
        D::Command: Clone + 'static,
    {
        let streams: Vec<Uuid> = commands.iter().map(|(_, stream, _)| *stream).collect();
        self.prepare::<D>(&streams).await?;
        let this = self.clone();
        self.finish(async move { Ok(this.one_after_the_other::<D>(scope, commands).await) }).await
    }

    async fn one_after_the_other<D>(
        &self,
        scope: StreamScope,
        commands: Vec<(Caller, Uuid, D::Command)>,
    ) -> Vec<Result<Receipt, CommandError>>
    where
        D: Inline,
        D::Command: Clone + 'static,
    {
        let mut begun = Vec::with_capacity(commands.len());
        for (caller, stream, command) in commands {
            let (handed_over, has_its_place) = oneshot::channel();
            let (asked, handed_over) = (asked::<D>(caller, &command), HandedOver::to(handed_over));
            let commands = vec![command];
            let order = Order::<D> { caller, stream, scope, commands, asked, leaves_out: false, handed_over };
            let this = self.clone();
            begun.push(self.0.tasks.spawn(async move { this.carry_out(order, |_| ()).await }));
            // An error says that it was refused, and will have no place.
            let _ = has_its_place.await;
        }
        let mut done = Vec::with_capacity(begun.len());
        for task in begun {
            let receipt = task.await.unwrap_or_else(|_| Err(busy()));
            done.push(receipt.map(|Receipt { stream, position, .. }| Receipt { stream, position, seen: () }));
        }
        done
    }
}
