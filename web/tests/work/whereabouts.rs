//! Where somebody is: what is asked, what is left, and images by their number.

use axum::http::StatusCode;
use domain::testing::{ALICE, BOB, CAROL};
use fixtures::caller;
use sqlx::PgPool;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn the_line_says_what_is_asked_and_how_much_is_left(pool: PgPool) {
    let site = Site::new(pool).await;
    let place = async |query: &str| site.get(BOB, &format!("/images/{}/place{query}", site.image)).await.html;
    let says = |html: &str, asked: &str, left: Option<i64>| {
        let left = left.map(|left| format!(r#"<strong id="left">{left} left</strong>"#));
        let is_left = left.map_or_else(|| !html.contains("id=\"left\""), |left| html.contains(&left));
        assert!(html.contains(&format!("<span>{asked}</span>")) && is_left, "{asked}: {html}");
    };

    says(&place("").await, "all images", None);
    says(&place(&format!("?without={}", site.ball)).await, "images without ball", Some(2));
    says(&place("?only=unlabelled&name=a").await, "images without labels, whose name contains a", Some(1));
    says(&place("?name=a").await, "images whose name contains a", None);
    says(&place("?queue=set").await, "images without labels", Some(2));

    site.draw(BOB, 100).await;
    says(&place(&format!("?without={}", site.ball)).await, "images without ball", Some(1));
    says(&place("?queue=teams").await, "images without labels", Some(1));

    let main = domain::image_set::Command::SetMainAnnotationType { annotation_type: Some(site.ball) };
    site.commands.sets.change(caller(ALICE), site.set, main).await.unwrap();
    says(&place("?queue=set").await, "images without ball", Some(1));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_is_found_by_its_number_among_those_asked_for(pool: PgPool) {
    let site = Site::new(pool).await;
    let to = async |query: &str| site.get(BOB, &format!("/image-sets/{}/image?{query}", site.set)).await;
    let address = async |query: &str| to(query).await.location.unwrap();

    assert_eq!(address("number=1").await, format!("/images/{}", site.image));
    assert_eq!(address("number=2&type=x").await, format!("/images/{}", site.other_image));
    assert_eq!(address("number=99").await, format!("/images/{}", site.other_image), "the last one");

    site.draw(BOB, 100).await;
    let without = format!("without={}", site.ball);
    let first = format!("/images/{}?{without}", site.other_image);
    assert_eq!(address(&format!("number=1&{without}")).await, first, "the first of those without");

    for number in ["", "0", "-1", "x", "1.5", "99999999999999999999"] {
        let refused = to(&format!("number={number}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(refused.html.contains("Number must be that of an image"), "{}", refused.html);
    }
    let none = to("number=1&name=nobody-is-called-so").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_may_not_see_the_set_learns_neither(pool: PgPool) {
    let site = Site::new(pool).await;
    for path in [format!("/images/{}/place", site.image), format!("/image-sets/{}/image?number=1", site.set)]
    {
        assert_eq!(site.get(CAROL, &path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_ne!(site.get(ALICE, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
