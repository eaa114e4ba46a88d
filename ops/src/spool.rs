//! `spool` in the data folder: uploads and exports on their way, on the disk that has room for them (`/tmp` may be
//! memory). Each process has a folder of its own there. Who was killed leaves one behind; the next to start removes it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Held while folders are made and removed, so that none is taken for left behind before its process holds it.
const TURN: &str = "turn";
/// In each folder; held by its process as long as it lives, whatever ends it.
const HELD: &str = "held";

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    _held: File,
}

/// Has this process gather its temporary files below the data folder. The first call counts.
pub fn gather_in(data: &Path) -> io::Result<()> {
    static OURS: OnceLock<Folder> = OnceLock::new();
    if OURS.get().is_none() {
        let folder = take(&data.join("spool"))?;
        // Refused if it was said before: then it is so already.
        let _ = tempfile::env::override_temp_dir(&OURS.get_or_init(|| folder).path);
    }
    Ok(())
}

/// Removes what nobody holds, and makes a folder that is held.
fn take(spool: &Path) -> io::Result<Folder> {
    fs::create_dir_all(spool)?;
    let turn = lock_file(&spool.join(TURN))?;
    turn.lock()?;
    for entry in fs::read_dir(spool)? {
        let folder = entry?.path();
        if folder.is_dir()
            && is_left_behind(&folder)
            && let Err(error) = fs::remove_dir_all(&folder)
        {
            tracing::warn!(%error, folder = %folder.display(), "cannot remove what a killed process left behind");
        }
    }
    let path = tempfile::Builder::new().prefix("process-").tempdir_in(spool)?.keep();
    let held = lock_file(&path.join(HELD))?;
    held.lock()?;
    Ok(Folder { path, _held: held })
}

/// Whoever cannot find out leaves it alone.
fn is_left_behind(folder: &Path) -> bool {
    lock_file(&folder.join(HELD)).is_ok_and(|file| file.try_lock().is_ok())
}

fn lock_file(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_removed_and_what_a_living_one_has_stays() {
        let data = tempfile::tempdir().unwrap();
        let spool = data.path().join("spool");
        let (killed, living) = (take(&spool).unwrap(), take(&spool).unwrap());
        let (left, needed) = (killed.path.join("upload"), living.path.join("upload"));
        fs::write(&left, "half a picture").unwrap();
        fs::write(&needed, "half a picture").unwrap();
        let ended = killed.path.clone();
        drop(killed);

        let next = take(&spool).unwrap();

        assert!(!ended.exists());
        assert_eq!(fs::read_to_string(needed).unwrap(), "half a picture");
        assert_ne!(next.path, living.path);
    }

    #[test]
    fn what_somebody_put_beside_the_folders_is_left_alone() {
        let data = tempfile::tempdir().unwrap();
        let spool = data.path().join("spool");
        fs::create_dir(&spool).unwrap();
        fs::write(spool.join("note.txt"), "whose is this?").unwrap();
        take(&spool).unwrap();
        assert!(spool.join("note.txt").exists());
    }
}
