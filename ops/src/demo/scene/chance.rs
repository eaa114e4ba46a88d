//! Chance that falls the same way every time.

/// A small generator of numbers; the same seed tells the same story on every machine.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Between the two, the second excluded.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * ((self.next() >> 40) as f32 / (1 << 24) as f32)
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.next() >> 33) as usize % count
    }
}

/// A number between 0 and 1 for a place on an integer grid.
pub fn speckle(x: i32, y: i32) -> f32 {
    let mut bits = (x as u32).wrapping_mul(0x85eb_ca6b) ^ (y as u32).wrapping_mul(0xc2b2_ae35);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39);
    ((bits ^ (bits >> 15)) >> 8) as f32 / (1 << 24) as f32
}

/// Smooth noise between 0 and 1; one hill or hollow to a unit.
pub fn cloud(x: f32, y: f32) -> f32 {
    let (column, row) = (floor(x), floor(y));
    let (u, v) = (ease(x - column as f32), ease(y - row as f32));
    let top = mix(speckle(column, row), speckle(column + 1, row), u);
    let bottom = mix(speckle(column, row + 1), speckle(column + 1, row + 1), u);
    mix(top, bottom, v)
}

/// The library's own is a call where the processor is not known to have an instruction for it,
/// and this is asked some hundred million times.
pub fn floor(x: f32) -> i32 {
    let towards_zero = x as i32;
    towards_zero - i32::from((towards_zero as f32) > x)
}

/// What is left above the whole number below.
pub fn fraction(x: f32) -> f32 {
    x - floor(x) as f32
}

/// Length of a right angle's long side; pixels need no more care with extreme numbers.
pub fn long_side(a: f32, b: f32) -> f32 {
    (a * a + b * b).sqrt()
}

pub fn mix(a: f32, b: f32, share: f32) -> f32 {
    a + (b - a) * share
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}
