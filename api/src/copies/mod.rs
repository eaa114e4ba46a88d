//! Labels taken over from another image.

pub mod make;
