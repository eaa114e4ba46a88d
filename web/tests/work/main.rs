//! Labelling, verifying and looking back, as a browser sees them.

mod annotate;
mod blind;
mod blind_pages;
mod export_formats;
mod history;
mod live;
mod queue;
mod site;
mod snapshots;
mod then;
mod verification;
mod whereabouts;
mod wholes;
