//! Which storage, by configuration.

use std::{path::PathBuf, sync::Arc, time::Duration};

use object_store::{ObjectStore, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem};

use super::BlobError;

/// Where objects are kept.
#[derive(Clone)]
pub enum BlobsConfig {
    Folder {
        path: PathBuf,
    },
    S3 {
        bucket: String,
        /// `None` for Amazon itself.
        endpoint: Option<String>,
        region: String,
        key_id: String,
        secret: String,
        /// For a service on the same machine or network.
        allow_http: bool,
    },
}

impl BlobsConfig {
    pub(super) fn connect(&self) -> Result<Arc<dyn ObjectStore>, BlobError> {
        match self {
            Self::Folder { path } => {
                std::fs::create_dir_all(path)
                    .map_err(|source| BlobError::Folder { path: path.clone(), source })?;
                Ok(Arc::new(LocalFileSystem::new_with_prefix(path)?.with_fsync(true)))
            }
            Self::S3 { bucket, endpoint, region, key_id, secret, allow_http } => {
                let builder = AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_region(region)
                    .with_access_key_id(key_id)
                    .with_secret_access_key(secret)
                    .with_allow_http(*allow_http)
                    .with_retry(retry());
                let builder = match endpoint {
                    Some(endpoint) => builder.with_endpoint(endpoint),
                    None => builder,
                };
                Ok(Arc::new(builder.build()?))
            }
        }
    }
}

/// A person waits for the answer; the default would try for three minutes.
fn retry() -> RetryConfig {
    RetryConfig { max_retries: 4, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() }
}

impl std::fmt::Debug for BlobsConfig {
    /// Without the secret: configurations end up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder { path } => f.debug_struct("Folder").field("path", path).finish(),
            Self::S3 { bucket, endpoint, region, .. } => f
                .debug_struct("S3")
                .field("bucket", bucket)
                .field("endpoint", endpoint)
                .field("region", region)
                .finish_non_exhaustive(),
        }
    }
}
