//! What stands around the field: boards, stands with people, the wall, lamps.

use super::{
    camera::Camera,
    chance::{cloud, floor, fraction, long_side, mix, speckle},
    color::{Color, blend, scale},
    vector::Vector,
};

/// Half the length and width of the hall, and its height.
const LENGTH: f32 = 9.0;
const WIDTH: f32 = 7.5;
const CEILING: f32 = 5.2;
const BOARDS: f32 = 0.75;
const STANDS: f32 = 3.0;
const ROW: f32 = 0.42;
const SEAT: f32 = 0.36;

const PAINTS: [Color; 6] = [
    [0.10, 0.22, 0.45],
    [0.86, 0.86, 0.84],
    [0.62, 0.14, 0.14],
    [0.12, 0.14, 0.17],
    [0.88, 0.62, 0.12],
    [0.08, 0.40, 0.42],
];

/// How far the wall is along the ray, and the colour there.
pub fn behind(camera: &Camera, ray: Vector) -> (f32, Color) {
    let reach = |limit: f32, from: f32, along: f32| {
        if along.abs() < 1e-5 { f32::MAX } else { (limit * along.signum() - from) / along }
    };
    let to_end = reach(LENGTH, camera.eye.x, ray.x);
    let to_side = reach(WIDTH, camera.eye.z, ray.z);
    let distance = to_end.min(to_side);
    let at = camera.eye + ray * distance;
    let along = if to_end < to_side { at.z + 40.0 * ray.x.signum() } else { at.x + 90.0 * ray.z.signum() };
    if at.y > CEILING {
        let up = (CEILING - camera.eye.y) / ray.y;
        let above = camera.eye + ray * up;
        return (up, ceiling(above.x, above.z));
    }
    (distance, wall(along, at.y))
}

fn wall(along: f32, height: f32) -> Color {
    if height < BOARDS {
        board(along, height)
    } else if height < STANDS {
        people(along, height)
    } else {
        let shade = 0.30 + 0.08 * (height - STANDS);
        let pillar = if fraction(along / 3.0) < 0.06 { 0.8 } else { 1.0 };
        scale([0.95, 0.97, 1.0], shade * pillar)
    }
}

/// Panels with shapes on them, of nobody's brand.
fn board(along: f32, height: f32) -> Color {
    let panel = floor(along / 2.4);
    let within = along / 2.4 - panel as f32;
    let kind = speckle(panel, 7);
    let paper = PAINTS[(kind * 5.99) as usize];
    let ink = PAINTS[((kind * 5.99) as usize + 1 + (speckle(panel, 8) * 3.99) as usize) % 6];
    let up = height / BOARDS;
    let drawn = match (kind * 40.0) as i32 % 4 {
        0 => fraction(within * 4.5 + up) < 0.25 && (0.25..0.75).contains(&up),
        1 => long_side((within - 0.5) * 3.2, up - 0.5) < 0.34,
        2 => {
            (0.35..0.62).contains(&up)
                && (0.12..0.88).contains(&within)
                && speckle((within * 26.0) as i32, panel) > 0.3
        }
        _ => {
            (within - 0.2).abs() * 3.2 + (up - 0.5).abs() < 0.33
                || ((0.42..0.56).contains(&up) && within > 0.4 && within < 0.9)
        }
    };
    let frame = !(0.012..0.988).contains(&within) || !(0.05..0.95).contains(&up);
    scale(
        if frame {
            [0.08; 3]
        } else if drawn {
            ink
        } else {
            paper
        },
        0.72,
    )
}

/// Heads and shirts in rows, out of focus.
fn people(along: f32, height: f32) -> Color {
    let line = floor((height - BOARDS) / ROW);
    let row = line as f32;
    let up = (height - BOARDS) / ROW - row;
    let shifted = along / SEAT + row * 0.37;
    let column = floor(shifted);
    let dark = scale([0.16, 0.17, 0.20], mix(0.8, 1.2, row / 6.0));
    if speckle(column, line) < 0.22 {
        let back = if up < 0.45 { [0.20, 0.24, 0.34] } else { dark };
        return back;
    }
    let sway = (speckle(column, line + 50) - 0.5) * 0.3;
    let off = shifted - column as f32 - 0.5 - sway;
    let cloth = 0.10 + 0.30 * speckle(column + 5, line + 17);
    // Most clothes are nearly grey.
    let shirt = [1, 2, 3].map(|i| cloth + 0.16 * speckle(column + i * 100, line + i * 31) - 0.03);
    let skin = scale([0.50, 0.39, 0.33], mix(0.45, 1.05, speckle(column + 9, line)));
    let head = long_side(off / 0.26, (up - 0.70) / 0.26);
    let body = long_side(off / 0.44, (up - 0.10) / 0.42);
    let soft = |away: f32| ((1.25 - away) / 0.5).clamp(0.0, 1.0);
    blend(blend(dark, shirt, soft(body)), skin, soft(head))
}

fn ceiling(x: f32, z: f32) -> Color {
    let lamp = fraction(x / 2.6) < 0.42 && fraction(z / 3.2) < 0.12;
    if lamp { [1.25, 1.25, 1.22] } else { scale([0.30, 0.31, 0.33], mix(0.85, 1.1, cloud(x, z))) }
}
