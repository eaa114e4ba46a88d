//! Uploads as browsers and programs send them.

pub const BOUNDARY: &str = "multipart/form-data; boundary=part";

/// A file in a form.
pub fn part(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    [head.as_bytes(), bytes].concat()
}

pub fn multipart(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend([b"--part\r\n".as_slice(), part, b"\r\n"].concat());
    }
    body.extend(b"--part--\r\n");
    body
}
