//! All kinds of streams, in one list.

/// Calls a macro with every kind of stream: whatever has to be said of each is made from this list.
///
/// One line is one kind: its type, the module in which its facts are, the type of its ids. To add a kind is to add a line.
/// The order is that in which inline views are written, and so the order in which their tables are locked; new ones go to
/// the end.
///
/// ```
/// use domain::Decider as _;
///
/// macro_rules! names {
///     ($($Stream:ident($module:ident, $Id:ident),)*) => {
///         [$(domain::$module::$Stream::TYPE),*]
///     };
/// }
/// let names = domain::for_each_stream!(names);
/// assert!(names.contains(&"image_set"));
/// ```
#[macro_export]
macro_rules! for_each_stream {
    ($callback:ident) => {
        $callback! {
            Account(account, AccountId),
            Team(team, TeamId),
            AnnotationType(annotation_type, AnnotationTypeId),
            ImageSet(image_set, ImageSetId),
            Image(image, ImageId),
            ExportFormat(export_format, ExportFormatId),
            Snapshot(snapshot, SnapshotId),
            Transfer(transfer, TransferId),
        }
    };
}
