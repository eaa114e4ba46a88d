//! Every image people may send by mistake or on purpose.

mod files;
mod bad_input;
mod names;
mod orientation;
mod rendered;
