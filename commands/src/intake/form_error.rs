//! Why nothing of a form was taken.

use std::error::Error;

use crate::CommandError;

#[derive(Debug, thiserror::Error)]
pub enum FormError {
    #[error("files must come as multipart/form-data")]
    NotAForm,
    /// What exactly is wrong is a library's word, for the operator.
    #[error("the form could not be read: it is cut off, or not as multipart/form-data must be")]
    Malformed(#[source] Box<dyn Error + Send + Sync>),
    #[error("a request may have at most {0} parts")]
    TooMany(u32),
    #[error(transparent)]
    Command(#[from] CommandError),
}

impl From<multer::Error> for FormError {
    fn from(error: multer::Error) -> Self {
        Self::Malformed(error.into())
    }
}
