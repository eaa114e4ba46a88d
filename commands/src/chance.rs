//! The one place outside ids and secrets that asks for chance.

/// Bytes nobody can foretell, from the operating system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::RngCore::fill_bytes(&mut rand::rng(), &mut bytes);
    bytes
}
