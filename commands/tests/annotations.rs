//! From a command to the log and the views, and back.

use commands::ChangeAnnotation;
use domain::{
    AnnotationId,
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{Site, caller, code, fresh, square};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn what_was_drawn_and_judged_is_seen_at_once(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ball, _) = site.draw(ALICE, 100).await.unwrap();
    site.commands.labels.vote(caller(BOB), ball, 1, Verdict::Reject).await.unwrap();

    let lines = site.commands.views().annotations_on(site.image, BOB).await.unwrap();

    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].accepts, lines[0].rejects, lines[0].my_vote), (Some(1), Some(1), Some(false)));
    assert_eq!(lines[0].shape.0, square(100));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_shape_starts_votes_over_and_the_past_stays(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ball, _) = site.draw(ALICE, 100).await.unwrap();
    let before = site.commands.labels.vote(caller(BOB), ball, 1, Verdict::Reject).await.unwrap();
    let change = ChangeAnnotation { shape: Some(square(200)), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(BOB), ball, 1, change).await.unwrap();

    let now = site.commands.views().annotation(ball, ALICE).await.unwrap().unwrap();
    let then = site.commands.views().annotation_as_of(ball, ALICE, before.position).await.unwrap().unwrap();

    assert_eq!((now.revision, now.accepts, now.rejects, now.my_vote), (2, Some(1), Some(0), None));
    assert_eq!((then.revision, then.accepts, then.rejects, then.my_vote), (1, Some(1), Some(1), Some(true)));
    assert_eq!((now.shape.0, then.shape.0), (square(200), square(100)));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_edit_on_an_old_revision_is_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ball, _) = site.draw(ALICE, 100).await.unwrap();
    let change = |x| ChangeAnnotation { shape: Some(square(x)), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(ALICE), ball, 1, change(200)).await.unwrap();

    let refused = site.commands.labels.change(caller(BOB), ball, 1, change(300)).await.unwrap_err();

    assert_eq!(code(&refused), "stale_revision");
}

#[sqlx::test(migrations = "../migrations")]
async fn sixteen_identical_creates_make_one_annotation(pool: PgPool) {
    let site = Site::new(pool).await;
    for round in 0..10 {
        let creates = (0..16).map(|_| site.draw(ALICE, 40 * round));
        let outcomes = futures::future::join_all(creates).await;

        let drawn = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let similar = outcomes
            .iter()
            .filter_map(|o| o.as_ref().err())
            .filter(|e| code(e) == "similar_annotation")
            .count();
        assert_eq!((drawn, similar), (1, 15), "round {round}");
    }
    assert_eq!(site.commands.views().annotations_on(site.image, ALICE).await.unwrap().len(), 10);
}

#[sqlx::test(migrations = "../migrations")]
async fn one_command_id_sent_fifty_times_has_one_effect_and_one_answer(pool: PgPool) {
    let site = Site::new(pool).await;
    let (sender, annotation) = (caller(ALICE), AnnotationId::new(fresh()));
    let head = site.commands.views().log().head().await.unwrap();

    let answers = futures::future::join_all((0..50).map(|_| site.draw_as(sender, annotation, 100))).await;

    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    let first = (answers[0].stream, answers[0].position);
    assert!(answers.iter().all(|answer| (answer.stream, answer.position) == first));
    let seen: Vec<_> = answers.into_iter().filter_map(|answer| answer.seen).collect();
    assert_eq!(seen.len(), 1, "only whoever had the effect saw the label right after");
    assert_eq!((seen[0].revision, &seen[0].shape), (1, &square(100)));
    assert_eq!(site.commands.views().log().head().await.unwrap(), head + 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_command_id_is_not_for_two_commands(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ball, _) = site.draw(ALICE, 100).await.unwrap();
    let sender = caller(BOB);
    site.commands.labels.vote(sender, ball, 1, Verdict::Reject).await.unwrap();

    let other = domain::Name::parse("Hamburg").unwrap();
    let again = site
        .commands
        .teams
        .rename(commands::Caller { account: ALICE, ..sender }, site.team, other)
        .await
        .unwrap_err();

    assert_eq!(code(&again), "command_id_reused");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_update_racing_a_delete_never_brings_the_label_back(pool: PgPool) {
    let site = Site::new(pool).await;
    for round in 0..20 {
        let (ball, _) = site.draw(ALICE, 30 * (round % 20)).await.unwrap();
        let change = ChangeAnnotation { shape: Some(square(30 * round + 8)), ..ChangeAnnotation::default() };
        let (changed, erased) = tokio::join!(
            site.commands.labels.change(caller(BOB), ball, 1, change),
            site.commands.labels.erase(caller(ALICE), ball, 1),
        );
        let alive = site.commands.views().annotation(ball, ALICE).await.unwrap().is_some();
        assert_eq!((changed.is_ok(), erased.is_ok()), (alive, !alive), "round {round}: the second is told");
        if alive {
            site.commands.labels.erase(caller(ALICE), ball, 2).await.unwrap();
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn two_servers_on_one_log_keep_the_rules(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let other = Site {
        commands: fixtures::start(pool.clone(), site.clock.clone()),
        ..Site { pool, commands: site.commands.clone(), clock: site.clock.clone(), ..site }
    };
    for round in 0..15 {
        let creates = (0..8)
            .map(|n| if n % 2 == 0 { site.draw(ALICE, 40 * round) } else { other.draw(ALICE, 40 * round) });
        let outcomes = futures::future::join_all(creates).await;
        assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1, "round {round}: {outcomes:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stranger_sees_and_does_nothing_in_a_private_set(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ball, _) = site.draw(ALICE, 100).await.unwrap();
    let head = site.commands.views().log().head().await.unwrap();

    let drawn = site.draw(CAROL, 300).await.unwrap_err();
    let voted = site.commands.labels.vote(caller(CAROL), ball, 1, Verdict::Accept).await.unwrap_err();

    assert_eq!((code(&drawn), code(&voted)), ("denied", "denied"));
    assert_eq!(site.commands.views().log().head().await.unwrap(), head);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_is_in_its_set_once(pool: PgPool) {
    let site = Site::new(pool).await;

    let twice = futures::future::join_all((0..4).map(|_| site.add_image("b.jpg"))).await;

    assert_eq!(twice.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(twice.iter().filter_map(|o| o.as_ref().err()).all(|e| code(e) == "duplicate_image"));
}

#[sqlx::test(migrations = "../migrations")]
async fn positions_are_dense_under_concurrency(pool: PgPool) {
    let site = Site::new(pool).await;
    let draws = (0..60).map(|n| site.draw(if n % 2 == 0 { ALICE } else { BOB }, n * 10));
    futures::future::join_all(draws).await;

    let (count, least, most): (i64, i64, i64) =
        sqlx::query_as("select count(*), min(position), max(position) from events")
            .fetch_one(&site.pool)
            .await
            .unwrap();

    assert_eq!((least, most), (1, count));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_annotation_id_is_for_one_label_on_whatever_image(pool: PgPool) {
    let site = Site::new(pool).await;
    let other = site.add_image("b.jpg").await.unwrap();
    for round in 0..10 {
        let annotation = AnnotationId::new(fresh());
        let elsewhere = Site {
            image: other,
            commands: site.commands.clone(),
            clock: site.clock.clone(),
            pool: site.pool.clone(),
            ..site
        };

        let (here, there) = tokio::join!(
            site.draw_as(caller(ALICE), annotation, 40 * round),
            elsewhere.draw_as(caller(BOB), annotation, 40 * round)
        );

        let refused = here.err().or(there.err()).expect("one is refused");
        assert_eq!(code(&refused), "exists", "round {round}");
    }
    let (here, there) = (site.image, other);
    let views = site.commands.views();
    let all = views.annotations_on(here, ALICE).await.unwrap().len()
        + views.annotations_on(there, ALICE).await.unwrap().len();
    assert_eq!(all, 10);
}
