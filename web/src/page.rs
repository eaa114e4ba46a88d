//! A page is a part with the layout around it. Who asked decides which of the two is sent.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, Method, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};

use crate::{WebError, cookies::cookie, filters, forms::Errors, said::Said, viewer::Viewer};

/// How the answer is wanted, and by whom.
#[derive(Debug, Clone, Default)]
pub struct Wants {
    /// htmx asks for the part alone.
    part: bool,
    /// A person's browser shows the answer as a page.
    page: bool,
    /// Where the person is, to come back to.
    back: String,
    /// Which colours somebody chose; otherwise the system decides.
    theme: Option<&'static str>,
    /// What was saved a moment ago, by the form that led here.
    said: Option<Said>,
    pub(crate) viewer: Option<Viewer>,
}

/// What a page says of itself besides its content.
#[derive(Debug, Clone)]
pub struct Head {
    title: String,
    trail: Vec<(String, String)>,
    width: &'static str,
    working: bool,
}

impl Head {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), trail: Vec::new(), width: "", working: false }
    }

    /// The page stands under this one; outermost first.
    #[must_use]
    pub fn under(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.trail.push((href.into(), label.into()));
        self
    }

    /// For one form, or a few words.
    #[must_use]
    pub const fn narrow(mut self) -> Self {
        self.width = "narrow";
        self
    }

    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.width = "wide";
        self
    }

    /// A workspace fills the window, and the script of the labelling stage comes with it.
    #[must_use]
    pub const fn working(mut self) -> Self {
        self.working = true;
        self
    }
}

impl Wants {
    pub fn of(request: &Request) -> Self {
        let headers = request.headers();
        let says = |name: &str| headers.get(name).is_some_and(|value| value == "true");
        let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        Self {
            part: says("hx-request") && !says("hx-history-restore-request"),
            page: accepts.is_none_or(|accept| accept.contains("text/html")),
            back: back(request),
            theme: theme(headers),
            said: Said::of(request.uri().query()),
            viewer: None,
        }
    }

    pub const fn part(&self) -> bool {
        self.part
    }

    pub const fn page(&self) -> bool {
        self.page
    }

    pub fn back(&self) -> &str {
        &self.back
    }

    /// Renders `main` alone for htmx, or within the layout for everyone else.
    pub fn show(&self, head: &Head, main: &impl Template) -> Result<Response, WebError> {
        if self.part { render(main) } else { self.laid_out(head, main) }
    }

    /// A form that was refused: the same page once more, with the sentences in it.
    pub fn refuse(&self, errors: &Errors, head: &Head, main: &impl Template) -> Result<Response, WebError> {
        Ok((errors.status(), self.show(head, main)?).into_response())
    }

    /// After a change: the changed part for htmx; everyone else goes to the page that shows it.
    pub fn changed(&self, part: &impl Template, page: &str) -> Result<Response, WebError> {
        if self.part { render(part) } else { Ok(Redirect::to(page).into_response()) }
    }

    /// After a change that leads elsewhere.
    pub fn go(&self, page: &str) -> Response {
        if self.part {
            return ([("hx-redirect", page.to_owned())], "").into_response();
        }
        Redirect::to(page).into_response()
    }

    /// After something was saved: goes to a page, which says so.
    pub fn saved(&self, page: &str, said: Said) -> Response {
        let code: &str = said.into();
        let join = if page.contains('?') { '&' } else { '?' };
        self.go(&format!("{page}{join}{}={code}", Said::PARAMETER))
    }

    pub(crate) fn laid_out(&self, head: &Head, main: &impl Template) -> Result<Response, WebError> {
        let main = html(main)?;
        let section = head.trail.first().map_or(self.back.as_str(), |(href, _)| href.as_str());
        let (theme, said) = (self.theme, self.said.map(Said::words));
        render(&Layout { head, main: &main, viewer: self.viewer.as_ref(), theme, said, section })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wants {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

fn theme(headers: &HeaderMap) -> Option<&'static str> {
    let chosen = cookie(headers, "theme")?;
    ["light", "dark"].into_iter().find(|theme| *theme == chosen)
}

/// The page itself; for a form that was sent, the page it stood on.
fn back(request: &Request) -> String {
    if matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.headers().contains_key("hx-request")
    {
        let path = request.uri().path_and_query();
        return path.map_or("/", |path| path.as_str()).to_owned();
    }
    origin_page(request.headers()).unwrap_or_else(|| "/".to_owned())
}

fn origin_page(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get("hx-current-url").or(headers.get(header::REFERER))?.to_str().ok()?;
    let url = url::Url::parse(referer).ok()?;
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    local(&format!("{}{query}", url.path())).map(ToOwned::to_owned)
}

/// A path on this server, if it is one: nobody is sent elsewhere by an address.
pub fn local(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let plain = !rest.starts_with(['/', '\\']) && path.chars().all(|c| !c.is_control() && c != '\\');
    plain.then_some(path)
}

pub(crate) fn render(template: &impl Template) -> Result<Response, WebError> {
    html(template).map(|html| Html(html).into_response())
}

/// A template fails only when we made a mistake.
fn html(template: &impl Template) -> Result<String, WebError> {
    template.render().map_err(|error| {
        tracing::error!(%error, "a template could not be rendered");
        WebError::Broken
    })
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    head: &'a Head,
    main: &'a str,
    viewer: Option<&'a Viewer>,
    theme: Option<&'static str>,
    said: Option<&'static str>,
    /// The address whose link in the bar is marked.
    section: &'a str,
}

#[derive(Template)]
#[template(path = "_alert.html")]
pub(crate) struct Alert<'a> {
    pub words: &'a str,
}

#[derive(Template)]
#[template(path = "failure.html")]
pub(crate) struct Failure<'a> {
    pub status: u16,
    pub words: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_local() {
        for path in ["/", "/image-sets?after=x", "/sign-in"] {
            assert_eq!(local(path), Some(path));
        }
        for path in ["", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:1", "/a\nb"]
        {
            assert_eq!(local(path), None, "{path}");
        }
    }
}
