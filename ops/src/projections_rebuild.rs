//! `annals projections rebuild`: projects views anew beside the present ones, while people keep working.

use projections::{
    rebuild::{Report, View, rebuild},
    registry,
};

use serde_json::{Map, Value, json};

use crate::{
    Failure,
    config::Config,
    output::{Output, asked},
    site::Site,
};

pub async fn run(config: Config, names: Vec<String>, out: Output) -> Result<(), Failure> {
    let views = views(&names)?;
    let site = Site::join(&config).await?;
    let outcome = each(&site, &views, out).await;
    site.close().await;
    outcome
}

fn views(names: &[String]) -> Result<Vec<View>, Failure> {
    if names.is_empty() {
        return Ok(registry::views().collect());
    }
    let known = registry::views().map(View::name).collect::<Vec<_>>().join(", ");
    let view = |name: &String| {
        let view = registry::views().find(|view| view.name() == name);
        view.ok_or_else(|| asked(format!("no view is called {name}; there are {known}")))
    };
    names.iter().map(view).collect()
}

async fn each(site: &Site, views: &[View], out: Output) -> Result<(), Failure> {
    let mut reports = vec![];
    for view in views {
        let report = rebuild(&site.pool, *view, |progress| {
            tracing::debug!(position = progress.position, head = progress.head, "projected");
        });
        let report = report.await?;
        if out == Output::Text {
            print(&report);
        }
        reports.push(told(&report));
    }
    out.say("", &json!({ "views": reports }));
    Ok(())
}

fn told(report: &Report) -> Value {
    let differences: Map<_, _> =
        report.differences.iter().map(|(table, rows)| (table.to_string(), json!(rows))).collect();
    json!({
        "view": report.view.name(), "facts": report.events, "seconds": report.seconds.as_secs_f64(),
        "pause_seconds": report.pause.as_secs_f64(), "rows_that_differed": differences,
    })
}

fn print(report: &Report) {
    let Report { view, events, seconds, pause, differences } = report;
    println!("{}: {events} facts projected in {seconds:.1?}, switched within {pause:.1?}", view.name());
    if differences.is_empty() {
        println!("  no difference");
    }
    for (table, rows) in differences {
        println!("  {table}: {rows} rows were other than the log says; they are right now");
    }
}
