//! `annals import`: a file of labels into an image set, without a browser.

use std::{collections::BTreeMap, fmt::Write as _};

use commands::{
    Caller,
    intake::FormError,
    jobs::Registry,
    label_import::{self, LabelFile, Look, Report},
};
use domain::{AnnotationTypeId, ImageSetId, formats::BuiltIn};
use projections::Via;
use serde_json::json;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::{
    Failure,
    cli::ImportOptions,
    config::Config,
    export::finish,
    output::{Output, asked, refused},
    site::Site,
};

pub async fn run(config: Config, what: ImportOptions, out: Output) -> Result<(), Failure> {
    let file =
        File::open(&what.file).await.map_err(|error| asked(format!("{}: {error}", what.file.display())))?;
    let types = what.types.iter().map(|chosen| chosen_type(chosen)).collect::<Result<_, _>>()?;
    let site = Site::join(&config).await?;
    let outcome = import(&site, &what, types, file, out).await;
    site.close().await;
    outcome
}

async fn import(
    site: &Site,
    what: &ImportOptions,
    types: BTreeMap<String, Option<AnnotationTypeId>>,
    file: File,
    out: Output,
) -> Result<(), Failure> {
    let person = site.person(&what.by).await?;
    let caller = Caller::anew(person.account, Via::Operator, site.commands.clock().now());
    let (set, imports) = (ImageSetId::new(what.image_set), &site.commands.label_imports);
    let chunks =
        futures::TryStreamExt::map_err(ReaderStream::new(file), |error| FormError::Malformed(error.into()));
    let arrived = imports.arrive(chunks).await.map_err(|error| match error {
        FormError::Command(error) => refused(error),
        error => error.into(),
    })?;
    let name = what.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let format = match &what.format {
        Some(code) => label_import::readable(code).map_err(refused)?,
        None => label_import::guess(&arrived.bytes),
    };
    let file = LabelFile { format, name, types };
    if what.dry_run {
        let look = imports.look(caller, set, &file, arrived).await.map_err(refused)?;
        out.say(
            looked(format, &look),
            &json!({
                "format": format.code(), "annotations": look.labels, "images": look.images,
                "report": look.report,
            }),
        );
        return Ok(());
    }
    let id = imports.request(caller, set, file, arrived).await.map_err(refused)?;
    finish(site, id, label_import::register(Registry::new(), imports.clone())).await?;
    let report = imports.find(person.account, id).await.map_err(refused)?.report.unwrap_or_default();
    out.say(done(&report), &json!({ "label_import": id, "report": report }));
    Ok(())
}

/// `NAME=ID`, or `NAME=`.
fn chosen_type(text: &str) -> Result<(String, Option<AnnotationTypeId>), Failure> {
    label_import::chosen(text).map_err(refused)
}

fn looked(format: BuiltIn, look: &Look) -> String {
    format!(
        "read as {}: {} labels on {} images can be imported{}",
        format.name(),
        look.labels,
        look.images,
        problems(&look.report)
    )
}

fn done(report: &Report) -> String {
    format!("{} labels imported, {} were there already{}", report.added, report.known, problems(report))
}

/// What was not taken, a line each.
fn problems(report: &Report) -> String {
    let mut text = String::new();
    if report.skipped > 0 {
        write!(text, ", {} left out", report.skipped).expect("a String takes everything");
    }
    for problem in &report.problems {
        write!(text, "\n  line {}: {}", problem.line, problem.reason).expect("a String takes everything");
    }
    let more = report.refused().saturating_sub(report.problems.len() as u64);
    if more > 0 {
        write!(text, "\n  and {more} more").expect("a String takes everything");
    }
    text
}
