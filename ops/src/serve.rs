//! `annals serve`: puts the parts together, and takes them apart in the right order.

use std::time::Duration;

use axum::Router;
use commands::{Commands, blobs::Blobs};
use futures::TryFutureExt;
use sqlx::PgPool;

use crate::{
    Failure,
    config::Config,
    data_folder::DataFolder,
    demo,
    http::{self, Health, Listener, Shutdown, Tuning},
    proving::Signer,
    signing_key::Keys,
    site::Site,
    telemetry, work,
};

/// A job may go on for ten seconds and is then left to whoever comes next; so is everything else that takes long.
const LAST_WORK: Duration = Duration::from_secs(20);

pub async fn run(config: Config, with_demo: bool) -> Result<(), Failure> {
    telemetry::start(&config.telemetry)?;
    let listener = Listener::bind(config.http.listen, Tuning::of(&config)).await?;
    let metrics = Listener::bind(config.http.metrics_listen, Tuning::of(&config)).await?;
    let numbers = http::metrics()?;
    let data = DataFolder::of(&config)?;
    announce(&config, &data);

    let mut site = Site::open(&config, &data).await?;
    let shutdown = Shutdown::on_signals()?;
    let keys = Keys::load_or_make(&config, &data.path)?;
    let signer = Signer::new(site.pool.clone(), site.commands.clock().clone(), keys)?;
    let workers = work::start(&site, shutdown.token());
    let signing = tokio::spawn(signer.run(shutdown.token(), workers.ended()));
    let health = health(&site.pool, site.commands.blobs());
    // Whoever watches the server is answered there, too, however many people come here.
    let numbers = numbers.merge(health.clone().routes(shutdown.clone()));
    let doors = http::guarded(doors(&site.commands, health, shutdown.clone()), &config);
    if with_demo {
        show_demo(&site, &config, &data).await?;
    }
    tracing::info!(listen = %listener.address()?, base_url = config.http.base_url, "ready");

    let serving = async {
        tokio::join!(listener.serve(doors, shutdown.clone()), metrics.serve(numbers, shutdown.clone()))
    };
    let outcome = tokio::select! {
        _ = serving => Ok(()),
        loss = site.source.lost() => Err(loss.into()),
    };
    shutdown.drain();
    let ending = async {
        if let Err(error) = signing.await {
            tracing::error!(%error, "the head of the log is not signed");
        }
    };
    shutdown.wait_for(ending, LAST_WORK).await;
    site.close_unless(shutdown.now()).await;
    outcome
}

/// Everything that is served.
pub fn doors(commands: &Commands, health: Health, shutdown: Shutdown) -> Router {
    Router::new()
        .merge(api::routes(commands.clone()))
        .merge(web::routes(commands.clone()))
        .merge(health.routes(shutdown))
}

/// Fills an empty site, and says on the terminal where it is and how to come in.
async fn show_demo(site: &Site, config: &Config, data: &DataFolder) -> Result<(), Failure> {
    let credentials = demo::Credentials::of(&data.path)?;
    demo::seed(&site.commands, &credentials.password).await?;
    println!("\n  Annals runs at {}", config.http.base_url);
    for (login_name, _) in demo::PEOPLE {
        println!("  Sign in as {login_name} with the password {}", credentials.password);
    }
    println!("  (kept in {}; Ctrl-C stops the server)\n", credentials.file.display());
    Ok(())
}

/// What must answer for this process to be sent work.
fn health(pool: &PgPool, blobs: &Blobs) -> Health {
    let (pool, blobs) = (pool.clone(), blobs.clone());
    let database = async move |pool: PgPool| sqlx::query("select 1").execute(&pool).await.map(drop);
    let storage = async move |blobs: Blobs| blobs.check().await;
    Health::default()
        .with("database", move || database(pool.clone()).map_err(|error| error.to_string()))
        .with("storage", move || storage(blobs.clone()).map_err(|error| error.to_string()))
}

/// What the operator should know before anything else.
fn announce(config: &Config, data: &DataFolder) {
    if let Some(notice) = &data.notice {
        tracing::warn!("{notice}");
    }
    if config.http.insecure() {
        tracing::warn!(
            "people reach {} over plain http: passwords and sessions can be read on the way",
            config.http.base_url
        );
    }
    tracing::info!(data = %data.path.display(), registration = ?config.accounts.registration, "starting");
}
