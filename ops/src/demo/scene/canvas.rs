//! The picture while it is being painted.

use super::{
    body::Part,
    camera::{Camera, NEAR},
    chance::{long_side, speckle},
    color::{Color, blend, scale},
    field, hall,
    light::Light,
    vector::Vector,
};

/// Samples along one side of a pixel, where solid things are.
const FINE: usize = 2;

pub struct Canvas<'a> {
    pub camera: &'a Camera,
    pub light: &'a Light,
    pixels: Vec<Color>,
}

/// Columns and rows, the ends excluded.
type Area = [usize; 4];

impl<'a> Canvas<'a> {
    /// With the hall and the field on it.
    pub fn new(camera: &'a Camera, light: &'a Light) -> Self {
        let mut pixels = Vec::with_capacity((camera.width * camera.height) as usize);
        for row in 0..camera.height {
            for column in 0..camera.width {
                pixels.push(backdrop(camera, light, column as f32 + 0.5, row as f32 + 0.5));
            }
        }
        Self { camera, light, pixels }
    }

    /// Darkens the ground where something stands.
    pub fn shadow(&mut self, center: Vector, radius: f32, strength: f32) {
        for [column, row] in cells(self.area(center, radius * 1.6)) {
            let Some(spot) = self.camera.ground(column as f32 + 0.5, row as f32 + 0.5) else { continue };
            let away = long_side(spot.x - center.x, spot.z - center.z) / radius;
            if away < 1.6 {
                let pixel = self.pixel(column, row);
                *pixel = scale(*pixel, 1.0 - strength * (1.0 - away * away / 2.56).powi(3));
            }
        }
    }

    /// Lays something thin over the picture, as much as `cover` says of each ray.
    pub fn veil(&mut self, around: &[Vector], color: Color, cover: impl Fn(Vector) -> f32) {
        for [column, row] in cells(self.area_of(around)) {
            let ray = self.camera.ray(column as f32 + 0.5, row as f32 + 0.5);
            let share = cover(ray);
            if share > 0.0 {
                let pixel = self.pixel(column, row);
                *pixel = blend(*pixel, color, share);
            }
        }
    }

    /// Paints one thing made of parts over everything painted before.
    pub fn solid(&mut self, parts: &[Part]) {
        let areas: Vec<Area> = parts.iter().map(|part| self.area_around(&part.form.outline())).collect();
        let whole = areas.iter().copied().reduce(union).unwrap_or_default();
        let stride = whole[2].saturating_sub(whole[0]) * FINE;
        let mut samples = vec![(f32::MAX, [0.0; 3]); stride * whole[3].saturating_sub(whole[1]) * FINE];
        for (part, area) in parts.iter().zip(&areas) {
            for row in (area[1] - whole[1]) * FINE..(area[3] - whole[1]) * FINE {
                for column in (area[0] - whole[0]) * FINE..(area[2] - whole[0]) * FINE {
                    let fine = |whole: usize, at: usize| whole as f32 + (at as f32 + 0.5) / FINE as f32;
                    self.sample(
                        part,
                        fine(whole[0], column),
                        fine(whole[1], row),
                        &mut samples[row * stride + column],
                    );
                }
            }
        }
        for [column, row] in cells(whole) {
            let corner = (row - whole[1]) * FINE * stride + (column - whole[0]) * FINE;
            let four = [0, 1, stride, stride + 1].map(|step| samples[corner + step]);
            let pixel = self.pixel(column, row);
            let under = *pixel;
            let sum = four.map(|(distance, color)| if distance < f32::MAX { color } else { under });
            *pixel = [0, 1, 2].map(|i| sum.iter().map(|color| color[i]).sum::<f32>() / 4.0);
        }
    }

    fn sample(&self, part: &Part, u: f32, v: f32, sample: &mut (f32, Color)) {
        let ray = self.camera.ray(u, v).unit();
        let Some(hit) = part.form.hit(self.camera.eye, ray).filter(|hit| hit.distance < sample.0) else {
            return;
        };
        let at = self.camera.eye + ray * hit.distance;
        let color = part.skin.color(at, hit.normal);
        *sample = (hit.distance, self.light.on_body(color, hit.normal, ray * -1.0, part.shine, at.y));
    }

    /// The finished picture: brighter in the middle, with a sensor's noise.
    pub fn develop(&self, grain: f32) -> Vec<u8> {
        let (width, height) = (self.camera.width as f32, self.camera.height as f32);
        let mut bytes = Vec::with_capacity(self.pixels.len() * 3);
        for (at, color) in self.pixels.iter().enumerate() {
            let (column, row) = (at as u32 % self.camera.width, at as u32 / self.camera.width);
            let off = long_side(column as f32 / width - 0.5, row as f32 / height - 0.5);
            let noise = (speckle(column as i32, row as i32) - 0.5) * grain;
            for channel in color {
                // A soft shoulder instead of burnt-out lights.
                let light = channel * (1.06 - 0.42 * off * off * 2.0);
                let shown =
                    if light > 0.8 { 0.8 + 0.2 * (1.0 - (-(light - 0.8) * 4.0).exp()) } else { light };
                bytes.push(((shown + noise) * 255.0) as u8);
            }
        }
        bytes
    }

    fn pixel(&mut self, column: usize, row: usize) -> &mut Color {
        &mut self.pixels[row * self.camera.width as usize + column]
    }

    fn area(&self, center: Vector, radius: f32) -> Area {
        let seen = self.camera.seen(center);
        if seen[2] - radius < NEAR {
            return [0, 0, self.camera.width as usize, self.camera.height as usize];
        }
        let [u, v] = self.camera.pixel(seen);
        let reach = self.camera.focal * radius / (seen[2] - radius) + 2.0;
        self.clip([u - reach, v - reach, u + reach, v + reach])
    }

    /// A long bar needs no room for the sphere around it.
    fn area_around(&self, outline: &[(Vector, f32)]) -> Area {
        let areas = outline.iter().map(|(center, radius)| self.area(*center, *radius));
        areas.reduce(union).unwrap_or_default()
    }

    fn area_of(&self, points: &[Vector]) -> Area {
        let all: Option<Vec<_>> = points.iter().map(|point| self.camera.project(*point)).collect();
        let Some(all) = all else { return [0, 0, self.camera.width as usize, self.camera.height as usize] };
        let edge = |axis: usize, pick: fn(f32, f32) -> f32| {
            all.iter().map(|at| at[axis]).reduce(pick).unwrap_or(0.0)
        };
        self.clip([edge(0, f32::min), edge(1, f32::min), edge(0, f32::max) + 1.0, edge(1, f32::max) + 1.0])
    }

    fn clip(&self, [left, top, right, bottom]: [f32; 4]) -> Area {
        let (width, height) = (self.camera.width as f32, self.camera.height as f32);
        [left.clamp(0.0, width), top.clamp(0.0, height), right.clamp(0.0, width), bottom.clamp(0.0, height)]
            .map(|edge| edge as usize)
    }
}

fn union(a: Area, b: Area) -> Area {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn cells([left, top, right, bottom]: Area) -> impl Iterator<Item = [usize; 2]> {
    (top..bottom).flat_map(move |row| (left..right).map(move |column| [column, row]))
}

fn backdrop(camera: &Camera, light: &Light, u: f32, v: f32) -> Color {
    let ray = camera.ray(u, v);
    let (wall, color) = hall::behind(camera, ray);
    match camera.ground(u, v).filter(|spot| spot.distance < wall) {
        Some(spot) => light.on_ground(field::color(&spot), spot.x, spot.z),
        None => super::color::tint(color, light.color),
    }
}
