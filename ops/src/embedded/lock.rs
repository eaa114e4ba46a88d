//! One server per data folder.

use std::{
    fs::{self, File, TryLockError},
    io::{Seek, SeekFrom, Write},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::{EmbeddedError, error::During, places::Places};

/// How long a predecessor may take to notice that its server is gone.
const NOTICING: Duration = Duration::from_secs(3);
/// How long it may then take to write its last checkpoint.
const STOPPING: Duration = Duration::from_mins(2);

/// Held as long as it lives; the kernel releases it whatever becomes of us.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    pub fn take(places: &Places) -> Result<Self, EmbeddedError> {
        let path = &places.lock;
        let what = || format!("cannot lock {}", path.display());
        let file = File::options().create(true).truncate(false).write(true).open(path).during(what)?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(source)) => return Err(EmbeddedError::Io { what: what(), source }),
                Err(TryLockError::WouldBlock) => wait_for(path, since, &places.data)?,
            }
        }
        let mut lock = Self { file };
        lock.say(&std::process::id().to_string());
        Ok(lock)
    }

    /// Tells a successor that it is worth waiting.
    pub fn stopping(&mut self) {
        self.say(&format!("{} stopping", std::process::id()));
    }

    /// Only for people and successors to read: the lock holds without it.
    fn say(&mut self, words: &str) {
        let _ = self.file.set_len(0);
        let _ = self.file.seek(SeekFrom::Start(0));
        let _ = self.file.write_all(words.as_bytes());
    }
}

fn wait_for(path: &Path, since: Instant, data: &Path) -> Result<(), EmbeddedError> {
    let words = fs::read_to_string(path).unwrap_or_default();
    let patience = if words.ends_with("stopping") { STOPPING } else { NOTICING };
    if since.elapsed() > patience {
        return Err(EmbeddedError::InUse { data: data.to_owned(), holder: words });
    }
    thread::sleep(Duration::from_millis(20));
    Ok(())
}
