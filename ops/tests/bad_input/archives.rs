//! Archives through the upload; jobs of the running server unpack them.

use sqlx::PgPool;

use crate::{
    forms::part,
    pictures::{jpeg, png},
    site::Site,
    uploads::{unpacked, upload},
    zips::{Item, item, overlapping, zip},
};

fn picture(name: &str, width: u32) -> Item {
    Item { content: png(width), ..item(name) }
}

#[sqlx::test(migrations = "../migrations")]
async fn each_entry_is_answered_for_itself(pool: PgPool) {
    let site = Site::new(pool).await;
    let nested = zip(&[picture("a.png", 30)]);
    let rows = [
        (picture("field/ball.png", 40), "added"),
        (picture("again.png", 40), "duplicate"),
        (picture("ball.png", 41), "added"),
        (picture("ball.png", 42), "added"),
        (picture("\u{26bd}.png", 43), "added"),
        (picture("../../evil.png", 44), "bad_name"),
        (picture("/etc/passwd", 45), "bad_name"),
        (picture("C:\\evil.png", 46), "bad_name"),
        (picture("nul\0.png", 47), "bad_name"),
        (item("photos/"), "directory"),
        (Item { mode: 0o120_777, content: b"/etc/passwd".to_vec(), ..item("link.png") }, "link"),
        (Item { content: nested, ..item("more.zip") }, "nested_archive"),
        (Item { flags: 1, ..item("secret.png") }, "encrypted"),
        (Item { content: vec![0; 2 << 20], ..item("bomb.png") }, "bomb"),
        (Item { content: vec![], ..item("empty.png") }, "empty"),
        (Item { content: jpeg()[..200].to_vec(), ..item("half.jpg") }, "damaged"),
        (item("notes.txt"), "unsupported"),
    ];
    let passed_over = ["__MACOSX/", "__MACOSX/._ball.png", ".DS_Store"].map(item);
    let items: Vec<_> = rows.iter().map(|(item, _)| item.clone()).chain(passed_over).collect();

    let added = rows.iter().filter(|(_, outcome)| *outcome == "added").count();
    // That the import began and that it ended are facts as well.
    let facts = i64::try_from(added).unwrap() + 2;
    let job = site.grown("a mixed archive", facts, unpacked(&site, zip(&items))).await;

    assert_eq!(job["state"], "done", "{job}");
    let results = job["results"].as_array().unwrap();
    assert_eq!(results.len(), rows.len(), "{job}");
    // Entries are judged two at a time: either of the two equal ones may be the first.
    let mut equal = [&results[0], &results[1]].map(|result| result["outcome"].as_str());
    equal.sort_unstable();
    assert_eq!(equal, [Some("added"), Some("duplicate")], "{job}");
    for ((item, outcome), result) in rows.iter().zip(results).skip(2) {
        assert_eq!(result["outcome"], *outcome, "{}: {result}", String::from_utf8_lossy(&item.name));
        assert!(result["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{result}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_archive_that_cannot_be_read_leaves_no_trace(pool: PgPool) {
    let site = Site::new(pool).await;
    let whole = zip(&[picture("ball.png", 40), picture("goal.png", 41)]);
    let many: Vec<_> =
        (0..20_001).map(|n| Item { content: vec![], method: 0, ..item(&n.to_string()) }).collect();
    let rows = [
        ("no entries", zip(&[]), "the archive is empty"),
        ("half an archive", whole[..whole.len() / 2].to_vec(), "cut off or damaged"),
        ("an archive without its last byte", whole[..whole.len() - 1].to_vec(), "cut off or damaged"),
        ("20,001 entries", zip(&many), "20001 entries"),
        ("entries that share their bytes", overlapping(50), "overlap"),
    ];
    for (what, bytes, words) in rows {
        let job = site.unharmed(what, unpacked(&site, bytes)).await;
        assert_eq!(job["state"], "failed", "{what}: {job}");
        assert!(job["detail"].as_str().unwrap().contains(words), "{what}: {job}");
    }
    let words = [part("words.zip", b"just words")];
    let answer = site.unharmed("a zip that is none", upload(&site, &words)).await;
    assert_eq!(answer.json()["results"][0]["outcome"], "unsupported", "{answer:?}");

    let job = unpacked(&site, whole).await;
    assert_eq!(job["results"][0]["outcome"], "added", "{job}");
}
