//! A valid request: what is sent to a route, and what must be there for it to succeed.

use domain::Action;

/// What `{…}` stands for in bodies is said in `things`.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    Nothing,
    Query(&'static str),
    Form(&'static str),
    Json(&'static str),
    /// One small picture.
    Files,
    /// A multipart form with this file of labels.
    Labels(&'static str),
}

/// What happened before to that which is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum After {
    Nothing,
    SetDeleted,
    ImageRemoved,
    LabelsErased,
    ImagesLocked,
    VerifiedBlind,
    Released,
    /// The team invited the one who asks.
    Invitation,
    /// The one who asks joined the team.
    Joining,
}

#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub body: Body,
    pub after: After,
    /// What this body asks for, where bodies of one route ask for different rights.
    pub asks: Option<Action>,
}

impl Row {
    pub const fn new(method: &'static str, path: &'static str, body: Body) -> Self {
        Self { method, path, body, after: After::Nothing, asks: None }
    }

    pub const fn after(self, after: After) -> Self {
        Self { after, ..self }
    }

    pub const fn asks(self, action: Action) -> Self {
        Self { asks: Some(action), ..self }
    }
}

pub const fn get(path: &'static str, query: &'static str) -> Row {
    Row::new("GET", path, Body::Query(query))
}

pub const fn post(path: &'static str, body: Body) -> Row {
    Row::new("POST", path, body)
}

pub const fn put(path: &'static str, body: Body) -> Row {
    Row::new("PUT", path, body)
}

pub const fn patch(path: &'static str, body: Body) -> Row {
    Row::new("PATCH", path, body)
}

pub const fn delete(path: &'static str) -> Row {
    Row::new("DELETE", path, Body::Nothing)
}
