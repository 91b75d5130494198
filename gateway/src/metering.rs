//! What is counted and measured, for a collector that asks for it.

use std::time::Duration;

use axum::{Router, http::header, routing::get};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use tokio::net::TcpListener;

/// How long a request takes, in seconds, by powers of about three.
const SECONDS: [f64; 10] = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];
/// How often what was measured is put together.
const PUT_TOGETHER: Duration = Duration::from_secs(5);

/// Counts from here on, and serves `/metrics` on this listener of its own: nobody outside is
/// to read it.
pub fn start(listener: TcpListener) -> Result<(), String> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)
        .map_err(|error| error.to_string())?
        .build_recorder();
    let counts = recorder.handle();
    let upkeep = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|error| error.to_string())?;
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(PUT_TOGETHER);
        loop {
            ticks.tick().await;
            upkeep.run_upkeep();
        }
    });
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    let router = Router::new().route("/metrics", get(async move || (kind, counts.render())));
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "metrics are not served");
        }
    });
    Ok(())
}
