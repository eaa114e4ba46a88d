//! How much of a processor a job takes: by its own task, and by the threads that work for it.
//!
//! Counted is the processor time of the polls of its task, and of what it has done by [`blocking`]. Not counted are what
//! PostgreSQL does for it, and commands, which run in tasks of their own. A thread is looked at when its piece of work ends,
//! and between whenever the work calls [`tick`].

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use futures::future::BoxFuture;
use rustix::time::{ClockId, clock_gettime};
use tokio::task::{JoinHandle, spawn_blocking};

/// How often the time of a thread is asked for; that costs more than to ask for the time of day.
const OFTEN: Duration = Duration::from_millis(5);

tokio::task_local! {
    static OF_TASK: Effort;
}

thread_local! {
    /// The piece of work that this thread does at the moment.
    static OF_THREAD: RefCell<Option<Piece>> = const { RefCell::new(None) };
}

/// What was spent so far for one job, of what may be. Clones count together.
#[derive(Clone)]
pub(crate) struct Effort(Arc<Inner>);

struct Inner {
    nanoseconds: AtomicU64,
    most: Duration,
    used_up: Box<dyn Fn() + Send + Sync>,
}

/// A piece of work, counted up to some moment.
struct Piece {
    effort: Effort,
    counted: Duration,
    looked: Instant,
}

impl Effort {
    /// Calls `used_up` whenever more than `most` was spent.
    pub fn new(most: Duration, used_up: impl Fn() + Send + Sync + 'static) -> Self {
        let used_up = Box::new(used_up);
        Self(Arc::new(Inner { nanoseconds: AtomicU64::new(0), most, used_up }))
    }

    /// The same work, counted.
    pub fn of<T>(self, work: BoxFuture<'static, T>) -> impl Future<Output = T> + Send + 'static
    where
        T: Send + 'static,
    {
        Counted { effort: self, work }
    }

    fn spend(&self, time: Duration) {
        let new = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let spent = self.0.nanoseconds.fetch_add(new, Ordering::Relaxed).saturating_add(new);
        if Duration::from_nanos(spent) > self.0.most {
            (self.0.used_up)();
        }
    }

    fn count<T>(&self, work: impl FnOnce() -> T) -> T {
        let piece = Piece { effort: self.clone(), counted: of_thread(), looked: Instant::now() };
        let outer = OF_THREAD.replace(Some(piece));
        let _end = End(outer);
        work()
    }
}

/// Counts the rest, also when the work panics.
struct End(Option<Piece>);

impl Drop for End {
    fn drop(&mut self) {
        if let Some(mut piece) = OF_THREAD.replace(self.0.take()) {
            piece.look();
        }
    }
}

impl Piece {
    fn look(&mut self) {
        let now = of_thread();
        let new = now.saturating_sub(std::mem::replace(&mut self.counted, now));
        self.effort.spend(new);
    }
}

struct Counted<T> {
    effort: Effort,
    work: BoxFuture<'static, T>,
}

impl<T> Future for Counted<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let effort = self.effort.clone();
        effort.count(|| OF_TASK.sync_scope(effort.clone(), || self.work.as_mut().poll(context)))
    }
}

/// Runs what takes long on a thread that may block; if a job has it done, it is counted as the job's.
pub(crate) fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    match OF_TASK.try_with(Clone::clone) {
        Ok(effort) => spawn_blocking(move || effort.count(work)),
        Err(_) => spawn_blocking(work),
    }
}

/// Counts what this thread has done up to now. Costs nearly nothing, so that loops may call it in every round.
pub(crate) fn tick() {
    OF_THREAD.with_borrow_mut(|piece| {
        if let Some(piece) = piece
            && piece.looked.elapsed() >= OFTEN
        {
            piece.looked = Instant::now();
            piece.look();
        }
    });
}

/// Processor time of this thread.
fn of_thread() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use std::sync::atomic::AtomicBool;
    use tokio::time::sleep;

    use super::*;

    const MOST: Duration = Duration::from_millis(50);

    fn watched() -> (Effort, Arc<AtomicBool>) {
        let over = Arc::new(AtomicBool::new(false));
        let told = over.clone();
        (Effort::new(MOST, move || told.store(true, Ordering::Relaxed)), over)
    }

    /// Works until so much processor time of its thread has gone.
    fn work(time: Duration, mut step: impl FnMut()) {
        let begun = of_thread();
        while of_thread().saturating_sub(begun) < time {
            step();
        }
    }

    #[tokio::test]
    async fn waiting_costs_nothing() {
        let (effort, over) = watched();
        effort.of(sleep(MOST * 3).boxed()).await;
        assert!(!over.load(Ordering::Relaxed));
    }

    #[tokio::test]
    async fn polls_and_threads_are_counted_together() {
        let (effort, over) = watched();
        let seen = over.clone();
        let job = async move {
            work(MOST * 2 / 3, || {});
            tokio::task::yield_now().await;
            assert!(!seen.load(Ordering::Relaxed));
            blocking(|| work(MOST * 2 / 3, || {})).await.unwrap();
        };
        effort.of(job.boxed()).await;
        assert!(over.load(Ordering::Relaxed));
    }

    #[tokio::test]
    async fn a_thread_is_looked_at_while_it_works() {
        let (effort, over) = watched();
        let seen = over.clone();
        let job = async move {
            blocking(move || {
                work(MOST * 2, tick);
                seen.load(Ordering::Relaxed)
            })
            .await
            .unwrap()
        };
        assert!(effort.of(job.boxed()).await, "not before it ended");
        assert!(over.load(Ordering::Relaxed));
    }

    #[tokio::test]
    async fn what_no_job_has_done_is_nobodys() {
        blocking(|| work(Duration::from_millis(1), tick)).await.unwrap();
        tick();
    }
}
