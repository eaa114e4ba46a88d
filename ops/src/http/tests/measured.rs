//! Requests are counted and timed by route.

use axum::{Router, body::Body, extract::Request, middleware, routing::get};
use metrics_exporter_prometheus::PrometheusBuilder;
use tower::ServiceExt as _;

use crate::http::measure;

#[tokio::test]
async fn methods_that_clients_make_up_are_counted_as_one() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let _counting = metrics::set_default_local_recorder(&recorder);
    let door = Router::new().route("/page", get(async || "")).layer(middleware::from_fn(measure::each));

    for method in ["GET", "BREW", "WHEN"] {
        let request = Request::builder().method(method).uri("/page").body(Body::empty()).unwrap();
        door.clone().oneshot(request).await.unwrap();
    }

    let page = recorder.handle().render();
    let counted: Vec<_> = page.lines().filter(|line| line.starts_with("http_requests_total{")).collect();
    assert_eq!(counted.len(), 2, "{page}");
    assert!(counted.iter().any(|line| line.contains(r#"method="other""#) && line.ends_with(" 2")), "{page}");
}
