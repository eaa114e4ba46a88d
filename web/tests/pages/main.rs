//! The people's door, opened by browsers: with htmx, and without any script.

mod browser;
mod site;

mod account;
mod annotations;
mod coming_in;
mod image_sets;
mod images;
mod privacy;
mod teams;
