//! Where the cameras stand: what players and people at the side see.

use super::{
    camera::Camera,
    chance::Chance,
    vector::{Vector, vector},
};

/// Who looks.
#[derive(Debug, Clone, Copy)]
pub enum View {
    Striker,
    Midfield,
    Touchline,
    Stands,
    Close,
    Keeper,
}

impl View {
    pub fn camera(self, size: [u32; 2], chance: &mut Chance) -> Camera {
        let mut any = |low, high| chance.between(low, high);
        let (eye, target, view) = match self {
            Self::Striker => (
                vector(any(0.2, 2.0), any(0.65, 1.15), any(-1.7, 1.7)),
                vector(4.5, any(0.1, 0.4), any(-0.7, 0.7)),
                any(1.05, 1.25),
            ),
            Self::Midfield => (
                vector(any(-3.6, -2.0), any(0.7, 1.2), any(-1.8, 1.8)),
                vector(any(0.2, 1.4), 0.1, any(-0.5, 0.5)),
                any(1.0, 1.2),
            ),
            Self::Touchline => (
                vector(any(-2.5, 2.5), any(1.1, 1.7), -3.7),
                vector(any(-0.8, 0.8), 0.0, any(0.0, 0.7)),
                any(1.1, 1.3),
            ),
            Self::Stands => (
                vector(any(-5.6, -4.6), any(1.9, 2.6), any(-4.2, -3.4)),
                vector(any(0.4, 1.4), 0.0, any(0.2, 0.9)),
                any(1.0, 1.2),
            ),
            Self::Close => (
                vector(any(1.2, 2.6), any(0.55, 0.75), any(-1.5, 1.5)),
                vector(4.2, -0.3, any(-1.0, 1.0)),
                any(0.95, 1.1),
            ),
            Self::Keeper => (
                vector(any(3.7, 4.4), any(0.65, 0.9), any(-0.8, 0.8)),
                vector(any(0.0, 1.0), 0.05, any(-0.8, 0.8)),
                any(1.05, 1.25),
            ),
        };
        aim(mirrored(eye, target, chance.below(2) == 1), view, size)
    }

    /// Where a ball looks well, as shares of the picture's height.
    pub const fn rows(self) -> [f32; 2] {
        match self {
            Self::Close => [0.66, 0.82],
            Self::Stands | Self::Touchline => [0.50, 0.82],
            _ => [0.58, 0.84],
        }
    }
}

/// The other half of the field, for variety.
fn mirrored(eye: Vector, target: Vector, other: bool) -> [Vector; 2] {
    [eye, target].map(|at| if other { vector(-at.x, at.y, -at.z) } else { at })
}

fn aim([eye, target]: [Vector; 2], view: f32, size: [u32; 2]) -> Camera {
    let way = target - eye;
    let dip = (-way.y).atan2(way.x.hypot(way.z));
    Camera::new(eye, way.z.atan2(way.x), dip, view, size)
}
