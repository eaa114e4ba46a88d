//! Queues on pages.

use domain::{
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use sqlx::PgPool;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn labelling_goes_round_until_nothing_is_left(pool: PgPool) {
    let site = Site::new(pool).await;
    let next = |after: &str| format!("/image-sets/{}/next?to=label{after}", site.set);

    let first = site.get(BOB, &next("")).await;
    assert_eq!(first.location, Some(format!("/images/{}?queue=set", site.image)));
    let on = site.get(BOB, &next(&format!("&after={}", site.image))).await;
    assert_eq!(on.location, Some(format!("/images/{}?queue=set", site.other_image)));

    site.draw(BOB, 100).await;
    let round = site.get(BOB, &next(&format!("&after={}", site.other_image))).await;
    assert_eq!(round.location, Some(format!("/images/{}?queue=set", site.other_image)));

    let removed = site.post(ALICE, &format!("/images/{}/removal", site.other_image), "").await;
    assert!(removed.status.is_redirection());
    assert!(site.get(BOB, &next("")).await.html.contains("Nothing left to label"));
}

#[sqlx::test(migrations = "../migrations")]
async fn verifying_leaves_out_what_one_has_judged_or_drawn(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    let next = format!("/image-sets/{}/next?to=verify", site.set);

    assert!(site.get(BOB, &next).await.html.contains("Nothing left to verify"));
    // Nobody has judged it; had people disagreed, it would be more urgent.
    let verify = format!("/images/{}/verify?urgency=1", site.image);
    assert_eq!(site.get(ALICE, &next).await.location.as_ref(), Some(&verify));
    let on = format!(
        r#"data-next="/image-sets/{}/verification/next?after={}&#38;urgency=1""#,
        site.set, site.image
    );
    assert!(site.get(ALICE, &verify).await.html.contains(&on));

    site.vote(ALICE, label, Verdict::Accept).await;
    assert!(site.get(ALICE, &next).await.html.contains("Nothing left to verify"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_queue_of_a_hidden_set_is_hidden(pool: PgPool) {
    let site = Site::new(pool).await;
    let page = site.get(CAROL, &format!("/image-sets/{}/next?to=label", site.set)).await;
    assert_eq!(page.status, 404);
}

#[sqlx::test(migrations = "../migrations")]
async fn all_teams_have_one_queue_and_its_end_says_what_else_waits(pool: PgPool) {
    let site = Site::new(pool).await;

    let first = site.get(BOB, "/next?to=label").await;
    assert_eq!(first.location, Some(format!("/images/{}?queue=teams", site.image)));
    // The same image is not handed to Alice; the page of the first one leads on to what is left.
    let other = site.get(ALICE, "/next?to=label").await;
    assert_eq!(other.location, Some(format!("/images/{}?queue=teams", site.other_image)));
    let page = site.get(BOB, &first.location.unwrap()).await.html;
    assert!(page.contains(&format!(r#"data-next="/next?to=label&#38;after={}""#, site.image)), "{page}");
    let kept = site.get(BOB, &format!("/next?to=label&after={}", site.image)).await;
    assert_eq!(kept.location, Some(format!("/images/{}?queue=teams", site.image)));

    site.draw(BOB, 100).await;
    let kept = site.get(BOB, "/next?to=label").await.html;
    assert!(kept.contains("Others are at the images that are left"), "{kept}");
    let nothing = site.get(CAROL, "/next?to=label").await.html;
    assert!(nothing.contains("Nothing else waits for you"), "{nothing}");
    let verify = site.get(BOB, "/next?to=verify").await.html;
    assert!(verify.contains(r#"href="/next?to=label""#), "{verify}");
}
