//! A camera that is never tilted sideways, so every row of pixels sees one distance on the ground.

use super::{
    chance::long_side,
    vector::{Vector, vector},
};

/// Nearer than this is not shown.
pub const NEAR: f32 = 0.08;

#[derive(Debug, Clone)]
pub struct Camera {
    pub eye: Vector,
    pub right: Vector,
    pub up: Vector,
    pub forward: Vector,
    /// In pixels.
    pub focal: f32,
    pub width: u32,
    pub height: u32,
}

/// What a pixel sees of the ground: where, how far away, and how much of it along x and z.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    pub x: f32,
    pub z: f32,
    pub distance: f32,
    pub across: [f32; 2],
}

impl Camera {
    /// `turn` from the x axis towards z; `dip` below the horizon; all in radians.
    pub fn new(eye: Vector, turn: f32, dip: f32, view: f32, size: [u32; 2]) -> Self {
        let [width, height] = size;
        let forward = vector(turn.cos() * dip.cos(), -dip.sin(), turn.sin() * dip.cos());
        let right = vector(-turn.sin(), 0.0, turn.cos());
        let up = right.cross(forward);
        let focal = width.max(height) as f32 / 2.0 / (view / 2.0).tan();
        Self { eye, right, up, forward, focal, width, height }
    }

    /// Where a pixel looks; one unit deep.
    pub fn ray(&self, u: f32, v: f32) -> Vector {
        let (across, down) = self.offset(u, v);
        self.forward + self.right * across - self.up * down
    }

    fn offset(&self, u: f32, v: f32) -> (f32, f32) {
        ((u - self.width as f32 / 2.0) / self.focal, (v - self.height as f32 / 2.0) / self.focal)
    }

    /// Across, upwards and forwards from the eye.
    pub fn seen(&self, point: Vector) -> [f32; 3] {
        let way = point - self.eye;
        [way.dot(self.right), way.dot(self.up), way.dot(self.forward)]
    }

    /// The pixel of a point that lies before the camera.
    pub fn pixel(&self, [across, up, deep]: [f32; 3]) -> [f32; 2] {
        [
            self.width as f32 / 2.0 + self.focal * across / deep,
            self.height as f32 / 2.0 - self.focal * up / deep,
        ]
    }

    pub fn project(&self, point: Vector) -> Option<[f32; 2]> {
        let seen = self.seen(point);
        (seen[2] > NEAR).then(|| self.pixel(seen))
    }

    /// The ground under a pixel; `None` at the horizon and above.
    pub fn ground(&self, u: f32, v: f32) -> Option<Spot> {
        let ray = self.ray(u, v);
        if ray.y > -1e-3 {
            return None;
        }
        let distance = -self.eye.y / ray.y;
        let at = self.eye + ray * distance;
        let sideways = self.right * (distance / self.focal);
        let slope = self.eye.y * (-self.up.y / self.focal) / (ray.y * ray.y);
        let onwards = ray * slope - self.up * (distance / self.focal);
        let across = [long_side(sideways.x, onwards.x), long_side(sideways.z, onwards.z)];
        Some(Spot { x: at.x, z: at.z, distance, across })
    }
}
