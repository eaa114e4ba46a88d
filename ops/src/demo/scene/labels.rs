//! The true labels of a scene: its measures, seen through its camera.

use std::f32::consts::TAU;

use domain::{Shape, ShapeKind};

use super::{
    SceneLabel,
    camera::{Camera, NEAR},
    field,
    hull::{Pixel, clipped, hull, simplified},
    stage::Stage,
    vector::{Vector, vector},
};

/// Smaller things are not worth a label, in pixels.
const WORTHWHILE: f32 = 7.0;
const ROBOT_NODES: usize = 14;

pub fn of(stage: &Stage) -> Vec<SceneLabel> {
    let eye = Eye { stage, camera: &stage.camera };
    let balls = stage.balls.iter().filter_map(|ball| eye.ball(ball.center, ball.radius));
    let robots = stage.robots.iter().filter_map(|robot| {
        let outline = robot.parts.iter().flat_map(|part| part.form.outline());
        eye.polygon("robot", outline.collect())
    });
    let posts = stage.goals.iter().flat_map(|goal| goal.posts());
    let posts = posts.filter_map(|[foot, top]| eye.path("goalpost", ShapeKind::Line, &[foot, top]));
    let crossings = crossings().into_iter().filter_map(|at| eye.point(at));
    let lines = lines().into_iter().filter_map(|line| eye.path("line", ShapeKind::MultiLine, &line));
    balls.chain(posts).chain(crossings).chain(lines).chain(robots).collect()
}

/// Where outer lines meet each other or the middle line.
fn crossings() -> Vec<Vector> {
    let (x, z) = (field::LENGTH, field::WIDTH);
    [(x, z), (x, -z), (-x, z), (-x, -z), (0.0, z), (0.0, -z)].map(|(x, z)| vector(x, 0.0, z)).to_vec()
}

/// The outer lines, the middle line and the circle.
fn lines() -> Vec<Vec<Vector>> {
    let [a, b, c, d, e, f]: [Vector; 6] = crossings().try_into().expect("there are six");
    let round = |i: u8| {
        let angle = f32::from(i) / 24.0 * TAU;
        vector(angle.cos(), 0.0, angle.sin()) * field::CIRCLE
    };
    vec![vec![a, b], vec![c, d], vec![a, c], vec![b, d], vec![e, f], (0..=23).map(round).collect()]
}

struct Eye<'a> {
    stage: &'a Stage,
    camera: &'a Camera,
}

impl Eye<'_> {
    fn size(&self) -> [f32; 2] {
        [self.camera.width as f32, self.camera.height as f32]
    }

    /// The box around the ball's outline, which is a circle seen from the eye.
    fn ball(&self, center: Vector, radius: f32) -> Option<SceneLabel> {
        let way = self.camera.eye - center;
        let toward = way.unit();
        let one = toward.cross(vector(0.0, 1.0, 0.0)).unit();
        let other = toward.cross(one);
        let nearer = radius * radius / way.length();
        let rim = (radius * radius - nearer * nearer).sqrt();
        let around = (0..48_u8).map(|i| {
            let angle = f32::from(i) / 48.0 * TAU;
            center + toward * nearer + one * (rim * angle.cos()) + other * (rim * angle.sin())
        });
        let seen: Vec<_> = around.map(|at| self.camera.project(at)).collect::<Option<_>>()?;
        let inside = clipped(seen, self.size());
        let edge = |axis: usize, pick: fn(f32, f32) -> f32| inside.iter().map(|at| at[axis]).reduce(pick);
        let [left, top] = [edge(0, f32::min)?, edge(1, f32::min)?];
        let [right, bottom] = [edge(0, f32::max)?, edge(1, f32::max)?];
        let large = right - left >= WORTHWHILE && bottom - top >= WORTHWHILE;
        let shape = shape(ShapeKind::BoundingBox, &[[left, top], [right, bottom]])?;
        (large && !self.is_hidden(center)).then_some(SceneLabel { kind: "ball", shape })
    }

    fn polygon(&self, kind: &'static str, outline: Vec<(Vector, f32)>) -> Option<SceneLabel> {
        let mut points = Vec::new();
        for (center, radius) in outline {
            let [u, v] = self.camera.project(center)?;
            let reach = radius * self.camera.focal / self.camera.seen(center)[2];
            points.extend((0..12_u8).map(|i| {
                let angle = f32::from(i) / 12.0 * TAU;
                [u + reach * angle.cos(), v + reach * angle.sin()]
            }));
        }
        let inside = clipped(simplified(hull(points), ROBOT_NODES), self.size());
        Some(SceneLabel { kind, shape: shape(ShapeKind::Polygon, &inside)? })
    }

    fn point(&self, at: Vector) -> Option<SceneLabel> {
        let [u, v] = self.camera.project(at)?;
        let [width, height] = self.size();
        let inside = (2.0..width - 2.0).contains(&u) && (2.0..height - 2.0).contains(&v);
        let far = (at - self.camera.eye).length() > 7.0;
        if !inside || far || self.is_hidden(at) {
            return None;
        }
        Some(SceneLabel { kind: "crossing", shape: shape(ShapeKind::Point, &[[u, v]])? })
    }

    /// The longest stretch of a path that can be seen.
    fn path(&self, kind: &'static str, form: ShapeKind, path: &[Vector]) -> Option<SceneLabel> {
        let mut stretches: Vec<Vec<Pixel>> = vec![Vec::new()];
        for pair in path.windows(2) {
            let last = stretches.last_mut()?;
            match self.visible(pair[0], pair[1]) {
                Some([from, to]) if last.last() == Some(&from) => last.push(to),
                Some(both) => stretches.push(both.to_vec()),
                None => stretches.push(Vec::new()),
            }
        }
        let length = |path: &Vec<Pixel>| path.windows(2).map(|pair| distance(pair[0], pair[1])).sum::<f32>();
        let longest = stretches.into_iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
        (length(&longest) > 4.0 * WORTHWHILE)
            .then(|| Some(SceneLabel { kind, shape: shape(form, &longest)? }))
            .flatten()
    }

    /// What of a straight piece lies before the camera and inside the picture.
    fn visible(&self, from: Vector, to: Vector) -> Option<[Pixel; 2]> {
        let (a, b) = (self.camera.seen(from), self.camera.seen(to));
        let (near, far) = if a[2] < b[2] { (a, b) } else { (b, a) };
        if far[2] <= NEAR {
            return None;
        }
        let cut = if near[2] < NEAR {
            let share = (NEAR - near[2]) / (far[2] - near[2]);
            [0, 1, 2].map(|i| near[i] + (far[i] - near[i]) * share)
        } else {
            near
        };
        let (a, b) = if a[2] < b[2] { (cut, far) } else { (far, cut) };
        inside(self.camera.pixel(a), self.camera.pixel(b), self.size())
    }

    /// Whether a robot stands before it.
    fn is_hidden(&self, at: Vector) -> bool {
        let way = at - self.camera.eye;
        let (length, ray) = (way.length(), way.unit());
        let parts = self.stage.robots.iter().flat_map(|robot| &robot.parts);
        parts
            .into_iter()
            .any(|part| part.form.hit(self.camera.eye, ray).is_some_and(|hit| hit.distance < length - 0.15))
    }
}

/// The piece of a stretch inside the picture (Liang and Barsky's way).
fn inside(a: Pixel, b: Pixel, [width, height]: [f32; 2]) -> Option<[Pixel; 2]> {
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    for (axis, limit) in [(0, width), (1, height)] {
        let step = b[axis] - a[axis];
        if step.abs() < 1e-6 {
            if !(0.0..=limit).contains(&a[axis]) {
                return None;
            }
            continue;
        }
        let (one, other) = (-a[axis] / step, (limit - a[axis]) / step);
        enter = enter.max(one.min(other));
        leave = leave.min(one.max(other));
    }
    let at = |share: f32| {
        if share <= 0.0 {
            a
        } else if share >= 1.0 {
            b
        } else {
            [0, 1].map(|i| a[i] + (b[i] - a[i]) * share)
        }
    };
    (enter < leave).then(|| [at(enter), at(leave)])
}

fn distance(a: Pixel, b: Pixel) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// As a careful person would click: to the tenth of a pixel.
fn shape(kind: ShapeKind, nodes: &[Pixel]) -> Option<Shape> {
    let mut nodes: Vec<[f64; 2]> =
        nodes.iter().map(|node| node.map(|at| (f64::from(at) * 10.0).round() / 10.0)).collect();
    nodes.dedup();
    if nodes.len() > 1 && nodes.first() == nodes.last() {
        nodes.pop();
    }
    Shape::from_pixels(kind, &nodes).ok()
}
