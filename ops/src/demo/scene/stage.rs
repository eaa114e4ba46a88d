//! What stands on the field in one scene, placed so that it can be seen.

use super::{
    ball::Ball,
    camera::Camera,
    canvas::Canvas,
    chance::Chance,
    field,
    goal::Goal,
    light::Light,
    robot::{Robot, TEAMS},
    vector::{Vector, vector},
    view::View,
};

#[derive(Debug)]
pub struct Stage {
    pub camera: Camera,
    pub light: Light,
    pub balls: Vec<Ball>,
    pub robots: Vec<Robot>,
    pub goals: [Goal; 2],
}

type Painter<'a> = Box<dyn Fn(&mut Canvas) + 'a>;

impl Stage {
    pub fn new(view: View, size: [u32; 2], robots: usize, chance: &mut Chance) -> Self {
        let camera = view.camera(size, chance);
        let light = Light::new(chance);
        let mut stage = Self {
            camera,
            light,
            balls: Vec::new(),
            robots: Vec::new(),
            goals: [Goal { end: 1.0 }, Goal { end: -1.0 }],
        };
        let balls = if chance.below(5) == 0 { 2 } else { 1 };
        for _ in 0..balls {
            if let Some([x, z]) = stage.place([0.2, 0.8], view.rows(), chance, Self::is_free) {
                stage.balls.push(Ball::new([x, z], chance));
            }
        }
        let team = TEAMS[chance.below(TEAMS.len())];
        for number in 0..robots {
            if let Some([x, z]) = stage.place([0.06, 0.94], [0.36, 0.8], chance, Self::has_room) {
                let at = vector(x, 0.0, z);
                let turn = stage.gaze(at, chance);
                stage.robots.push(Robot::new(at, turn, team[number % 2], chance));
            }
        }
        stage
    }

    /// A place on the ground under a random pixel of that part of the picture.
    fn place(
        &self,
        columns: [f32; 2],
        rows: [f32; 2],
        chance: &mut Chance,
        suits: impl Fn(&Self, [f32; 2]) -> bool,
    ) -> Option<[f32; 2]> {
        let (width, height) = (self.camera.width as f32, self.camera.height as f32);
        (0..200).find_map(|_| {
            let u = chance.between(columns[0], columns[1]) * width;
            let v = chance.between(rows[0], rows[1]) * height;
            let spot = self.camera.ground(u, v)?;
            suits(self, [spot.x, spot.z]).then_some([spot.x, spot.z])
        })
    }

    /// Within the lines, and clear of another ball.
    fn is_free(&self, [x, z]: [f32; 2]) -> bool {
        let at = vector(x, 0.0, z);
        let clear = |other: &Ball| self.bearing(other.center, at) > 0.2;
        x.abs() < field::LENGTH && z.abs() < field::WIDTH && self.balls.iter().all(clear)
    }

    /// On the carpet, not too near, and hiding neither a ball nor another robot.
    fn has_room(&self, [x, z]: [f32; 2]) -> bool {
        let at = vector(x, 0.0, z);
        let distance = (at - self.camera.eye).length();
        let on_carpet = x.abs() < field::LENGTH + 0.4 && z.abs() < field::WIDTH + 0.4;
        let goal = self.goals.iter().flat_map(|goal| goal.posts());
        let free_of_posts = goal.into_iter().all(|[foot, _]| (foot - at).length() > 0.4);
        let apart = |other: Vector, gap: f32, beside: f32| {
            let flat = vector(other.x, 0.0, other.z);
            let hidden =
                (other - self.camera.eye).length() > distance && self.bearing(other, at) < beside / distance;
            (flat - at).length() > gap && !hidden
        };
        (1.3..7.5).contains(&distance)
            && on_carpet
            && free_of_posts
            && self.balls.iter().all(|ball| apart(ball.center, 0.3, 0.38))
            && self.robots.iter().all(|robot| apart(robot.at, 0.6, 0.25))
    }

    /// The angle between two things as the camera sees them.
    fn bearing(&self, a: Vector, b: Vector) -> f32 {
        let [a, b] = [a, b].map(|at| {
            let way = at - self.camera.eye;
            vector(way.x, 0.0, way.z).unit()
        });
        a.dot(b).clamp(-1.0, 1.0).acos()
    }

    /// Most robots look at the ball.
    fn gaze(&self, at: Vector, chance: &mut Chance) -> f32 {
        match self.balls.first() {
            Some(ball) if chance.below(4) > 0 => {
                let way = ball.center - at;
                way.z.atan2(way.x) + chance.between(-0.4, 0.4)
            }
            _ => chance.between(0.0, 6.2),
        }
    }

    /// Everything on the ground first, then what is far, then what is near.
    pub fn paint(&self, grain: f32) -> Vec<u8> {
        let mut canvas = Canvas::new(&self.camera, &self.light);
        self.goals.iter().for_each(|goal| goal.shade(&mut canvas));
        self.robots.iter().for_each(|robot| robot.shade(&mut canvas));
        self.balls.iter().for_each(|ball| ball.shade(&mut canvas));

        let mut things: Vec<(Vector, Painter)> = Vec::new();
        for goal in self.goals {
            things.push((goal.middle(), Box::new(move |canvas| goal.paint(canvas))));
        }
        things.extend(
            self.robots.iter().map(|robot| (robot.at, Box::new(|c: &mut Canvas| robot.paint(c)) as Painter)),
        );
        things.extend(
            self.balls.iter().map(|ball| (ball.center, Box::new(|c: &mut Canvas| ball.paint(c)) as Painter)),
        );
        let deep = |at: &Vector| self.camera.seen(*at)[2];
        things.sort_by(|(a, _), (b, _)| deep(b).total_cmp(&deep(a)));
        things.iter().filter(|(at, _)| deep(at) > 0.3).for_each(|(_, paint)| paint(&mut canvas));
        canvas.develop(grain)
    }
}
