//! Files that come in folders, and the encoding of names in archives.

use fixtures::{Answer, png, refused, worker::done, zip};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    files::{form_named, form_with},
    site::Site,
};

type Field<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Site {
    async fn upload(&self, fields: &[Field<'_>]) -> Answer {
        self.send(form_with(&self.bob, &self.set.to_string(), fields)).await
    }

    async fn unpacked(&self, encoding: &str) -> Value {
        // A name in cp866, without the flag of UTF-8.
        let file = include_bytes!("../../../commands/tests/cases/cp866.zip");
        let answer =
            self.upload(&[("encoding", None, encoding.as_bytes()), ("file", Some("a.zip"), file)]).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        let job: uuid::Uuid = serde_json::from_value(answer.json()["job"].clone()).unwrap();
        done(&self.commands, job).await;
        self.get(&self.bob, &format!("/jobs/{job}")).await.json()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_keeps_the_folder_in_which_it_came(pool: PgPool) {
    let site = Site::new(pool).await;
    let (one, other) = (png(1), png(2));
    let folders = [("file", Some("cam1/0001.png"), &one[..]), ("file", Some("cam2/0001.png"), &other[..])];
    let results = site.upload(&folders).await.json()["results"].clone();
    assert_eq!((&results[0]["name"], &results[1]["outcome"]), (&json!("cam1/0001.png"), &json!("added")));
    let image =
        site.get(&site.bob, &format!("/images/{}", results[1]["image"].as_str().unwrap())).await.json();
    assert_eq!((&image["name"], &image["path"]), (&json!("0001.png"), &json!("cam2/0001.png")));

    let long = format!("\u{202e}{}/a.png", "x".repeat(1_000));
    let result = site.upload(&[("file", Some(&long), &png(3))]).await.json()["results"][0].clone();
    assert_eq!(result["outcome"], "bad_name");
    assert!(result["detail"].as_str().unwrap().contains("1000 bytes"), "{result}");
    assert_eq!(result["name"], "x".repeat(1_000));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_encoding_of_names_is_guessed_or_said_before_the_files(pool: PgPool) {
    let site = Site::new(pool).await;
    let guessed = site.unpacked("").await;
    assert_eq!(guessed["names"], json!({"encoding": "IBM866", "guessed": true}));
    assert_eq!(guessed["results"][0]["name"], "Снимок_1.jpg");
    let said = site.unpacked("windows-1251").await;
    assert_eq!(said["names"], json!({"encoding": "windows-1251", "guessed": false}));
    assert_eq!(said["results"][0]["outcome"], "duplicate");

    let picture = png(1);
    let file = ("file", Some("a.png"), &picture[..]);
    let answer =
        site.unharmed("an unknown encoding", site.upload(&[("encoding", None, b"klingon"), file])).await;
    assert_eq!(answer.refusal(), refused(422, "invalid"));
    let problem = answer.json();
    assert!(problem["detail"].as_str().unwrap().contains("“klingon”"), "{problem}");
    assert_eq!(problem["field"], "encoding", "{problem}");
    for twice in [[("encoding", None, b"gbk".as_slice()); 2], [("encoding", None, [b'x'; 200].as_slice()); 2]]
    {
        assert_eq!(site.upload(&[twice[0], twice[1], file]).await.refusal(), refused(422, "invalid"));
    }

    let late =
        site.upload(&[file, ("encoding", None, b"gbk"), ("file", Some("b.png"), &png(2))]).await.json();
    let outcomes: Vec<_> = late["results"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["added", "not_taken", "not_taken"], "{late}");
    assert!(late["results"][1]["detail"].as_str().unwrap().contains("before the files"), "{late}");
    assert_eq!(late["results"][2]["name"], "b.png");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_in_a_form_may_be_in_any_encoding(pool: PgPool) {
    let site = Site::new(pool).await;
    let pictures: Vec<_> = (1..6).map(png).collect();
    // In Shift_JIS, the second byte of 表 is that of a backslash.
    let shift_jis = b"filename=\"\x83e\x83X\x83g\x89\xe6\x91\x9c\x95\x5c_1.png\"";
    let names: [&[u8]; 5] = [
        br#"filename="bung.png"; filename*=UTF-8''%C3%BCbung%201.png"#,
        b"filename*=iso-8859-1'en'%FCbung2.png",
        shift_jis,
        "filename=\"übung 3.png\"".as_bytes(),
        br#"filename="cam1\0001.png""#,
    ];
    let files: Vec<(&[u8], &[u8])> =
        names.into_iter().zip(&pictures).map(|(name, file)| (name, &file[..])).collect();
    let answer = site.send(form_named(&site.bob, &site.set.to_string(), &files)).await.json();
    let results = answer["results"].as_array().unwrap();
    let told: Vec<_> = results.iter().map(|result| result["name"].as_str().unwrap()).collect();
    assert_eq!(
        told,
        ["übung 1.png", "übung2.png", "テスト画像表_1.png", "übung 3.png", "cam1/0001.png"],
        "{answer}"
    );
    assert!(results.iter().all(|result| result["outcome"] == "added"), "{answer}");
    let guess = results[2]["detail"].as_str().unwrap();
    assert!(guess.ends_with("its name was read as Shift_JIS, which is a guess"), "{guess}");
}

/// As an entry of an archive.
#[sqlx::test(migrations = "../migrations")]
async fn a_path_that_leads_out_of_its_folder_is_refused_in_forms_as_in_archives(pool: PgPool) {
    let site = Site::new(pool).await;
    let picture = png(1);
    for path in ["/etc/p.png", "d/../q.png", "../q.png", "C:\\x\\p.png", "\\\\server\\p.png"] {
        let sent = site.upload(&[("file", Some(path), &picture)]).await.json()["results"][0].clone();
        let archive = zip(&[(path, &picture)]);
        let job = site.upload(&[("file", Some("a.zip"), &archive)]).await.json()["job"].clone();
        let job: uuid::Uuid = serde_json::from_value(job).unwrap();
        done(&site.commands, job).await;
        let packed = site.get(&site.bob, &format!("/jobs/{job}")).await.json()["results"][0].clone();
        assert_eq!(
            (&sent["outcome"], &packed["outcome"]),
            (&json!("bad_name"), &json!("bad_name")),
            "{path}"
        );
        assert_eq!(sent["detail"], packed["detail"], "{path}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_too_long_for_an_image_is_said_to_be_cut(pool: PgPool) {
    let site = Site::new(pool).await;
    let name = format!("{}.png", "x".repeat(300));
    let result = site.upload(&[("file", Some(&name), &png(1))]).await.json()["results"][0].clone();
    assert_eq!((&result["outcome"], &result["shortened"]), (&json!("added"), &json!(true)));
    let file = zip(&[(&*name, png(2)), ("a.png", png(3))]);
    let job = site.upload(&[("file", Some("a.zip"), &file)]).await.json()["job"].clone();
    let job: uuid::Uuid = serde_json::from_value(job).unwrap();
    done(&site.commands, job).await;
    let told = site.get(&site.bob, &format!("/jobs/{job}")).await.json();
    assert_eq!((&told["shortened"], &told["results"][0]["shortened"]), (&json!(1), &json!(true)));
}

/// What is sent again under a request's id must be the same files.
#[sqlx::test(migrations = "../migrations")]
async fn the_id_of_an_upload_is_for_its_files_only(pool: PgPool) {
    let site = Site::new(pool).await;
    let send = async |id: uuid::Uuid, fields: &[Field<'_>]| {
        let mut request = form_with(&site.bob, &site.set.to_string(), fields);
        request.headers_mut().insert("idempotency-key", id.to_string().parse().unwrap());
        site.send(request).await
    };
    let (id, one, other) = (fixtures::fresh(), png(1), png(2));
    let first: Field<'_> = ("file", Some("a.png"), &one);
    assert_eq!(send(id, &[first]).await.json()["results"][0]["outcome"], "added");
    assert_eq!(send(id, &[first]).await.json()["results"][0]["outcome"], "added");
    for another in
        [("file", Some("a.png"), &other[..]), ("file", Some("b.png"), &one), ("file", Some("d/a.png"), &one)]
    {
        assert_eq!(send(id, &[another]).await.refusal(), refused(409, "command_id_reused"), "{another:?}");
    }
    // Also where the first one led to nothing.
    let id = fixtures::fresh();
    assert_eq!(
        send(id, &[("file", Some("a.txt"), b"no picture")]).await.json()["results"][0]["outcome"],
        "unsupported"
    );
    assert_eq!(
        send(id, &[("file", Some("b.png"), &other)]).await.refusal(),
        refused(409, "command_id_reused")
    );

    let (id, day) = (fixtures::fresh(), zip(&[("c.png", png(3))]));
    let day: Field<'_> = ("file", Some("day.zip"), &day);
    let job = send(id, &[day]).await;
    assert_eq!(job.status, 202);
    assert_eq!(send(id, &[day]).await.json()["job"], job.json()["job"]);
    let others = zip(&[("d.png", png(4)), ("e.png", png(5))]);
    let said: [Field<'_>; 2] = [("encoding", None, b"shift_jis"), day];
    for another in [&[("file", Some("day.zip"), &others[..])][..], &said] {
        assert_eq!(send(id, another).await.refusal(), refused(409, "command_id_reused"));
    }
}
