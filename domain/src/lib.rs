//! What the words mean: aggregates, shapes, the permission table, formats.
//!
//! Nothing here waits, asks for the time or talks to the world; see `Decider`.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

mod coordinate;
mod decider;
mod digest;
mod fact;
mod ids;
mod media_type;
mod permission;
mod refuse;
mod shape;
mod streams;
mod text;

pub mod account;
pub mod annotation_type;
pub mod export_format;
pub mod filter;
pub mod formats;
pub mod image;
pub mod image_set;
pub mod snapshot;
pub mod team;
pub mod transfer;

pub mod testing;

pub use self::{
    coordinate::Coordinate,
    decider::{Decider, DomainEvent, Stamp, Timestamp},
    digest::Digest,
    fact::{Fact, Payload, UnreadableFact},
    ids::*,
    media_type::MediaType,
    permission::{
        Access, Action, Condition, Openness, Role, SiteAction, SiteRole, TeamAction, TeamRole, may,
        may_in_team, may_on_site,
    },
    refuse::{Class, Refuse},
    shape::{Frame, MAX_NODES, Outline, Point, Shape, ShapeError, ShapeKind},
    text::{
        Name, Text, TextError, file_key, image_search_key, invisible, is_hidden, name_key, search_key,
        sort_key, visible,
    },
};
