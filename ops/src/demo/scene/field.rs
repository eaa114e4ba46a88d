//! The carpet and its white lines, in the measures of the humanoid league.

use super::{
    camera::Spot,
    chance::{cloud, fraction, long_side, mix},
    color::{Color, WHITE, blend, scale},
};

/// Half the length and width of the field, to the middle of its outer lines.
pub const LENGTH: f32 = 4.5;
pub const WIDTH: f32 = 3.0;
/// Carpet beyond the outer lines.
pub const MARGIN: f32 = 0.8;
pub const CIRCLE: f32 = 0.75;
/// From the middle.
pub const PENALTY_MARK: f32 = 2.4;
const GOAL_AREA: [f32; 2] = [3.5, 1.5];
const PENALTY_AREA: [f32; 2] = [2.5, 2.5];
const HALF_LINE: f32 = 0.028;

const GRASS: Color = [0.10, 0.36, 0.11];
const FRESH_GRASS: Color = [0.20, 0.50, 0.15];
const FLOOR: Color = [0.27, 0.27, 0.29];

/// The ground's own colour, before light falls on it.
pub fn color(spot: &Spot) -> Color {
    let edge = (LENGTH + MARGIN - spot.x.abs()).min(WIDTH + MARGIN - spot.z.abs());
    let blur = spot.across[0].max(spot.across[1]).max(0.004);
    let carpet = (edge / blur + 0.5).clamp(0.0, 1.0);
    if carpet <= 0.0 {
        return floor(spot);
    }
    let painted =
        blend(grass(spot, blur), WHITE, lines(spot) * mix(0.8, 0.95, cloud(spot.x * 7.0, spot.z * 7.0)));
    blend(floor(spot), painted, carpet)
}

fn floor(spot: &Spot) -> Color {
    scale(FLOOR, mix(0.85, 1.1, cloud(spot.x * 0.7, spot.z * 0.7)))
}

/// Mown in stripes, worn in patches, and with blades where one is near enough to see them.
fn grass(spot: &Spot, blur: f32) -> Color {
    let stripe = ((fraction(spot.x / 1.8) - 0.5).abs() * 24.0 - 6.0).clamp(-1.0, 1.0) * 0.5 + 0.5;
    let patches = cloud(spot.x * 1.1 + 30.0, spot.z * 1.1);
    let tufts = faded(cloud(spot.x * 14.0, spot.z * 14.0), blur / 0.07);
    let blades = faded(cloud(spot.x * 90.0, spot.z * 55.0), blur / 0.016);
    let fresh = 0.12 + 0.26 * stripe + 0.28 * patches + 0.34 * (tufts - 0.5) + 0.75 * (blades - 0.5);
    blend(GRASS, FRESH_GRASS, fresh.clamp(-0.3, 1.25))
}

/// What is smaller than a pixel averages out.
fn faded(noise: f32, pixels: f32) -> f32 {
    mix(noise, 0.5, pixels.clamp(0.0, 1.0))
}

/// How much of the pixel is white. The field is symmetrical, so one quarter tells all.
fn lines(spot: &Spot) -> f32 {
    let (x, z) = (spot.x.abs(), spot.z.abs());
    let [dx, dz] = spot.across;
    if x > LENGTH + 0.1 + dx || z > WIDTH + 0.1 + dz {
        return 0.0;
    }
    let along_z = |at: f32, end: f32| stroke(x - at, dx) * inside(z, end, dz);
    let along_x =
        |at: f32, start: f32, end: f32| stroke(z - at, dz) * inside(x, end, dx) * inside(-x, -start, dx);
    let areas =
        [GOAL_AREA, PENALTY_AREA].map(|[front, side]| along_z(front, side).max(along_x(side, front, LENGTH)));
    let outer = along_z(LENGTH, WIDTH).max(along_x(WIDTH, 0.0, LENGTH));
    let middle = along_z(0.0, WIDTH);
    outer.max(middle).max(areas[0]).max(areas[1]).max(round(x, z, [dx, dz]))
}

fn round(x: f32, z: f32, [dx, dz]: [f32; 2]) -> f32 {
    let radius = long_side(x, z).max(1e-4);
    let circle = stroke(radius - CIRCLE, long_side(dx * x, dz * z) / radius);
    let mark = |from: f32| inside(long_side(x - from, z), 0.03, dx.max(dz));
    circle.max(mark(0.0)).max(mark(PENALTY_MARK))
}

/// The share of a pixel `blur` wide that a line covers whose middle is `away`.
fn stroke(away: f32, blur: f32) -> f32 {
    let blur = blur.max(0.003);
    let left = (away - blur / 2.0).max(-HALF_LINE);
    let right = (away + blur / 2.0).min(HALF_LINE);
    ((right - left) / blur).clamp(0.0, 1.0)
}

fn inside(at: f32, end: f32, blur: f32) -> f32 {
    ((end + HALF_LINE - at) / blur.max(0.003) + 0.5).clamp(0.0, 1.0)
}
