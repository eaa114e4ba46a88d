//! Rounds of work in which something is killed at a random moment.

use std::time::Duration;

use futures::future::join_all;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use tempfile::TempDir;
use tokio::{sync::watch, time::sleep};

use crate::{
    check::{self, Told},
    labeler::Labeler,
    postgres::Postgres,
    server::Server,
    world::World,
};

const ROUNDS: usize = 10;

#[derive(Debug, Clone, Copy)]
pub enum Victim {
    Server,
    Postgres,
}

/// Sixteen clients at work, a kill, work again; then everything that was answered must be true.
pub async fn survive(victim: Victim) {
    let seed = seed();
    let mut chance = StdRng::seed_from_u64(seed);
    let (postgres, folder) = (Postgres::start(), tempfile::tempdir().unwrap());
    let world = World::new(postgres.pool().await).await;
    let mut server = Some(Server::start(&postgres, &folder));
    let (address, addresses) = watch::channel(server.as_ref().unwrap().address.clone());
    let mut labelers = Labeler::all(&world, seed, &addresses);
    let mut told = Told::default();
    for round in 0..ROUNDS {
        let (stop, stopped) = watch::channel(false);
        let work: Vec<_> =
            labelers.drain(..).map(|labeler| tokio::spawn(labeler.work(stopped.clone()))).collect();
        sleep(Duration::from_millis(chance.random_range(50..600))).await;
        match victim {
            Victim::Server => {
                server.take().unwrap().kill();
                address.send_replace(restart(&mut server, &postgres, &folder));
            }
            Victim::Postgres => {
                postgres.kill();
                postgres.back().await;
            }
        }
        sleep(Duration::from_millis(chance.random_range(50..200))).await;
        stop.send_replace(true);
        labelers = join_all(work).await.into_iter().map(Result::unwrap).collect();
        for labeler in &mut labelers {
            told.add(labeler.told());
        }
        let problems = check::problems(&postgres.pool().await, &told).await;
        assert!(problems.is_empty(), "round {round} of seed {seed}: {problems:#?}");
    }
    println!("{victim:?}: {} acknowledged, {} refused", told.acknowledged.len(), told.refused.len());
    assert!(told.acknowledged.len() > ROUNDS * labelers.len(), "hardly anything was done");
}

fn restart(server: &mut Option<Server>, postgres: &Postgres, folder: &TempDir) -> String {
    server.insert(Server::start(postgres, folder)).address.clone()
}

/// `CRASH_SEED` runs again what failed; the moments are the same, the scheduler's are not.
pub fn seed() -> u64 {
    let given = std::env::var("CRASH_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(rand::random);
    println!("CRASH_SEED={seed}");
    seed
}
