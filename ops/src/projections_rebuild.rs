//! `annals projections rebuild`: projects views anew beside the present ones, while people keep working.

use projections::{
    rebuild::{Report, View, rebuild},
    registry,
};

use crate::{Failure, config::Config, site::Site};

pub async fn run(config: Config, names: Vec<String>) -> Result<(), Failure> {
    let views = views(&names)?;
    let site = Site::join(&config).await?;
    let outcome = each(&site, &views).await;
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
        view.ok_or_else(|| format!("no view is called {name}; there are {known}").into())
    };
    names.iter().map(view).collect()
}

async fn each(site: &Site, views: &[View]) -> Result<(), Failure> {
    for view in views {
        let report = rebuild(&site.pool, *view, |progress| {
            tracing::debug!(position = progress.position, head = progress.head, "projected");
        });
        print(&report.await?);
    }
    Ok(())
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
