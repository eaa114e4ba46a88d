//! Light in the hall: its colour, where it comes from and where it falls.

use super::{
    chance::{Chance, long_side, mix},
    color::{Color, scale, tint},
    vector::{Vector, vector},
};

#[derive(Debug, Clone)]
pub struct Light {
    pub color: Color,
    /// Towards the brightest lamp.
    pub from: Vector,
    /// Where on the ground it is brightest.
    pool: [f32; 2],
    /// How far the corners fall behind the pool.
    falloff: f32,
}

/// Lamps, late sun through windows, cold tubes, a dim evening.
const MOODS: [(Color, f32); 4] = [
    ([1.12, 1.08, 1.00], 0.25),
    ([1.20, 1.05, 0.86], 0.45),
    ([1.00, 1.10, 1.14], 0.20),
    ([0.84, 0.84, 0.86], 0.50),
];

impl Light {
    pub fn new(chance: &mut Chance) -> Self {
        let (color, falloff) = MOODS[chance.below(MOODS.len())];
        Self {
            color: scale(color, chance.between(1.12, 1.34)),
            from: vector(chance.between(-0.6, 0.6), 1.0, chance.between(-0.6, 0.6)).unit(),
            pool: [chance.between(-3.0, 3.0), chance.between(-2.0, 2.0)],
            falloff,
        }
    }

    pub fn on_ground(&self, color: Color, x: f32, z: f32) -> Color {
        let away = long_side(x - self.pool[0], z - self.pool[1]);
        let strength = mix(1.12, 1.12 - self.falloff, (away / 7.0).min(1.0));
        tint(scale(color, strength), self.color)
    }

    /// Lambert and a little shine; the carpet throws green from below.
    pub fn on_body(
        &self,
        color: Color,
        normal: Vector,
        towards_eye: Vector,
        shine: f32,
        height: f32,
    ) -> Color {
        let direct = normal.dot(self.from).max(0.0);
        let sky = 0.5 + 0.5 * normal.y;
        let near_ground = (0.55 + height * 4.0).min(1.0);
        let lit = scale(color, (0.30 + 0.32 * sky + 0.55 * direct) * near_ground);
        let half = (self.from + towards_eye).unit();
        let glint = normal.dot(half).max(0.0).powi(28) * shine;
        let bounce = (1.0 - sky) * 0.10;
        tint([lit[0] + glint, lit[1] + glint + bounce * 0.8, lit[2] + glint], self.color)
    }
}
