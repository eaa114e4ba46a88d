//! The contract of every format: images go through once or more, bytes come out, memory stays small.

use std::io;

use super::{LabelledImage, Report};

/// Takes what a writer puts out: one file after the other, each begun before its bytes.
///
/// Rows come one by one; a sink whose writes are dear gathers them. A template of 64 KiB times a million labels
/// is more than any disk: the sink also says when it is enough.
pub trait Sink: io::Write {
    /// Ends the file before and begins the one at `path`, which has `/` between its folders.
    fn start(&mut self, path: &str) -> io::Result<()>;

    /// Whether anybody still waits for the output: asked for every label, also for one of which nothing is written.
    fn go_on(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes one set down. The same images in the same order give the same bytes.
///
/// Called as the function [`write()`] does: `begin`, then for each of `passes` every image and `end_pass`, then `report`.
/// A format that keeps images and labels apart asks for two passes instead of memory.
pub trait Writer: Send {
    /// How often the images must be gone through.
    fn passes(&self) -> usize {
        1
    }

    fn begin(&mut self, sink: &mut dyn Sink) -> io::Result<()>;

    fn image(&mut self, pass: usize, image: &LabelledImage, sink: &mut dyn Sink) -> io::Result<()>;

    /// The last call finishes the output.
    fn end_pass(&mut self, pass: usize, sink: &mut dyn Sink) -> io::Result<()>;

    /// What the format could not carry; complete after the last pass.
    fn report(&self) -> &Report;
}

/// Writes everything, from a source that can be gone through again.
pub fn write<I: IntoIterator<Item = LabelledImage>>(
    writer: &mut dyn Writer,
    images: impl Fn() -> I,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    writer.begin(sink)?;
    for pass in 0..writer.passes() {
        for image in images() {
            writer.image(pass, &image, sink)?;
        }
        writer.end_pass(pass, sink)?;
    }
    Ok(())
}

/// A sink that keeps everything, for small outputs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Files(Vec<(String, Vec<u8>)>);

impl Files {
    /// Paths and bytes, in the order in which they were written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// One file as text; `None` if it was not written or is none.
    pub fn text(&self, path: &str) -> Option<&str> {
        let (_, bytes) = self.iter().find(|(name, _)| *name == path)?;
        std::str::from_utf8(bytes).ok()
    }
}

impl Sink for Files {
    fn start(&mut self, path: &str) -> io::Result<()> {
        self.0.push((path.to_owned(), vec![]));
        Ok(())
    }
}

impl io::Write for Files {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (_, file) = self.0.last_mut().ok_or_else(|| io::Error::other("no file was started"))?;
        file.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
