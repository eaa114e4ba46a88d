//! `[storage]`: where images lie, in a folder or in a bucket.

use std::path::{Path, PathBuf};

use commands::blobs::BlobsConfig;
use serde::{Deserialize, Serialize};

use super::{ConfigError, Secret, Section};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Storage {
    /// `objects` below `data_dir` when neither this nor a bucket is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<PathBuf>,
    /// Of any S3-compatible service; the keys below go with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_access_key: Option<Secret>,
    /// For a service on the same machine or network.
    pub allow_http: bool,
}

impl Section for Storage {
    fn checked(&self) -> Result<(), ConfigError> {
        if self.folder.is_some() && self.bucket.is_some() {
            return Err(ConfigError::value("storage", "give either folder or bucket, not both"));
        }
        let keys = [
            ("storage.endpoint", self.endpoint.is_some()),
            ("storage.region", self.region.is_some()),
            ("storage.access_key_id", self.access_key_id.is_some()),
            ("storage.secret_access_key", self.secret_access_key.is_some()),
        ];
        let needed = &keys[2..];
        match &self.bucket {
            Some(_) => refuse(needed.iter().find(|(_, given)| !given), "is needed with storage.bucket"),
            None => refuse(keys.iter().find(|(_, given)| *given), "means nothing without storage.bucket"),
        }
    }
}

impl Storage {
    /// Where, once the choice is made.
    pub fn place(&self, data: &Path) -> BlobsConfig {
        let (Some(bucket), Some(key_id), Some(secret)) =
            (&self.bucket, &self.access_key_id, &self.secret_access_key)
        else {
            return BlobsConfig::Folder { path: self.folder.clone().unwrap_or_else(|| data.join("objects")) };
        };
        BlobsConfig::S3 {
            bucket: bucket.clone(),
            endpoint: self.endpoint.clone(),
            region: self.region.clone().unwrap_or_else(|| "us-east-1".to_owned()),
            key_id: key_id.clone(),
            secret: secret.reveal().to_owned(),
            allow_http: self.allow_http,
        }
    }
}

fn refuse(key: Option<&(&'static str, bool)>, message: &str) -> Result<(), ConfigError> {
    key.map_or(Ok(()), |(key, _)| Err(ConfigError::value(*key, message)))
}
