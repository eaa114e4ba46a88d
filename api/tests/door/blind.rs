//! In a set that is verified blind, who has not judged gets the same answers before and after others vote.

use std::{collections::BTreeMap, fmt::Write as _};

use domain::testing::CAROL;
use fixtures::{Answer, caller, fresh, worker};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::{Person, Site};

/// What is asked of an operation beside its plain address.
const QUERIES: &[(&str, &[&str])] = &[
    (
        "/image-sets/{image_set}/annotations",
        &[
            "",
            "accepts_min=1",
            "accepts_max=1",
            "rejects_min=1",
            "rejects_max=0",
            "net_min=1",
            "net_max=0",
            "stale=true",
            "stale=false",
            "revisions_min=1",
        ],
    ),
    ("/snapshots/{snapshot}/diff", &["with=now", "with={other_snapshot}", "with={selected_snapshot}"]),
    ("/images/{image}/annotations", &["", "as_of={head}"]),
];

/// Streams without an end; `api/tests/door/feed.rs` and `web/tests/work/blind.rs` hold what is told by them.
const STREAMS: [&str; 2] = ["/feed/live", "/jobs/{job}/live"];

/// Bytes of pictures, which have no labels.
const PICTURES: [&str; 4] = [
    "/image-sets/{image_set}/archive",
    "/images/{image}/file",
    "/images/{image}/screen",
    "/images/{image}/thumbnail",
];

/// A blind set with everything in it that can be asked about.
struct Blind {
    site: Site,
    /// Drawn by Alice, to be judged by Carol.
    label: Uuid,
    words: Vec<BTreeMap<&'static str, String>>,
}

impl Blind {
    async fn new(pool: PgPool) -> Self {
        let site = Site::new(pool).await;
        site.commands.teams.invite(caller(site.alice.account), site.team, CAROL).await.unwrap();
        site.commands.teams.join(caller(CAROL), site.team).await.unwrap();
        let label = site.drawn(&site.alice, 10).await;
        let format =
            json!({"name": "ours", "base": "%%content", "annotation": "%%imagename", "file_name": "a.txt"});
        let format =
            posted(&site, &format!("/teams/{}/export-formats", site.team), &format, "export_format").await;
        let snapshots = format!("/image-sets/{}/snapshots", site.set);
        let (mut taken, mut exports) = (vec![], vec![]);
        for (name, fewest) in [("all", 0), ("other", 0), ("selected", 1)] {
            let new = json!({"name": name, "selection": {"min_votes_by_others": fewest}});
            taken.push(posted(&site, &snapshots, &new, "snapshot").await);
        }
        for (snapshot, code) in taken.iter().zip([json!("coco"), json!({"template": format}), json!("coco")])
        {
            let wanted = json!({"format": code});
            let export = posted(&site, &format!("/snapshots/{snapshot}/exports"), &wanted, "export").await;
            worker::done(&site.commands, export.parse().unwrap()).await;
            exports.push(export);
        }
        assert_eq!(
            site.patch(&site.alice, &format!("/image-sets/{}", site.set), &json!({"blind": true}))
                .await
                .status,
            204
        );
        let head = site.head().await.to_string();
        let words = |snapshot: usize| {
            BTreeMap::from([
                ("account", [site.alice.account, CAROL, site.bob.account][snapshot].to_string()),
                ("annotation", label.to_string()),
                ("bulk_change", fresh().to_string()),
                ("export", exports[snapshot].clone()),
                ("export_format", format.clone()),
                ("head", head.clone()),
                ("image", site.image.to_string()),
                ("image_set", site.set.to_string()),
                ("job", exports[snapshot].clone()),
                ("label_import", fresh().to_string()),
                ("other_snapshot", taken[1].clone()),
                ("selected_snapshot", taken[2].clone()),
                ("snapshot", taken[snapshot].clone()),
                ("team", site.team.to_string()),
            ])
        };
        Self { label, words: [0, 1, 2].map(words).to_vec(), site }
    }

    async fn vote(&self, who: &Person, verdict: &str) {
        let vote = json!({"verdict": verdict, "revision": 1});
        let cast = self.site.put(who, &format!("/annotations/{}/vote", self.label), &vote).await;
        assert_eq!(cast.status, 200, "{cast:?}");
    }

    /// Everything that can be read, with what it answers.
    async fn read(&self, who: &Person) -> BTreeMap<String, String> {
        let mut answers = BTreeMap::new();
        for address in self.addresses() {
            let answer = self.site.get(who, &address).await;
            answers.insert(address, told(&answer));
        }
        answers
    }

    fn addresses(&self) -> Vec<String> {
        let document: Value = serde_json::from_str(api::document()).unwrap();
        let paths = document["paths"].as_object().unwrap().iter();
        let mut addresses = vec![];
        for (path, _) in paths.filter(|(_, item)| item.get("get").is_some()) {
            let path = path.strip_prefix("/api/v1").unwrap();
            if STREAMS.contains(&path) || PICTURES.contains(&path) {
                continue;
            }
            let queries =
                QUERIES.iter().find(|(of, _)| *of == path).map_or(&[""][..], |(_, queries)| queries);
            for words in &self.words {
                addresses.extend(queries.iter().map(|query| filled(&format!("{path}?{query}"), words)));
            }
        }
        addresses.sort();
        addresses.dedup();
        addresses
    }
}

/// Every parameter of an address has a value here: a new one is to be thought of.
fn filled(address: &str, words: &BTreeMap<&str, String>) -> String {
    let filled = words
        .iter()
        .fold(address.to_owned(), |address, (word, value)| address.replace(&format!("{{{word}}}"), value));
    assert!(!filled.contains('{'), "no value for {filled}");
    filled
}

async fn posted(site: &Site, path: &str, body: &Value, id: &str) -> String {
    let answer = site.post(&site.alice, path, body).await;
    assert!((200..300).contains(&answer.status), "{path}: {answer:?}");
    answer.json()[id].as_str().unwrap().to_owned()
}

/// Status, headers and body. That something happened is told by positions alone: the head, as of which labels are read.
fn told(answer: &Answer) -> String {
    let mut told = format!("{}\n", answer.status);
    let said = |name: &str| !matches!(name, "x-log-position" | "content-length");
    for (name, value) in answer.headers.iter().filter(|(name, _)| said(name.as_str())) {
        writeln!(told, "{name}: {value:?}").unwrap();
    }
    let body = serde_json::from_slice::<Value>(&answer.bytes);
    let Ok(mut body) = body else { return told + &String::from_utf8_lossy(&answer.bytes) };
    let fields = body.as_object_mut().into_iter().flatten();
    for (_, position) in
        fields.filter(|(name, _)| ["position", "to", "head", "next"].contains(&name.as_str()))
    {
        if position.is_number() {
            *position = json!("masked");
        }
    }
    told + &body.to_string()
}

#[sqlx::test(migrations = "../migrations")]
async fn no_answer_tells_of_a_vote_on_what_one_has_not_judged(pool: PgPool) {
    let blind = Blind::new(pool).await;
    let (bob, alice, carol) = (&blind.site.bob, &blind.site.alice, &blind.site.carol);
    for (voter, verdict) in [(carol, "reject"), (carol, "accept"), (alice, "reject")] {
        let (before, governing) = (blind.read(bob).await, blind.read(alice).await);
        blind.vote(voter, verdict).await;
        let (after, governed) = (blind.read(bob).await, blind.read(alice).await);
        let differ: Vec<_> = before.iter().filter(|(address, told)| after[*address] != **told).collect();
        assert!(differ.is_empty(), "{verdict}: {differ:#?}");
        // Whoever governs the set sees it: the test looks where votes are told.
        let told = governing.iter().filter(|(address, told)| governed[*address] != **told).count();
        assert!(told >= 8, "{told}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_follows_from_votes_is_refused_with_a_word_for_it(pool: PgPool) {
    let blind = Blind::new(pool).await;
    let (site, bob) = (&blind.site, &blind.site.bob);
    let refused = |answer: Answer| {
        let said = answer.json();
        (
            answer.status,
            said["code"].as_str().unwrap().to_owned(),
            said["field"].as_str().unwrap_or("").to_owned(),
        )
    };
    let of = |status: u16, field: &str| (status, "blind".to_owned(), field.to_owned());
    let set = format!("/image-sets/{}", site.set);
    for (field, value) in [("min_votes_by_others", 1), ("min_verifications", 0)] {
        let selection = json!({field: value});
        let snapshot = json!({"name": field, "selection": selection});
        let export = json!({"format": "coco", "selection": selection});
        assert_eq!(refused(site.post(bob, &format!("{set}/snapshots"), &snapshot).await), of(422, field));
        assert_eq!(refused(site.post(bob, &format!("{set}/exports"), &export).await), of(422, field));
        assert_eq!(site.post(&site.alice, &format!("{set}/exports"), &export).await.status, 202);
    }
    let [all, templated, selected] = &blind.words[..] else { unreachable!() };
    let format = json!({"format": {"template": all["export_format"]}});
    assert_eq!(refused(site.post(bob, &format!("{set}/exports"), &format).await), of(422, "format"));
    let coco = json!({"format": "coco"});
    let exports = format!("/snapshots/{}/exports", selected["snapshot"]);
    assert_eq!(refused(site.post(bob, &exports, &coco).await), of(403, ""));
    for address in [
        format!("/snapshots/{}", selected["snapshot"]),
        format!("/exports/{}", selected["export"]),
        format!("/exports/{}/file", templated["export"]),
    ] {
        assert_eq!(refused(site.get(bob, &address).await), of(403, ""), "{address}");
        assert_eq!(site.get(&site.alice, &address).await.status, 200, "{address}");
    }
    assert_eq!(site.get(bob, &format!("/exports/{}/file", all["export"])).await.status, 200);
    let listed = site.get(bob, &format!("{set}/snapshots")).await.json();
    assert_eq!(listed["snapshots"].as_array().unwrap().len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_digest_of_a_snapshot_of_one_label_does_not_tell_its_votes(pool: PgPool) {
    let blind = Blind::new(pool).await;
    let (site, bob) = (&blind.site, &blind.site.bob);
    let new = json!({"name": "one", "selection": {"images": [site.image]}});
    let taken = site.post(bob, &format!("/image-sets/{}/snapshots", site.set), &new).await;
    let shown =
        site.get(bob, &format!("/snapshots/{}", taken.json()["snapshot"].as_str().unwrap())).await.json();
    assert_eq!(
        (&shown["digest"], &shown["found_digest"], &shown["intact"]),
        (&Value::Null, &Value::Null, &json!(true))
    );
    for address in ["/feed?after=0".to_owned(), format!("/image-sets/{}/history", site.set)] {
        let facts = site.get(bob, &address).await.text();
        assert!(!facts.contains("SnapshotTaken") && !facts.contains("ExportFinished"), "{address}: {facts}");
        let facts = site.get(&site.alice, &address).await.text();
        assert!(facts.contains("SnapshotTaken") && facts.contains("ExportFinished"), "{address}: {facts}");
    }
}
