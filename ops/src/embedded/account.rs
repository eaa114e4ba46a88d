//! Who runs PostgreSQL: ourselves, or, when we are root (which it refuses), an account without rights.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::EmbeddedError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemAccount {
    pub name: String,
    pub user: u32,
    pub group: u32,
    /// Whether we must step down to it.
    pub other: bool,
}

impl SystemAccount {
    pub fn to_run_as() -> Result<Self, EmbeddedError> {
        let user = rustix::process::geteuid().as_raw();
        if user != 0 {
            let group = rustix::process::getegid().as_raw();
            return Ok(Self { name: "this account".into(), user, group, other: false });
        }
        let known = fs::read_to_string("/etc/passwd").unwrap_or_default();
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Self::listed(&known, name))
            .ok_or(EmbeddedError::NoAccount)
    }

    fn listed(passwd: &str, name: &str) -> Option<Self> {
        let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        let (user, group) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(Self { name: name.into(), user, group, other: true })
    }

    /// The first folder on the way to `path` that this account may not enter.
    pub fn barred_at(&self, path: &Path) -> Option<PathBuf> {
        let mut way: Vec<_> = path.ancestors().filter(|folder| folder.is_dir()).collect();
        way.reverse();
        way.into_iter().find(|folder| !self.may_enter(folder)).map(Path::to_owned)
    }

    fn may_enter(&self, folder: &Path) -> bool {
        let Ok(meta) = fs::metadata(folder) else { return false };
        let bit = if meta.uid() == self.user {
            0o100
        } else if meta.gid() == self.group {
            0o010
        } else {
            0o001
        };
        meta.mode() & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_from_passwd() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/:/usr/sbin/nologin\n";
        let nobody = SystemAccount::listed(passwd, "nobody").unwrap();
        assert_eq!((nobody.user, nobody.group), (65534, 65533));
        assert_eq!(SystemAccount::listed(passwd, "postgres"), None);
    }
}
