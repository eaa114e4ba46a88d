//! Where the embedded PostgreSQL keeps what it needs below the data folder.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, chown},
    },
    path::{Path, PathBuf},
};

use super::{EmbeddedError, SystemAccount, error::During};

/// `sun_path` holds 108 bytes on Linux, the last of them NUL; macOS has 104.
const LONGEST_SOCKET: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

#[derive(Debug, Clone)]
pub struct Places {
    pub data: PathBuf,
    /// The cluster itself.
    pub cluster: PathBuf,
    /// Where a cluster is made before it is given its name.
    pub unfinished: PathBuf,
    pub lock: PathBuf,
    pub log: PathBuf,
    pub socket: PathBuf,
}

impl Places {
    pub fn below(data: &Path) -> Result<Self, EmbeddedError> {
        create_data_folder(data).during(|| format!("cannot create {}", data.display()))?;
        let data = data.canonicalize().during(|| format!("cannot enter {}", data.display()))?;
        Ok(Self {
            cluster: data.join("postgres"),
            unfinished: data.join("postgres.unfinished"),
            lock: data.join("postgres.lock"),
            log: data.join("postgres.log"),
            socket: socket_folder(&data),
            data,
        })
    }

    /// Nothing of ours stays outside the data folder.
    pub fn leave(&self) {
        if !self.socket.starts_with(&self.data) {
            let _ = fs::remove_dir(&self.socket);
        }
    }

    pub fn url(&self) -> String {
        format!("postgres:///annals?host={}&user=annals", percent_encoded(&self.socket))
    }
}

/// Nobody else looks in; when we are root, PostgreSQL's account must still pass through.
fn create_data_folder(data: &Path) -> io::Result<()> {
    let mode = if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 };
    fs::DirBuilder::new().recursive(true).mode(mode).create(data)
}

/// Below the data if its name is short enough for a socket, else a short name of its own.
fn socket_folder(data: &Path) -> PathBuf {
    let below = data.join("socket");
    if below.as_os_str().len() + "/.s.PGSQL.5432".len() <= LONGEST_SOCKET {
        return below;
    }
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    PathBuf::from(format!("/tmp/annals-{:016x}", hasher.finish()))
}

/// Makes a folder only `account` may enter, or refuses one that somebody else made first.
pub fn private_folder(folder: &Path, account: &SystemAccount) -> Result<(), EmbeddedError> {
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => chown_to(folder, account)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(source) => {
            return Err(EmbeddedError::Io { what: format!("cannot create {}", folder.display()), source });
        }
    }
    let meta = folder.symlink_metadata().during(|| format!("cannot look at {}", folder.display()))?;
    let ours = meta.is_dir() && meta.uid() == account.user && meta.mode().trailing_zeros() >= 6;
    if ours { Ok(()) } else { Err(EmbeddedError::ForeignFolder { folder: folder.to_owned() }) }
}

fn chown_to(folder: &Path, account: &SystemAccount) -> Result<(), EmbeddedError> {
    if account.other {
        chown(folder, Some(account.user), Some(account.group))
            .during(|| format!("cannot give {} to {}", folder.display(), account.name))?;
    }
    Ok(())
}

/// For a connection URL: libpq and sqlx both read `%20`, only one of them reads `+`.
fn percent_encoded(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_below_a_long_name_moves_to_a_short_one() {
        let long = PathBuf::from(format!("/srv/{}", "x".repeat(100)));
        assert_eq!(socket_folder(Path::new("/srv/annals")), Path::new("/srv/annals/socket"));
        assert!(socket_folder(&long).as_os_str().len() < 40);
        assert_eq!(socket_folder(&long), socket_folder(&long));
    }

    #[test]
    fn a_url_survives_spaces() {
        assert_eq!(percent_encoded(Path::new("/a b/c")), "/a%20b/c");
    }
}
