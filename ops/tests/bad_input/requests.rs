//! Requests that no door should carry out.

use sqlx::PgPool;

use crate::{
    forms::{BOUNDARY, multipart, part},
    site::{FORM, JSON, Site},
};

/// What is sent, the status, and words of the answer.
type Row = (&'static str, Vec<u8>, u16, String);

async fn refuse(site: &Site, rows: Vec<Row>) {
    for (what, bytes, status, words) in rows {
        let answer = site.unharmed(what, site.server.answer(&bytes)).await;
        assert_eq!(answer.status(), status, "{what}: {answer:?}");
        assert!(answer.0.contains(&words), "{what} must say {words}: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn other_sites_cannot_act_for_somebody(pool: PgPool) {
    let site = Site::new(pool).await;
    let ours = format!("http://{}", site.server.address);
    let (cookie, foreign) = (("cookie", site.cookie.as_str()), "foreign_page".to_owned());
    let form = |evidence: &[(&str, &str)]| {
        let headers: Vec<_> = [FORM, cookie].iter().chain(evidence).copied().collect();
        site.request("POST", "/teams", &headers, b"name=Bit-Bots")
    };
    let json = site.request("POST", "/api/v1/teams", &[JSON, cookie], br#"{"name":"Bit-Bots"}"#);
    let files = multipart(&[part("a.png", b"x")]);
    let upload = format!("/image-sets/{}/upload", site.set);
    let upload = site.request("POST", &upload, &[("content-type", BOUNDARY), cookie], &files);
    let rows = vec![
        ("a form without evidence", form(&[]), 403, foreign.clone()),
        ("a form of another site", form(&[("origin", "http://evil.example")]), 403, foreign.clone()),
        (
            "a form of our host on another port",
            form(&[("origin", "http://127.0.0.1:1")]),
            403,
            foreign.clone(),
        ),
        ("a form of nowhere", form(&[("origin", "null")]), 403, foreign.clone()),
        ("a form that says cross-site", form(&[("sec-fetch-site", "cross-site")]), 403, foreign.clone()),
        ("a form of a subdomain", form(&[("sec-fetch-site", "same-site")]), 403, foreign.clone()),
        ("a form with two origins", form(&[("origin", &ours), ("origin", "null")]), 403, foreign.clone()),
        ("JSON with a cookie and no evidence", json, 403, foreign.clone()),
        ("an upload with a cookie and no evidence", upload, 403, foreign),
    ];
    refuse(&site, rows).await;

    let answer = site.server.answer(&form(&[("sec-fetch-site", "same-origin")])).await;
    assert_eq!(answer.status(), 303, "{answer:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn too_much_is_refused_before_it_is_read(pool: PgPool) {
    let site = Site::new(pool).await;
    let (token, set) = (("authorization", site.token.as_str()), site.set);
    let announce = |path: &str, kind: (&str, &str), bytes: u64| {
        let length = bytes.to_string();
        site.request("POST", path, &[token, kind, ("content-length", &length)], b"")
    };
    let upload = format!("/api/v1/image-sets/{set}/images");
    let page = format!("/image-sets/{set}/upload");
    let kind = ("content-type", BOUNDARY);
    let large = "large_body".to_owned();
    let rows = vec![
        ("a form of 1 MiB and a byte", announce("/teams", FORM, (1 << 20) + 1), 413, large.clone()),
        ("JSON of 2 MiB and a byte", announce("/api/v1/teams", JSON, (2 << 20) + 1), 413, large.clone()),
        ("an upload of 2 GiB and a byte", announce(&upload, kind, (2 << 30) + 1), 413, large.clone()),
        ("the same to the page", announce(&page, kind, (2 << 30) + 1), 413, large),
        ("a length that is none", announce_text(&site, "many"), 400, String::new()),
        ("a negative length", announce_text(&site, "-1"), 400, String::new()),
    ];
    refuse(&site, rows).await;
}

fn announce_text(site: &Site, length: &str) -> Vec<u8> {
    let token = ("authorization", site.token.as_str());
    site.request("POST", "/api/v1/teams", &[token, JSON, ("content-length", length)], b"{}")
}

#[sqlx::test(migrations = "../migrations")]
async fn malformed_uploads_are_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let (token, upload) =
        (("authorization", site.token.as_str()), format!("/api/v1/image-sets/{}/images", site.set));
    let send =
        |kind: &str, body: &[u8]| site.request("POST", &upload, &[token, ("content-type", kind)], body);
    let whole = multipart(&[part("a.png", b"x")]);
    let endless = [b"--part\r\nx: ".as_slice(), &vec![b'y'; 3 << 20]].concat();
    let other = b"--part\r\ncontent-disposition: form-data; name=\"picture\"\r\n\r\nx\r\n--part--\r\n";
    let rows = vec![
        ("no parts", send(BOUNDARY, b"--part--\r\n"), 422, "\"field\":\"file\"".to_owned()),
        ("a part of another name", send(BOUNDARY, other), 422, "\"field\":\"file\"".to_owned()),
        (
            "a part that is cut off",
            send(BOUNDARY, &whole[..whole.len() - 12]),
            400,
            "malformed_multipart".to_owned(),
        ),
        ("no boundary", send("multipart/form-data", &whole), 415, "not_multipart".to_owned()),
        (
            "another boundary",
            send("multipart/form-data; boundary=other", &whole),
            400,
            "malformed_multipart".to_owned(),
        ),
        ("a picture as it is", send("image/png", b"\x89PNG\r\n\x1a\n"), 415, "not_multipart".to_owned()),
        ("JSON", send("application/json", b"{}"), 415, "not_multipart".to_owned()),
        ("3 MiB and no part", send(BOUNDARY, &vec![b'x'; 3 << 20]), 400, "malformed_multipart".to_owned()),
        ("a header without end", send(BOUNDARY, &endless), 400, "malformed_multipart".to_owned()),
    ];
    refuse(&site, rows).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn ids_that_are_foreign_or_none_name_nothing(pool: PgPool) {
    let site = Site::new(pool).await;
    let (token, cookie) = (("authorization", site.token.as_str()), ("cookie", site.cookie.as_str()));
    let (set, image) = (site.foreign_set, site.foreign_image);
    let api = |method: &str, path: &str, body: &str| {
        site.request(
            method,
            &format!("/api/v1{path}"),
            &[token, JSON, ("if-match", "\"1\"")],
            body.as_bytes(),
        )
    };
    let page = |path: &str| site.request("GET", path, &[cookie], b"");
    let mut rows = vec![
        ("a foreign set", api("GET", &format!("/image-sets/{set}"), ""), 404),
        ("a foreign set's name", api("PATCH", &format!("/image-sets/{set}"), r#"{"name":"mine"}"#), 404),
        ("a foreign set's end", api("DELETE", &format!("/image-sets/{set}"), ""), 404),
        ("a foreign image", api("GET", &format!("/images/{image}"), ""), 404),
        ("a foreign image's page", page(&format!("/images/{image}")), 404),
        ("a foreign image's bytes", page(&format!("/images/{image}/file")), 404),
        ("an image where a set is asked for", api("GET", &format!("/image-sets/{image}"), ""), 404),
    ];
    for id in [
        "x",
        "7",
        "00000000-0000-0000-0000-000000000000",
        "%00",
        "%ff",
        "..%2f..%2fetc%2fpasswd",
        "'%20or%201=1--",
    ] {
        rows.push(("no id of a set", api("GET", &format!("/image-sets/{id}"), ""), 404));
        rows.push(("no id of a label", api("DELETE", &format!("/annotations/{id}"), ""), 404));
        rows.push(("no id on a page", page(&format!("/image-sets/{id}")), 404));
        rows.push(("no id of a file", page(&format!("/images/{id}/file")), 404));
        rows.push(("no name of an asset", page(&format!("/static/{id}")), 404));
    }
    let rows = rows.into_iter().map(|(what, bytes, status)| (what, bytes, status, String::new()));
    refuse(&site, rows.collect()).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn other_methods_are_told_which_there_are(pool: PgPool) {
    let site = Site::new(pool).await;
    let (token, cookie) = (("authorization", site.token.as_str()), ("cookie", site.cookie.as_str()));
    let ours = ("sec-fetch-site", "same-origin");
    let rows = [
        ("PUT", "/api/v1/me", "GET,HEAD"),
        ("DELETE", "/api/v1/teams", "GET,HEAD,POST"),
        ("PATCH", "/api/v1/feed", "GET,HEAD"),
        ("DELETE", "/teams", "GET,HEAD,POST"),
        ("PUT", "/sign-in", "GET,HEAD,POST"),
        ("GET", "/sign-out", "POST"),
        ("TRACE", "/teams", "GET,HEAD,POST"),
        ("BREW", "/teams", "GET,HEAD,POST"),
    ];
    for (method, path, allowed) in rows {
        let who = if path.starts_with("/api/") { token } else { cookie };
        let request = site.request(method, path, &[who, ours], b"");
        let answer = site.unharmed(path, site.server.answer(&request)).await;
        assert_eq!(answer.status(), 405, "{method} {path}: {answer:?}");
        assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn forms_are_refused_by_what_is_wrong_with_them(pool: PgPool) {
    let site = Site::new(pool).await;
    let page = [("cookie", site.cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let send = |path: &str, kind: (&str, &str), body: &[u8]| {
        site.request("POST", path, &[page[0], page[1], kind], body)
    };
    let upload = format!("/image-sets/{}/upload", site.set);
    let long = format!("name=alice&password={}", "x".repeat(9_000));
    let rows = vec![
        ("JSON for a form", send("/teams", JSON, b"{}"), 415, String::new()),
        ("no kind", send("/teams", ("content-type", ""), b"name=x"), 415, String::new()),
        (
            "a picture for a form",
            send(&upload, ("content-type", "image/png"), b"\x89PNG"),
            415,
            String::new(),
        ),
        ("a name twice", send("/teams", FORM, b"name=a&name=b"), 422, String::new()),
        (
            "a stranger's long form",
            site.request("POST", "/sign-in", &[FORM], long.as_bytes()),
            413,
            String::new(),
        ),
        (
            "a position that is none",
            site.request("GET", &format!("/image-sets/{}/live?after=x", site.set), &page, b""),
            422,
            String::new(),
        ),
    ];
    refuse(&site, rows).await;

    let out = site.server.answer(&send("/sign-out", FORM, b"")).await;
    assert_eq!((out.status(), out.header("clear-site-data")), (303, Some("\"cache\"")), "{out:?}");
}
