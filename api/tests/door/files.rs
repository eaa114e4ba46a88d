//! The forms in which files come.

use axum::{body::Body, http::Request};

use crate::site::Person;

/// An upload of these files to a set.
pub fn form(who: &Person, set: &str, files: &[(&str, &[u8])]) -> Request<Body> {
    let mut body = vec![];
    for (name, bytes) in files {
        part(&mut body, "file", name, bytes);
    }
    send(who, set, body)
}

/// An upload of one file in a field of this name.
pub fn form_of(who: &Person, set: &str, field: &str, name: &str, bytes: &[u8]) -> Request<Body> {
    let mut body = vec![];
    part(&mut body, field, name, bytes);
    send(who, set, body)
}

/// An upload of these fields: name, file name and content; a text has no file name.
pub fn form_with(who: &Person, set: &str, fields: &[(&str, Option<&str>, &[u8])]) -> Request<Body> {
    form_at(who, &format!("/image-sets/{set}/images"), fields)
}

/// These fields, sent to another address.
pub fn form_at(who: &Person, path: &str, fields: &[(&str, Option<&str>, &[u8])]) -> Request<Body> {
    let mut body = vec![];
    for (field, name, bytes) in fields {
        if let Some(name) = name {
            part(&mut body, field, name, bytes);
        } else {
            let head = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
    }
    send_to(who, path, body)
}

/// An upload of files of which each says in its own way what it is called: `filename="a.png"`, in whatever encoding.
pub fn form_named(who: &Person, set: &str, files: &[(&[u8], &[u8])]) -> Request<Body> {
    let mut body = vec![];
    for (name, bytes) in files {
        body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"file\"; ");
        body.extend([name, &b"\r\n\r\n"[..], bytes, b"\r\n"].concat());
    }
    send(who, set, body)
}

fn part(body: &mut Vec<u8>, field: &str, name: &str, bytes: &[u8]) {
    let head =
        format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n");
}

fn send(who: &Person, set: &str, body: Vec<u8>) -> Request<Body> {
    send_to(who, &format!("/image-sets/{set}/images"), body)
}

fn send_to(who: &Person, path: &str, mut body: Vec<u8>) -> Request<Body> {
    body.extend_from_slice(b"--x--\r\n");
    let request = who.request("POST", path);
    request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap()
}
