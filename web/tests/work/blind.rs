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

#[sqlx::test(migrations = "../migrations")]
async fn the_history_of_a_label_tells_all_votes_and_that_they_were_hidden(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    blind(&site, image_set::Command::BlindVerification).await;

    let history = site.get(ALICE, &format!("/annotations/{label}/history")).await.html;
    assert!(history.contains("bob &#38; co") && history.contains("by drawing it"), "{history}");
    let picture = site.get(ALICE, &format!("/images/{}/history", site.image)).await.html;
    assert!(picture.contains("1 accept, 0 reject"), "{picture}");
    let of_set = site.get(ALICE, &format!("/image-sets/{}/history", site.set)).await.html;
    assert!(of_set.contains("from those who have not voted"), "{of_set}");
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
