//! A goal: two posts, a bar, and a net one sees through.

use super::{
    body::{Form, Part, Skin},
    camera::Camera,
    canvas::Canvas,
    color::WHITE,
    field,
    vector::{Vector, vector},
};

const HALF_MOUTH: f32 = 1.3;
const HEIGHT: f32 = 1.15;
const DEPTH: f32 = 0.6;
const RADIUS: f32 = 0.052;
const MESH: f32 = 0.11;
const STRING: f32 = 0.007;

/// The goal at the end with this sign.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    pub end: f32,
}

/// A piece of net: a corner and its two sides.
type Net = [Vector; 3];

impl Goal {
    fn at(self, back: f32, height: f32, side: f32) -> Vector {
        vector((field::LENGTH + back) * self.end, height, side)
    }

    /// Foot and top of each post, at their middle.
    pub fn posts(self) -> [[Vector; 2]; 2] {
        [-HALF_MOUTH, HALF_MOUTH].map(|side| [self.at(0.0, 0.0, side), self.at(0.0, HEIGHT + RADIUS, side)])
    }

    pub fn middle(self) -> Vector {
        self.at(0.0, HEIGHT / 2.0, 0.0)
    }

    pub fn paint(self, canvas: &mut Canvas) {
        for [corner, one, other] in self.nets() {
            let corners = [corner, corner + one, corner + other, corner + one + other];
            let camera = canvas.camera.clone();
            canvas.veil(&corners, WHITE, |ray| strings(&camera, ray, [corner, one, other]));
        }
        let bar = |a, b, radius, shade| Part {
            form: Form::Capsule { a, b, radius },
            skin: Skin::Plain([shade; 3]),
            shine: 0.25,
        };
        let mut parts: Vec<_> =
            self.posts().into_iter().map(|[foot, top]| bar(foot, top, RADIUS, 0.93)).collect();
        let [[_, left], [_, right]] = self.posts();
        parts.push(bar(left, right, RADIUS, 0.93));
        let backs = [-HALF_MOUTH, HALF_MOUTH].map(|side| self.at(DEPTH, 0.0, side));
        parts.push(bar(backs[0], backs[1], 0.02, 0.55));
        for (back, [foot, _]) in backs.into_iter().zip(self.posts()) {
            parts.push(bar(back, foot, 0.02, 0.55));
        }
        canvas.solid(&parts);
    }

    pub fn shade(self, canvas: &mut Canvas) {
        for [foot, _] in self.posts() {
            canvas.shadow(foot, 0.10, 0.5);
        }
    }

    fn nets(self) -> [Net; 4] {
        let wide = vector(0.0, 0.0, HALF_MOUTH * 2.0);
        let slope = self.at(0.12, HEIGHT, 0.0) - self.at(DEPTH, 0.0, 0.0);
        let back = self.at(DEPTH, 0.0, -HALF_MOUTH);
        let roof = self.at(0.0, HEIGHT, -HALF_MOUTH);
        let side =
            |z: f32| [self.at(0.0, 0.0, z), vector(DEPTH * self.end, 0.0, 0.0), vector(0.0, HEIGHT, 0.0)];
        [
            [back, wide, slope],
            [roof, wide, vector(0.12 * self.end, 0.0, 0.0)],
            side(-HALF_MOUTH),
            side(HALF_MOUTH),
        ]
    }
}

/// How much of the net's strings a ray meets. The sides are cut off along the slope of the back.
fn strings(camera: &Camera, ray: Vector, [corner, one, other]: Net) -> f32 {
    let normal = one.cross(other).unit();
    let distance = (corner - camera.eye).dot(normal) / ray.dot(normal);
    if !(distance > 0.1 && distance < 30.0) {
        return 0.0;
    }
    let at = camera.eye + ray * distance - corner;
    let (u, v) = (at.dot(one) / one.length(), at.dot(other) / other.length());
    let is_side = one.x.abs() > 0.1;
    let reach =
        if is_side { one.length() - (one.length() - 0.12) * v / other.length() } else { one.length() };
    if u < 0.0 || v < 0.0 || u > reach || v > other.length() {
        return 0.0;
    }
    let pixel = distance / camera.focal / ray.unit().dot(normal).abs().max(0.15);
    let string = |along: f32| {
        let away = (along / MESH - (along / MESH).round()).abs() * MESH;
        let cover = ((STRING / 2.0 + pixel / 2.0 - away) / pixel).clamp(0.0, (STRING / pixel).min(1.0));
        cover.max(0.0)
    };
    (string(u) + string(v)).min(1.0) * 0.75 + 0.03
}
