//! Blind sets: votes are hidden from those who have not voted.

use domain::{
    image::Verdict,
    image_set,
    testing::{ALICE, BOB},
};
use fixtures::caller;
use sqlx::PgPool;

use crate::{live::listen, site::Site};

const VEILED: &str = "votes are hidden until you have voted";

async fn blind(site: &Site, command: image_set::Command) {
    site.commands.sets.change(caller(ALICE), site.set, command).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn pages_hide_how_others_voted_until_one_has_voted(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    let pages = [format!("/images/{}", site.image), format!("/images/{}/verify", site.image)];
    for path in &pages {
        let open = site.get(ALICE, path).await.html;
        assert!(open.contains(r#"data-accepts="1" data-rejects="0" data-vote="""#), "{open}");
    }

    blind(&site, image_set::Command::BlindVerification).await;
    for path in &pages {
        let hidden = site.get(ALICE, path).await.html;
        assert!(hidden.contains(r#"data-accepts="" data-rejects="" data-vote="""#), "{hidden}");
        assert!(hidden.contains(VEILED) && !hidden.contains("1 accept"), "{hidden}");
        let own = site.get(BOB, path).await.html;
        assert!(own.contains(r#"data-accepts="1" data-rejects="0" data-vote="accept""#), "{own}");
    }

    site.vote(ALICE, label, Verdict::Reject).await;
    for path in &pages {
        let voted = site.get(ALICE, path).await.html;
        assert!(voted.contains(r#"data-accepts="1" data-rejects="1" data-vote="reject""#), "{voted}");
    }
}

/// Pages that look back, with words that only a vote puts there.
fn looking_back(site: &Site, label: domain::AnnotationId) -> [(String, &'static str); 5] {
    let (set, image) = (site.set, site.image);
    [
        (format!("/annotations/{label}/history"), "class=\"rejects\""),
        (format!("/images/{image}/history"), "0 accept, 1 reject"),
        (format!("/image-sets/{set}/history"), "rejected"),
        (format!("/people/{ALICE}"), "rejected"),
        (format!("/image-sets/{set}/annotations"), "0 accept, 1 reject"),
    ]
}

#[sqlx::test(migrations = "../migrations")]
async fn who_has_not_judged_finds_no_votes_by_looking_back_and_who_governs_finds_all(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(ALICE, 100).await;
    site.vote(ALICE, label, Verdict::Reject).await;
    for (path, words) in looking_back(&site, label) {
        let open = site.get(BOB, &path).await.html;
        assert!(open.contains(words), "{path}: {open}");
    }

    blind(&site, image_set::Command::BlindVerification).await;
    for (path, words) in looking_back(&site, label) {
        let hidden = site.get(BOB, &path).await.html;
        assert!(!hidden.contains(words), "{path}: {hidden}");
        let governing = site.get(ALICE, &path).await.html;
        assert!(governing.contains(words), "{path}: {governing}");
    }

    // Who judged may know how others did.
    site.vote(BOB, label, Verdict::Reject).await;
    for (path, words) in looking_back(&site, label) {
        let told = site.get(BOB, &path).await.html;
        let words = words.replace("1 reject", "2 reject");
        assert!(told.contains(&words), "{path}: {told}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn labels_are_not_found_by_votes_that_are_hidden(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await;
    blind(&site, image_set::Command::BlindVerification).await;
    let list = format!("/image-sets/{}/annotations", site.set);
    for query in ["accepts_min=1", "rejects_max=0", "net_min=1", "votes=stale", "sort=most_votes"] {
        let path = format!("{list}?{query}");
        let refused = site.get(BOB, &path).await;
        assert!(
            refused.status == 422 && refused.html.contains("verified blind"),
            "{query}: {}",
            refused.html
        );
        assert_eq!(site.get(ALICE, &path).await.status, 200, "{query}");
    }
    assert_eq!(site.get(BOB, &format!("{list}?revisions_min=1&sort=image")).await.status, 200);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_hidden_vote_is_no_news(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    blind(&site, image_set::Command::BlindVerification).await;
    let before = site.head().await;
    site.vote(BOB, label, Verdict::Reject).await;
    let another = site.draw(BOB, 200).await;

    // The first that Alice hears is the next label; the vote between is silent.
    let path = format!("/image-sets/{}/live?after={before}", site.set);
    let told = listen(&site, "label", &path, None).await;
    assert!(told.contains(&another.to_string()) && !told.contains(&label.to_string()), "{told}");
    assert!(told.contains(r#""accepts":null,"rejects":null"#), "{told}");
}

#[sqlx::test(migrations = "../migrations")]
async fn those_who_govern_a_set_switch_it_and_others_cannot(pool: PgPool) {
    let site = Site::new(pool).await;
    let path = format!("/image-sets/{}/blindness", site.set);
    let refused = site.post(BOB, &path, "blind=true").await;
    assert_eq!(refused.status, 403);
    let page = format!("/image-sets/{}", site.set);
    assert!(!site.get(ALICE, &page).await.html.contains("verified blind"));

    let done = site.post(ALICE, &path, "blind=true").await;
    assert_eq!(done.status, 303);
    assert!(site.get(ALICE, &page).await.html.contains("verified blind"));
    site.post(ALICE, &path, "blind=false").await;
    assert!(!site.get(ALICE, &page).await.html.contains("verified blind"));
}
