//! Against real sockets: what a client sends, byte for byte, and what it gets.

mod bodies;
mod csrf;
mod headers;
mod malformed;
mod proxies;
mod site;
mod stopping;
