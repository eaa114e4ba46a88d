//! What a killed process leaves in a folder: files are written beside their place, as `<name>#<number>`, and no list
//! shows those.

use std::{fs, io, path::Path, time::SystemTime};

/// Removes those that nobody has written to since, and says how many. There may be many folders: do not wait for it.
pub(super) fn sweep(folder: &Path, before: SystemTime) -> io::Result<usize> {
    let mut swept = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            swept += sweep(&entry.path(), before)?;
        } else if is_unfinished(&entry.file_name().to_string_lossy())
            && entry.metadata()?.modified()? < before
        {
            fs::remove_file(entry.path())?;
            swept += 1;
        }
    }
    Ok(swept)
}

fn is_unfinished(name: &str) -> bool {
    let number = name.rsplit_once('#').map(|(_, number)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_kill_left_is_removed_when_it_is_old() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("objects/ab");
        fs::create_dir_all(&deep).unwrap();
        for name in ["abcd#1", "abcd", "notes#x", "notes#"] {
            fs::write(deep.join(name), b"half").unwrap();
        }
        assert_eq!(sweep(home.path(), SystemTime::UNIX_EPOCH).unwrap(), 0);
        let written = fs::metadata(deep.join("abcd#1")).unwrap().modified().unwrap();
        assert_eq!(sweep(home.path(), written + std::time::Duration::from_secs(1)).unwrap(), 1);
        assert_eq!(fs::read_dir(deep).unwrap().count(), 3);
    }
}
