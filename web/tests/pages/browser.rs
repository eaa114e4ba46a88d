//! Somebody's browser: it keeps the cookie and does what a form would.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

#[derive(Clone)]
pub struct Browser {
    door: Router,
    pub cookie: Option<String>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
}

impl Browser {
    pub fn new(door: Router) -> Self {
        Self { door, cookie: None }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// As htmx asks.
    pub async fn get_part(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).header("hx-request", "true").body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.form(path).body(body(fields)).unwrap()).await
    }

    pub async fn post_part(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.form(path).header("hx-request", "true").body(body(fields)).unwrap()).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = headers
            .iter()
            .fold(self.request("GET", path), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn upload(&self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        let kind = "multipart/form-data; boundary=edge";
        let request = self.request("POST", path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Signs in, and keeps the cookie.
    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let answer = self.post("/sign-in", &[("name", name), ("password", password)]).await;
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
        answer
    }

    fn form(&self, path: &str) -> axum::http::request::Builder {
        self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::ACCEPT, "text/html,*/*");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.door.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, html }
    }
}

fn body(fields: &[(&str, &str)]) -> Body {
    Body::from(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

impl Answer {
    pub fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION).map(|location| location.to_str().unwrap());
        location.unwrap_or_else(|| panic!("{} leads nowhere:\n{}", self.status, self.html))
    }

    pub fn leads_to(&self, path: &str) -> bool {
        let page = self.location().split("saved=").next().unwrap().trim_end_matches(['?', '&']);
        self.status == StatusCode::SEE_OTHER && page == path
    }

    pub fn shows(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    pub fn is_whole_page(&self) -> bool {
        self.html.starts_with("<!doctype html>")
    }

    /// The value of a hidden or typed field, as the page renders it.
    pub fn value(&self, name: &str) -> &str {
        let field = self.html.split(&format!("name=\"{name}\"")).nth(1).expect("the field is there");
        let value = field.split("value=\"").nth(1).expect("the field has a value");
        value.split('"').next().unwrap()
    }
}
