//! Twenty-four pictures of robots playing soccer, drawn by the program itself.
//!
//! A small ray caster over a field of the league's measures: what is drawn is known in metres, so
//! the true labels come from the same figures as the pixels. Every start draws the same pictures.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::float_cmp,
    reason = "pictures are made of pixels, and geometry of x, y, z, u and v"
)]

mod ball;
mod body;
mod camera;
mod canvas;
mod chance;
mod color;
mod field;
mod file;
mod goal;
mod hall;
mod hull;
mod labels;
mod light;
mod robot;
mod stage;
mod vector;
mod view;

#[cfg(test)]
mod tests;

use chance::Chance;
use stage::Stage;
use view::View;

/// A picture as a file, with what is truly on it.
#[derive(Debug, Clone)]
pub struct Scene {
    /// `field-01.jpg` to `field-24.jpg`
    pub name: String,
    /// As a camera would store it; one of them lies on its side and says so in its EXIF block.
    pub jpeg: Vec<u8>,
    pub labels: Vec<SceneLabel>,
}

/// One true label, in displayed coordinates and inside the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneLabel {
    /// `ball` (bounding box), `crossing` (point), `goalpost` (line), `line` (multi-line) or
    /// `robot` (polygon).
    pub kind: &'static str,
    pub shape: domain::Shape,
}

/// What decides about a scene: who looks, its displayed size, robots, and the seed of the rest.
struct Recipe(View, [u32; 2], usize, u64);

const SMALL: [u32; 2] = [640, 480];
const MEDIUM: [u32; 2] = [800, 600];
const LARGE: [u32; 2] = [1280, 960];
const WIDE: [u32; 2] = [1920, 1080];
/// Stored lying, shown standing.
const PORTRAIT: [u32; 2] = [720, 960];

const RECIPES: [Recipe; 24] = [
    Recipe(View::Striker, MEDIUM, 2, 1),
    Recipe(View::Touchline, MEDIUM, 4, 2),
    Recipe(View::Close, SMALL, 1, 3),
    Recipe(View::Midfield, MEDIUM, 3, 4),
    Recipe(View::Stands, LARGE, 6, 5),
    Recipe(View::Keeper, SMALL, 3, 6),
    Recipe(View::Striker, SMALL, 1, 7),
    Recipe(View::Touchline, MEDIUM, 3, 8),
    Recipe(View::Close, MEDIUM, 2, 9),
    Recipe(View::Striker, WIDE, 3, 10),
    Recipe(View::Midfield, SMALL, 2, 11),
    Recipe(View::Striker, PORTRAIT, 2, 12),
    Recipe(View::Keeper, MEDIUM, 4, 13),
    Recipe(View::Stands, MEDIUM, 5, 14),
    Recipe(View::Close, SMALL, 1, 15),
    Recipe(View::Striker, LARGE, 3, 16),
    Recipe(View::Midfield, MEDIUM, 4, 17),
    Recipe(View::Touchline, SMALL, 2, 18),
    Recipe(View::Striker, MEDIUM, 0, 19),
    Recipe(View::Keeper, SMALL, 2, 20),
    Recipe(View::Stands, MEDIUM, 6, 21),
    Recipe(View::Close, MEDIUM, 1, 22),
    Recipe(View::Midfield, SMALL, 3, 23),
    Recipe(View::Touchline, LARGE, 5, 24),
];

/// Draws the scenes one after the other, each when it is asked for.
pub fn scenes() -> impl Iterator<Item = Scene> {
    (1..).zip(RECIPES).map(|(number, recipe)| draw(number, &recipe))
}

fn draw(number: u32, &Recipe(view, size, robots, seed): &Recipe) -> Scene {
    let mut chance = Chance::new(seed);
    let stage = Stage::new(view, size, robots, &mut chance);
    let pixels = stage.paint(chance.between(0.012, 0.035));
    let jpeg = file::jpeg(size, pixels, size == PORTRAIT);
    Scene { name: format!("field-{number:02}.jpg"), jpeg, labels: labels::of(&stage) }
}
