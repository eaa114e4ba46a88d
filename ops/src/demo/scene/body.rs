//! Solid things: where a ray meets them, and what colour they have there.

use super::{
    chance::cloud,
    color::{Color, scale},
    vector::{Vector, vector},
};

#[derive(Debug, Clone, Copy)]
pub enum Form {
    Capsule {
        a: Vector,
        b: Vector,
        radius: f32,
    },
    Sphere {
        center: Vector,
        radius: f32,
    },
    /// Half its length, height and width; turned about the vertical.
    Block {
        center: Vector,
        half: Vector,
        turn: f32,
    },
}

#[derive(Debug, Clone, Copy)]
pub enum Skin {
    Plain(Color),
    /// Another colour between two heights.
    Banded {
        base: Color,
        band: Color,
        from: f32,
        to: f32,
    },
    /// White with twelve black patches, rolled by two angles.
    Patches {
        roll: [f32; 2],
    },
    /// One colour with dark seams.
    Seams {
        base: Color,
        roll: [f32; 2],
    },
}

#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub form: Form,
    pub skin: Skin,
    pub shine: f32,
}

/// Where a ray of unit length meets a form.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub distance: f32,
    pub normal: Vector,
}

impl Form {
    pub fn hit(&self, eye: Vector, ray: Vector) -> Option<Hit> {
        match *self {
            Self::Capsule { a, b, radius } => capsule(eye, ray, a, b, radius),
            Self::Sphere { center, radius } => sphere(eye, ray, center, radius),
            Self::Block { center, half, turn } => block(eye, ray, center, half, turn),
        }
    }

    /// Spheres that together cover the outline.
    pub fn outline(&self) -> Vec<(Vector, f32)> {
        match *self {
            Self::Capsule { a, b, radius } => vec![(a, radius), (b, radius)],
            Self::Sphere { center, radius } => vec![(center, radius)],
            Self::Block { center, half, turn } => {
                let signs = [-1.0, 1.0];
                let corner = |x: f32, y: f32, z: f32| {
                    center + turned(vector(half.x * x, half.y * y, half.z * z), turn)
                };
                let corners = signs.into_iter().flat_map(|x| {
                    signs.into_iter().flat_map(move |y| signs.into_iter().map(move |z| (x, y, z)))
                });
                corners.map(|(x, y, z)| (corner(x, y, z), 0.0)).collect()
            }
        }
    }
}

impl Skin {
    /// The colour at a point; `normal` is the place on a ball.
    pub fn color(&self, at: Vector, normal: Vector) -> Color {
        match *self {
            Self::Plain(color) => color,
            Self::Banded { base, band, from, to } => {
                if (from..to).contains(&at.y) {
                    band
                } else {
                    base
                }
            }
            Self::Patches { roll } => {
                let nearest = facing(rolled(normal, roll));
                if nearest > 0.895 {
                    [0.05, 0.05, 0.06]
                } else if nearest > 0.882 {
                    [0.45; 3]
                } else {
                    [0.95; 3]
                }
            }
            Self::Seams { base, roll } => {
                let at = rolled(normal, roll);
                let seam = at.x.abs().min(at.y.abs()).min(at.z.abs()) < 0.035;
                let worn = 0.85 + 0.3 * cloud(at.x * 6.0 + 9.0, at.y * 6.0 + at.z * 3.0);
                scale(base, if seam { 0.45 } else { worn })
            }
        }
    }
}

/// Turned about the vertical.
pub fn turned(v: Vector, turn: f32) -> Vector {
    let (sin, cos) = turn.sin_cos();
    vector(v.x * cos - v.z * sin, v.y, v.x * sin + v.z * cos)
}

fn rolled(v: Vector, [turn, tip]: [f32; 2]) -> Vector {
    let v = turned(v, turn);
    let (sin, cos) = tip.sin_cos();
    vector(v.x * cos - v.y * sin, v.x * sin + v.y * cos, v.z)
}

/// How directly a point of a ball faces the nearest of the twelve corners of an icosahedron.
fn facing(v: Vector) -> f32 {
    const SHORT: f32 = 0.525_731;
    const LONG: f32 = 0.850_651;
    let [x, y, z] = [v.x.abs(), v.y.abs(), v.z.abs()];
    (SHORT * x + LONG * y).max(SHORT * y + LONG * z).max(SHORT * z + LONG * x)
}

fn sphere(eye: Vector, ray: Vector, center: Vector, radius: f32) -> Option<Hit> {
    let way = eye - center;
    let along = ray.dot(way);
    let rest = along * along - way.dot(way) + radius * radius;
    if rest < 0.0 {
        return None;
    }
    let distance = -along - rest.sqrt();
    (distance > 0.0).then(|| Hit { distance, normal: (way + ray * distance) * (1.0 / radius) })
}

fn capsule(eye: Vector, ray: Vector, a: Vector, b: Vector, radius: f32) -> Option<Hit> {
    let (axis, way) = (b - a, eye - a);
    let (length, slant, offset) = (axis.dot(axis), axis.dot(ray), axis.dot(way));
    let square = (length - slant * slant).max(1e-9);
    let linear = length * ray.dot(way) - offset * slant;
    let rest =
        linear * linear - square * (length * way.dot(way) - offset * offset - radius * radius * length);
    if rest < 0.0 {
        return None;
    }
    let distance = (-linear - rest.sqrt()) / square;
    let along = offset + distance * slant;
    if along <= 0.0 {
        return sphere(eye, ray, a, radius);
    } else if along >= length {
        return sphere(eye, ray, b, radius);
    }
    let normal = (way + ray * distance - axis * (along / length)) * (1.0 / radius);
    (distance > 0.0).then_some(Hit { distance, normal })
}

fn block(eye: Vector, ray: Vector, center: Vector, half: Vector, turn: f32) -> Option<Hit> {
    let (way, ray) = (turned(eye - center, -turn), turned(ray, -turn));
    let slab = |from: f32, along: f32, half: f32| {
        let step = 1.0 / if along.abs() < 1e-6 { 1e-6 } else { along };
        ((-from * step) - (half * step).abs(), (-from * step) + (half * step).abs())
    };
    let [x, y, z] = [slab(way.x, ray.x, half.x), slab(way.y, ray.y, half.y), slab(way.z, ray.z, half.z)];
    let (enter, leave) = (x.0.max(y.0).max(z.0), x.1.min(y.1).min(z.1));
    if enter > leave || enter < 0.0 {
        return None;
    }
    let normal = if enter == x.0 {
        vector(-ray.x.signum(), 0.0, 0.0)
    } else if enter == y.0 {
        vector(0.0, -ray.y.signum(), 0.0)
    } else {
        vector(0.0, 0.0, -ray.z.signum())
    };
    Some(Hit { distance: enter, normal: turned(normal, turn) })
}
