//! `annals log verify`: does the log still say what it said?

use commands::second_reader;
use projections::proof::{Tiles, verify};

use crate::{Failure, config::Config, data_folder::DataFolder, signing_key, site::Site};

/// Prints what was found; an error when the log is not what was signed.
pub async fn run(config: Config) -> Result<(), Failure> {
    let data = DataFolder::of(&config)?;
    let key = signing_key::load(&signing_key::path(&config, &data.path))?;
    let site = Site::join(&config).await?;
    let outcome = check(&site, &key).await;
    site.close().await;
    outcome
}

async fn check(site: &Site, key: &ed25519_dalek::SigningKey) -> Result<(), Failure> {
    let found =
        verify(&site.pool, &[key.verifying_key()], |position| tracing::debug!(position, "hashed")).await?;
    println!("{} facts hashed, {} covered by the stored tree", found.positions, found.covered);
    match &found.head {
        Some(head) => {
            println!(
                "they lead to the head signed at {} facts on {}: root {}",
                head.size, head.at, head.root
            );
        }
        None => println!("no head has been signed yet"),
    }
    for problem in &found.problems {
        println!("PROBLEM {problem}");
    }
    if !found.problems.is_empty() {
        return Err("the log is not what was recorded".into());
    }
    // Whatever is in the log is now known to be what was recorded: the tree may cover it.
    Tiles::new(site.pool.clone()).catch_up(found.positions).await?;
    let agreement = second_reader::compare(&site.pool, found.positions).await?;
    println!(
        "postgres-es folds {} streams of {} facts to the same states",
        agreement.streams, agreement.events
    );
    if !agreement.differing.is_empty() {
        return Err(format!("postgres-es differs on {:?}", agreement.differing).into());
    }
    println!("all {} facts agree", found.positions);
    Ok(())
}
