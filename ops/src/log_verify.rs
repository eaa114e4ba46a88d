//! `annals log verify`: does the log still say what it said?

use std::path::PathBuf;

use commands::second_reader::{self, Agreement};
use projections::proof::{Guard, Tiles, Verification, verify};
use serde_json::json;

use crate::{
    Failure,
    config::Config,
    data_folder::DataFolder,
    output::{Output, found},
    signed_head_file, signing_key,
    site::Site,
};

/// Prints what was found; an error when the log is not what was signed. Public keys are enough.
pub async fn run(config: Config, keys: &[PathBuf], out: Output) -> Result<(), Failure> {
    let data = DataFolder::of(&config)?;
    let public = signing_key::public(keys, &config, &data.path)?;
    let guard = signed_head_file::guard(public, &signing_key::memory(&data.path))?;
    let site = Site::join(&config).await?;
    let outcome = check(&site, &guard, out).await;
    site.close().await;
    outcome
}

async fn check(site: &Site, guard: &Guard, out: Output) -> Result<(), Failure> {
    let progress = |position| tracing::debug!(position, "hashed");
    let verified = verify(&site.pool, guard, progress).await?;
    if !verified.problems.is_empty() {
        out.say(text(&verified), &json!({ "proof": verified }));
        return Err(found("the log is not what was recorded"));
    }
    // Whatever is in the log is now known to be what was recorded: the tree may cover it.
    Tiles::new(site.pool.clone()).catch_up(verified.positions).await?;
    let agreement = second_reader::compare(&site.pool, verified.positions).await?;
    let Agreement { streams, events, differing } = &agreement;
    let mut lines = vec![
        text(&verified),
        format!("postgres-es folds {streams} streams of {events} facts to the same states"),
    ];
    if differing.is_empty() {
        lines.push(format!("all {} facts agree", verified.positions));
    }
    let second = json!({ "streams": streams, "facts": events, "differing": differing });
    out.say(lines.join("\n"), &json!({ "proof": verified, "postgres_es": second }));
    if differing.is_empty() { Ok(()) } else { Err(found(format!("postgres-es differs on {differing:?}"))) }
}

fn text(verified: &Verification) -> String {
    let Verification { positions, covered, head, problems } = verified;
    let mut lines = vec![format!("{positions} facts hashed, {covered} covered by the stored tree")];
    lines.push(match head {
        Some(head) => {
            format!("they lead to the head signed at {} facts on {}: root {}", head.size, head.at, head.root)
        }
        None => "no signed head is led to".to_owned(),
    });
    lines.extend(problems.iter().map(|problem| format!("PROBLEM {problem}")));
    lines.join("\n")
}
