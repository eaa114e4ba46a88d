//! In a set that is verified blind, who has not judged sees the same pages before and after others vote.

use std::collections::BTreeMap;

use domain::{
    AnnotationId,
    image::Verdict::{self, Accept, Reject},
    image_set,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{caller, queue::project_views};
use sqlx::PgPool;

use crate::site::{Page, Site, nobody};

const QUEUES: &[&str] =
    &["", "queue=disagreed", "queue=unverified", "queue=stale", "queue=disagreed&within=teams"];
const FILTERS: &[&str] = &["", "only=disagreed", "only=unverified"];

/// What is asked of a page beside its plain address.
const QUERIES: &[(&str, &[&str])] = &[
    ("/image-sets/{image_set}", FILTERS),
    ("/images/{image}", FILTERS),
    ("/images/{image}/verify", QUEUES),
    ("/images/{image}/history", &["", "as_of={head}"]),
    ("/image-sets/{image_set}/annotations", &["", "accepts_min=1", "votes=stale", "sort=most_votes"]),
    ("/image-sets/{image_set}/verification", QUEUES),
    ("/image-sets/{image_set}/verification/next", QUEUES),
    ("/image-sets/{image_set}/grid", QUEUES),
    ("/image-sets/{image_set}/next", &["to=verify", "to=label"]),
    ("/next", &["to=verify", "to=label"]),
    ("/verification", QUEUES),
    ("/verification/next", QUEUES),
    ("/snapshots/{snapshot}/diff", &["with=now", "only=changed"]),
];

/// A stream without an end: `a_hidden_vote_is_no_news` holds what it tells.
const STREAM: &str = "/image-sets/{image_set}/live";

/// Scripts and styles, bytes of pictures, which have no labels, and one's sessions, of which each request begins one.
const APART: [&str; 6] = [
    "/account",
    "/static/{name}",
    "/image-sets/{image_set}/archive",
    "/images/{image}/file",
    "/images/{image}/screen",
    "/images/{image}/thumbnail",
];

/// Points are of all sets together, and not promised to be silent.
const POINTS: [&str; 2] = ["/people/", "/teams"];

struct Blind {
    site: Site,
    /// Drawn by Alice.
    label: AnnotationId,
    words: BTreeMap<&'static str, String>,
}

impl Blind {
    async fn new(pool: PgPool) -> Self {
        let site = Site::new(pool).await;
        site.commands.teams.invite(caller(ALICE), site.team, CAROL).await.unwrap();
        site.commands.teams.join(caller(CAROL), site.team).await.unwrap();
        let label = site.draw(ALICE, 100).await;
        let taken = site.post(ALICE, &format!("/image-sets/{}/snapshots", site.set), "name=v1").await;
        let snapshot = last(&taken);
        let export = last(&site.post(ALICE, &format!("/snapshots/{snapshot}/exports"), "format=coco").await);
        site.commands
            .sets
            .change(caller(ALICE), site.set, image_set::Command::BlindVerification)
            .await
            .unwrap();
        let words = BTreeMap::from([
            ("annotation", label.to_string()),
            ("annotation_type", site.ball.to_string()),
            ("bulk_change", nobody().to_string()),
            ("label_import", nobody().to_string()),
            ("export", export),
            ("export_format", nobody().to_string()),
            ("head", site.head().await.to_string()),
            ("image", site.image.to_string()),
            ("image_set", site.set.to_string()),
            ("person", ALICE.to_string()),
            ("snapshot", snapshot),
            ("team", site.team.to_string()),
        ]);
        Self { site, label, words }
    }

    fn addresses(&self) -> Vec<String> {
        let routes = web::ROUTES.iter().copied().flatten();
        let mut addresses = vec![];
        for route in routes
            .filter(|route| route.method == "get" && route.path != STREAM && !APART.contains(&route.path))
        {
            let queries =
                QUERIES.iter().find(|(path, _)| *path == route.path).map_or(&[""][..], |(_, said)| said);
            addresses.extend(queries.iter().map(|query| self.filled(&format!("{}?{query}", route.path))));
        }
        addresses
    }

    /// Every parameter of an address has a value here: a new one is to be thought of.
    fn filled(&self, address: &str) -> String {
        let fill =
            |address: String, (word, value): (&&str, &String)| address.replace(&format!("{{{word}}}"), value);
        let filled = self.words.iter().fold(address.to_owned(), fill);
        assert!(!filled.contains('{'), "no value for {filled}");
        filled
    }

    async fn read(&self, by: domain::AccountId) -> BTreeMap<String, String> {
        project_views(&self.site.commands).await;
        let mut pages = BTreeMap::new();
        for address in self.addresses() {
            let page = self.site.get(by, &address).await;
            pages.insert(address, told(&page));
        }
        pages
    }

    /// Addresses whose pages are others after a vote, for who has not judged and for who governs the set.
    async fn told_by(&self, voter: domain::AccountId, verdict: Verdict) -> [Vec<String>; 2] {
        let before = [self.read(BOB).await, self.read(ALICE).await];
        self.site.vote(voter, self.label, verdict).await;
        let after = [self.read(BOB).await, self.read(ALICE).await];
        [0, 1].map(|who| {
            let differ = before[who].iter().filter(|(address, page)| after[who][*address] != **page);
            differ.map(|(address, _)| address.clone()).collect()
        })
    }
}

fn last(page: &Page) -> String {
    let location = page.location.as_deref().unwrap_or_else(|| panic!("{}", page.html));
    location.rsplit('/').next().unwrap().to_owned()
}

/// What a page says, without what no two have in common: the ids of the next commands, and the log's last position.
fn told(page: &Page) -> String {
    let html = [r#"name="command" value=""#, r#"data-position=""#, "log position "].iter().fold(
        page.html.clone(),
        |html, before| {
            let mut parts = html.split(before);
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |told, part| {
                let rest = part.find(['"', '.']).map_or("", |end| &part[end..]);
                told + before + rest
            })
        },
    );
    format!("{} {:?}\n{html}", page.status, page.location)
}

#[sqlx::test(migrations = "../migrations")]
async fn no_page_tells_of_a_vote_on_what_one_has_not_judged(pool: PgPool) {
    let blind = Blind::new(pool).await;
    for (voter, verdict) in [(CAROL, Reject), (CAROL, Accept), (ALICE, Reject)] {
        let [mut to_bob, to_alice] = blind.told_by(voter, verdict).await;
        to_bob.retain(|address| POINTS.iter().all(|page| !address.starts_with(page)));
        assert!(to_bob.is_empty(), "{verdict:?}: {to_bob:#?}");
        // Whoever governs the set sees it: the test looks where votes are told.
        assert!(to_alice.len() >= 5, "{verdict:?}: {to_alice:#?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_verifier_is_still_asked_about_all_that_they_have_not_judged(pool: PgPool) {
    let blind = Blind::new(pool).await;
    let (site, set) = (&blind.site, blind.site.set);
    site.vote(CAROL, blind.label, Reject).await;
    let choose = site.get(BOB, &format!("/image-sets/{set}/verification")).await.html;
    assert!(
        choose.contains("Everything that waits for your vote") && choose.contains("<strong>1</strong>"),
        "{choose}"
    );
    assert!(
        !choose.contains("People disagree") && !choose.contains("Nobody has verified it yet"),
        "{choose}"
    );
    let next = site.get(BOB, &format!("/image-sets/{set}/verification/next")).await;
    let to = next.location.unwrap();
    assert!(to.starts_with(&format!("/images/{}/verify", site.image)), "{to}");
    let governing = site.get(ALICE, &format!("/image-sets/{set}/verification")).await.html;
    assert!(governing.contains("People disagree"), "{governing}");

    // What they judged is found by what others think of it.
    let disagreed = format!("/image-sets/{set}?only=disagreed");
    let is_found =
        async || site.get(BOB, &disagreed).await.html.contains(&format!("/images/{}?", site.image));
    assert!(!is_found().await);
    site.vote(BOB, blind.label, Accept).await;
    assert!(is_found().await);
    let next = site.get(BOB, &format!("/image-sets/{set}/verification/next")).await;
    assert_eq!(next.location, None, "nothing is left");
}
