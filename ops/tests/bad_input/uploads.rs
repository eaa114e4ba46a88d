//! Sending files with a token.

use serde_json::Value;

use crate::{
    forms::{BOUNDARY, multipart},
    server::Answer,
    site::Site,
};

pub async fn upload(site: &Site, parts: &[Vec<u8>]) -> Answer {
    let path = format!("/api/v1/image-sets/{}/images", site.set);
    site.ask("POST", &path, &[("content-type", BOUNDARY)], &multipart(parts)).await
}

/// The job that unpacks an archive, at its end.
pub async fn unpacked(site: &Site, archive: Vec<u8>) -> Value {
    let answer = upload(site, &[crate::forms::part("a.zip", &archive)]).await;
    assert_eq!(answer.status(), 202, "{answer:?}");
    let answer = answer.json();
    let job = answer["job"].as_str().unwrap();
    site.ask("GET", &format!("/api/v1/jobs/{job}/live"), &[], b"").await.last_message()
}
