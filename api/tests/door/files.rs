//! Files and the forms they come in.

use std::io::{Cursor, Write as _};

use axum::{body::Body, http::Request};
use image::{DynamicImage, ImageFormat, RgbImage};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::site::Person;

/// A small PNG, another one for each number.
pub fn png(number: u8) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(40, 30, |x, y| image::Rgb([number, x.to_le_bytes()[0], y.to_le_bytes()[0]]));
    let mut file = Cursor::new(vec![]);
    DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

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

fn part(body: &mut Vec<u8>, field: &str, name: &str, bytes: &[u8]) {
    let head =
        format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n");
}

fn send(who: &Person, set: &str, mut body: Vec<u8>) -> Request<Body> {
    body.extend_from_slice(b"--x--\r\n");
    let request = who.request("POST", &format!("/image-sets/{set}/images"));
    request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap()
}
