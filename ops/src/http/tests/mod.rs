//! Against real sockets: what a client sends, byte for byte, and what it gets.

mod bodies;
mod connections;
mod csrf;
mod headers;
mod malformed;
mod measured;
mod proxies;
mod readiness;
mod site;
mod stopping;
mod unread;
