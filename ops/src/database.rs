//! The database this process uses: one that was given, or the embedded one.

use std::{future, path::Path};

use crate::{
    Failure,
    config::Config,
    embedded::{Cluster, EmbeddedError},
};

#[derive(Debug)]
pub enum Source {
    Given(String),
    Embedded(Box<Cluster>),
}

impl Source {
    pub async fn open(config: &Config, data: &Path) -> Result<Self, Failure> {
        match &config.database.url {
            Some(url) => Ok(Self::Given(url.reveal().to_owned())),
            None => Ok(Self::Embedded(Box::new(Cluster::start(data).await?))),
        }
    }

    /// For commands beside a running server: its embedded PostgreSQL, if it has one.
    pub async fn join(config: &Config, data: &Path) -> Result<Self, Failure> {
        if config.database.url.is_none()
            && let Some(url) = Cluster::running(data).await
        {
            return Ok(Self::Given(url));
        }
        Self::open(config, data).await
    }

    pub fn url(&self) -> &str {
        match self {
            Self::Given(url) => url,
            Self::Embedded(cluster) => cluster.url(),
        }
    }

    /// Returns when the embedded PostgreSQL is gone for good. A given one may come back; we wait for it.
    pub async fn lost(&mut self) -> EmbeddedError {
        match self {
            Self::Given(_) => future::pending().await,
            Self::Embedded(cluster) => cluster.lost().await,
        }
    }

    /// Returns when the embedded PostgreSQL has written everything and ended.
    pub async fn close(self) {
        if let Self::Embedded(cluster) = self {
            cluster.stop().await;
        }
    }
}
