//! The verify page, the grid, and the queues.

use commands::{After, QueueTask};
use domain::{
    AnnotationId, Shape,
    filter::{About, Filter, HiddenVotes, LabelCondition, Sample},
    image::Verdict::{Accept, Reject},
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{caller, square};
use projections::verification::{Queue, Within};
use sqlx::PgPool;

use crate::site::{Page, Site, nobody};

/// Nothing is hidden.
const ALL: HiddenVotes = HiddenVotes::none(ALICE);

/// Labels by Bob on one image: disputed, verified by nobody, changed after a vote.
struct Labels {
    disputed: AnnotationId,
    fresh: AnnotationId,
    stale: AnnotationId,
}

async fn labelled(site: &Site) -> Labels {
    site.commands.teams.invite(caller(ALICE), site.team, CAROL).await.unwrap();
    site.commands.teams.join(caller(CAROL), site.team).await.unwrap();
    let labels = Labels {
        fresh: site.draw(BOB, 100).await,
        stale: site.draw(BOB, 200).await,
        disputed: site.draw(BOB, 300).await,
    };
    site.vote(CAROL, labels.disputed, Reject).await;
    site.vote(CAROL, labels.stale, Accept).await;
    reshape(site, labels.stale, square(400)).await;
    labels
}

async fn reshape(site: &Site, label: AnnotationId, shape: Shape) {
    let change = commands::ChangeAnnotation { shape: Some(shape), ..Default::default() };
    site.commands.labels.change(caller(BOB), label, 1, change).await.unwrap();
}

fn queue(site: &Site, about: About) -> Queue {
    Queue { of: ALICE, within: Within::Set(site.set), about, labels: Filter::default() }
}

async fn asked(site: &Site, queue: &Queue) -> Vec<AnnotationId> {
    let labels = site.commands.views().labels_to_verify(queue, &ALL, site.image).await.unwrap();
    labels.into_iter().map(AnnotationId::new).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn queues_ask_about_what_they_say_and_disputed_labels_come_first(pool: PgPool) {
    let site = Site::new(pool).await;
    let Labels { disputed, fresh, stale } = labelled(&site).await;

    assert_eq!(asked(&site, &queue(&site, About::Waiting)).await, [disputed, fresh, stale]);
    assert_eq!(asked(&site, &queue(&site, About::Disagreed)).await, [disputed]);
    assert_eq!(asked(&site, &queue(&site, About::Unverified)).await, [fresh, stale]);
    assert_eq!(asked(&site, &queue(&site, About::Stale)).await, [stale]);
    let views = site.commands.views();
    for (about, count) in
        [(About::Waiting, 3), (About::Disagreed, 1), (About::Unverified, 2), (About::Stale, 1)]
    {
        assert_eq!(
            views.count_to_verify(&queue(&site, about), &ALL, 1000).await.unwrap(),
            count,
            "{about:?}"
        );
        let work = QueueTask::Verify(queue(&site, about));
        let handed = site.commands.queue.next_of_set(ALICE, site.set, &work, After::default()).await.unwrap();
        assert_eq!(handed.map(|handed| handed.image), Some(site.image), "{about:?}");
    }
    let teams = Queue { within: Within::Teams, ..queue(&site, About::Waiting) };
    assert_eq!(views.count_to_verify(&teams, &ALL, 1000).await.unwrap(), 3);
    let narrowed =
        |conditions: Vec<_>| Queue { labels: Filter::of(conditions), ..queue(&site, About::Waiting) };
    let balls_by_bob = vec![LabelCondition::MadeBy(BOB), LabelCondition::Type(site.ball)];
    assert_eq!(asked(&site, &narrowed(balls_by_bob)).await.len(), 3);
    assert!(asked(&site, &narrowed(vec![LabelCondition::MadeBy(CAROL)])).await.is_empty());
    assert!(asked(&site, &narrowed(vec![LabelCondition::Type(nobody().into())])).await.is_empty());

    site.vote(ALICE, disputed, Accept).await;
    assert_eq!(asked(&site, &queue(&site, About::Waiting)).await, [fresh, stale]);
    assert!(asked(&site, &queue(&site, About::Disagreed)).await.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_sample_is_a_part_of_the_labels_and_the_same_one_again(pool: PgPool) {
    let site = Site::new(pool).await;
    for x in 0..60 {
        site.draw(BOB, 10 * x).await;
    }
    let sample = |percent, seed: &str| Queue {
        labels: Filter::of([LabelCondition::Sample(Sample { percent, seed: seed.to_owned() })]),
        ..queue(&site, About::Waiting)
    };
    let half = asked(&site, &sample(50, "a")).await;
    assert!((8..=52).contains(&half.len()), "{}", half.len());
    assert_eq!(asked(&site, &sample(50, "a")).await, half);
    assert_ne!(asked(&site, &sample(50, "b")).await, half);
    let few = asked(&site, &sample(10, "a")).await;
    assert!(few.len() < half.len() && few.iter().all(|label| half.contains(label)));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_choice_counts_each_queue_and_leads_there(pool: PgPool) {
    let site = Site::new(pool).await;
    let Labels { disputed, .. } = labelled(&site).await;
    let set = format!("/image-sets/{}/verification", site.set);

    let choice = site.get(ALICE, &format!("{set}?by={BOB}")).await.html;
    assert!(choice.contains("<strong>3</strong>") && choice.contains("<strong>1</strong>"), "{choice}");
    assert!(choice.contains(&format!("{set}/next?queue=disagreed&#38;by={BOB}")), "{choice}");

    let begin = site.get(ALICE, &format!("{set}/next?queue=disagreed&by={BOB}")).await;
    let image = format!("/images/{}/verify?queue=disagreed&by={BOB}", site.image);
    assert_eq!(begin.location, Some(image.clone()));
    let page = site.get(ALICE, &image).await.html;
    assert!(page.contains(&format!(r#"data-asked="{disputed}""#)), "{page}");
    assert!(page.contains(&format!("{set}/next?queue=disagreed&#38;by={BOB}&#38;after=")), "{page}");

    site.vote(ALICE, disputed, Reject).await;
    let end = site.get(ALICE, &format!("{set}/next?queue=disagreed")).await.html;
    assert!(end.contains("Nothing left to verify in this queue"), "{end}");
    let teams = site.get(ALICE, "/verification/next").await;
    assert_eq!(teams.location, Some(format!("/images/{}/verify?within=teams&urgency=1", site.image)));
}

fn field(page: &Page, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let rest = page.html.split_once(&start).unwrap_or_else(|| panic!("no {name} in {}", page.html)).1;
    rest.split_once('"').unwrap().0.to_owned()
}

async fn votes(site: &Site, label: AnnotationId) -> Vec<(domain::AccountId, bool)> {
    let lines = site.commands.views().votes_on(label).await.unwrap();
    lines.into_iter().map(|line| (line.account.into(), line.accepts)).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_grid_rejects_what_is_marked_accepts_the_rest_and_leaves_what_is_unsure(pool: PgPool) {
    let site = Site::new(pool).await;
    let (wrong, right, unsure) =
        (site.draw(BOB, 100).await, site.draw(BOB, 200).await, site.draw(BOB, 300).await);
    let grid = format!("/image-sets/{}/grid?type={}&size=24", site.set, site.ball);
    let page = site.get(ALICE, &grid).await;
    let (command, shown) = (field(&page, "command"), field(&page, "shown"));
    assert_eq!(shown, format!("{wrong}:1 {right}:1 {unsure}:1"));
    assert_eq!(page.html.matches("<svg").count(), 3, "{}", page.html);

    let form = format!("command={command}&shown={shown}&wrong-{wrong}=on&unsure-{unsure}=on");
    let sent = site.post(ALICE, &grid, &form).await;
    let aside = unsure.uuid().simple();
    let next = sent.location.unwrap();
    let voted = [wrong, right].map(|label| format!("{}:1", label.uuid().simple())).join(".");
    assert_eq!(next, format!("{grid}&aside={aside}&saved=2&gone=0&again=&voted={voted}"));
    let next = site.get(ALICE, &next).await.html;
    assert!(
        next.contains("1 label you were not sure about is put aside") && !next.contains("<svg"),
        "{next}"
    );
    assert_eq!(votes(&site, wrong).await, [(BOB, true), (ALICE, false)]);
    assert_eq!(votes(&site, right).await, [(BOB, true), (ALICE, true)]);
    assert_eq!(votes(&site, unsure).await, [(BOB, true)]);

    let head = site.head().await;
    let again = site.post(ALICE, &grid, &form).await;
    assert!(again.location.unwrap().contains("saved=2"));
    assert_eq!(site.head().await, head, "sent twice, counted once");
    let facts = site.commands.views().log().after(head - 2, 2).await.unwrap();
    assert!(facts.iter().all(|fact| fact.correlation.to_string() == command), "one act");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_changed_while_somebody_looked_gets_no_vote_and_is_shown_again_first(pool: PgPool) {
    let site = Site::new(pool).await;
    let (kept, changed, erased) =
        (site.draw(BOB, 100).await, site.draw(BOB, 200).await, site.draw(BOB, 300).await);
    let grid = format!("/image-sets/{}/grid?type={}&size=12", site.set, site.ball);
    let shown = field(&site.get(ALICE, &grid).await, "shown");
    reshape(&site, changed, square(500)).await;
    site.commands.labels.erase(caller(BOB), erased, 1).await.unwrap();
    site.draw(BOB, 600).await;

    let sent = site.post(ALICE, &grid, &format!("shown={shown}")).await.location.unwrap();
    assert!(sent.contains(&format!("&saved=1&gone=1&again={changed}&voted=")), "{sent}");
    assert_eq!(votes(&site, kept).await, [(BOB, true), (ALICE, true)]);
    assert_eq!(votes(&site, changed).await, [(BOB, true)]);
    let next = site.get(ALICE, &sent).await;
    assert!(field(&next, "shown").starts_with(&format!("{changed}:2 ")), "{}", next.html);
    assert!(next.html.contains("1 label changed while you looked"), "{}", next.html);
    assert!(next.html.contains("1 label had been deleted meanwhile"), "{}", next.html);
}

#[sqlx::test(migrations = "../migrations")]
async fn votes_of_the_page_before_are_taken_back_and_asked_for_again_first(pool: PgPool) {
    let site = Site::new(pool).await;
    let (first, second, changed) =
        (site.draw(BOB, 100).await, site.draw(BOB, 200).await, site.draw(BOB, 300).await);
    let grid = format!("/image-sets/{}/grid?type={}&size=12", site.set, site.ball);
    let shown = field(&site.get(ALICE, &grid).await, "shown");
    let sent = site.post(ALICE, &grid, &format!("shown={shown}")).await.location.unwrap();
    let undo = field(&site.get(ALICE, &sent).await, "undo");
    reshape(&site, changed, square(500)).await;
    site.draw(BOB, 600).await;

    let undone = site.post(ALICE, &grid, &format!("undo={undo}")).await.location.unwrap();

    assert!(undone.contains("&undone=2&"), "{undone}");
    for label in [first, second] {
        assert_eq!(votes(&site, label).await, [(BOB, true)]);
    }
    let next = site.get(ALICE, &undone).await;
    assert!(field(&next, "shown").starts_with(&format!("{first}:1 {second}:1 ")), "{}", next.html);
    assert!(next.html.contains("2 votes taken back"), "{}", next.html);
    for undo in ["x", "x:1"] {
        assert_eq!(site.post(ALICE, &grid, &format!("undo={undo}")).await.status, 422, "{undo}");
    }
    assert_eq!(site.post(CAROL, &grid, &format!("undo={first}:1")).await.status, 404);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_grid_takes_no_more_than_a_page_and_nothing_unreadable(pool: PgPool) {
    let site = Site::new(pool).await;
    let grid = format!("/image-sets/{}/grid", site.set);
    let label = site.draw(BOB, 100).await;
    let many = vec![format!("{label}:1"); 25].join(" ");
    for shown in ["x", "x:1", &format!("{label}"), &format!("{label}:one"), &many] {
        assert_eq!(site.post(ALICE, &grid, &format!("shown={shown}")).await.status, 422, "{shown}");
    }
    assert_eq!(site.post(CAROL, &grid, &format!("shown={label}:1")).await.status, 404);
    assert_eq!(votes(&site, label).await, [(BOB, true)]);
}
