//! A humanoid robot of about two feet, standing or walking.

use super::{
    body::{Form, Part, Skin, turned},
    canvas::Canvas,
    chance::Chance,
    color::Color,
    vector::{Vector, vector},
};

/// What the two teams wear, and their markers.
pub const TEAMS: [[Color; 2]; 4] = [
    [[0.10, 0.25, 0.80], [0.80, 0.08, 0.10]],
    [[0.05, 0.55, 0.70], [0.75, 0.08, 0.45]],
    [[0.12, 0.20, 0.55], [0.95, 0.55, 0.05]],
    [[0.08, 0.30, 0.75], [0.70, 0.06, 0.08]],
];

const SHELL: Color = [0.78, 0.79, 0.80];
const JOINT: Color = [0.12, 0.12, 0.13];

#[derive(Debug, Clone)]
pub struct Robot {
    pub at: Vector,
    pub parts: Vec<Part>,
}

/// A robot's own measures: forwards, up, to its right; in metres before it is scaled.
struct Frame {
    at: Vector,
    turn: f32,
    scale: f32,
}

impl Frame {
    fn point(&self, [onward, up, right]: [f32; 3]) -> Vector {
        self.at + turned(vector(onward, up, right) * self.scale, self.turn)
    }

    fn limb(&self, from: [f32; 3], to: [f32; 3], radius: f32, color: Color) -> Part {
        let form = Form::Capsule { a: self.point(from), b: self.point(to), radius: radius * self.scale };
        Part { form, skin: Skin::Plain(color), shine: 0.18 }
    }

    fn block(&self, center: [f32; 3], half: [f32; 3], skin: Skin) -> Part {
        let half = vector(half[0], half[1], half[2]) * self.scale;
        Part { form: Form::Block { center: self.point(center), half, turn: self.turn }, skin, shine: 0.12 }
    }
}

impl Robot {
    pub fn new(at: Vector, turn: f32, team: Color, chance: &mut Chance) -> Self {
        let frame = Frame { at, turn, scale: chance.between(0.85, 1.15) };
        let stride = if chance.below(3) == 0 { 0.0 } else { chance.between(-0.11, 0.11) };
        let shell = if chance.below(2) == 0 { SHELL } else { [0.30, 0.31, 0.33] };
        let mut parts = Vec::new();
        for side in [-1.0, 1.0] {
            leg(&frame, side, stride * side, shell, &mut parts);
            arm(&frame, side, -stride * side, [team, shell], chance.between(0.0, 0.08), &mut parts);
        }
        trunk(&frame, team, shell, &mut parts);
        Self { at, parts }
    }

    pub fn paint(&self, canvas: &mut Canvas) {
        canvas.solid(&self.parts);
    }

    pub fn shade(&self, canvas: &mut Canvas) {
        let aside = canvas.light.from;
        canvas.shadow(self.at, 0.16, 0.62);
        for step in [0.15, 0.32, 0.5] {
            let cast = vector(self.at.x - aside.x * step, 0.0, self.at.z - aside.z * step);
            canvas.shadow(cast, 0.17, 0.22);
        }
    }
}

fn leg(frame: &Frame, side: f32, swing: f32, shell: Color, parts: &mut Vec<Part>) {
    let lift = (swing * 0.35).max(0.0);
    let knee = [swing * 0.6 + 0.035, 0.225 + lift * 0.5, side * 0.072];
    let ankle = [swing, 0.06 + lift, side * 0.075];
    parts.push(frame.block(
        [swing + 0.025, 0.022 + lift, side * 0.078],
        [0.088, 0.022, 0.05],
        Skin::Plain(JOINT),
    ));
    parts.push(frame.limb(ankle, knee, 0.036, shell));
    parts.push(frame.limb(knee, [0.0, 0.40, side * 0.062], 0.043, shell));
    parts.push(frame.limb(
        [knee[0] + 0.012, knee[1], side * 0.055],
        [knee[0] + 0.012, knee[1], side * 0.09],
        0.04,
        JOINT,
    ));
}

fn arm(frame: &Frame, side: f32, swing: f32, [team, shell]: [Color; 2], out: f32, parts: &mut Vec<Part>) {
    let elbow = [swing * 0.7, 0.475, side * (0.175 + out)];
    let hand = [swing + 0.07, 0.36, side * (0.165 + out * 0.6)];
    parts.push(frame.limb([0.0, 0.60, side * 0.145], elbow, 0.033, team));
    parts.push(frame.limb(elbow, hand, 0.027, shell));
    parts.push(frame.limb(hand, [hand[0] + 0.02, hand[1] - 0.02, hand[2]], 0.03, JOINT));
}

fn trunk(frame: &Frame, team: Color, shell: Color, parts: &mut Vec<Part>) {
    let band =
        Skin::Banded { base: team, band: [0.92; 3], from: 0.505 * frame.scale, to: 0.545 * frame.scale };
    parts.push(frame.block([0.0, 0.415, 0.0], [0.058, 0.035, 0.098], Skin::Plain(JOINT)));
    parts.push(frame.block([0.0, 0.53, 0.0], [0.066, 0.085, 0.105], band));
    parts.push(frame.limb([0.0, 0.605, -0.115], [0.0, 0.605, 0.115], 0.05, team));
    parts.push(frame.limb([0.0, 0.63, 0.0], [0.0, 0.69, 0.0], 0.028, JOINT));
    parts.push(frame.limb([0.0, 0.735, -0.025], [0.0, 0.735, 0.025], 0.062, shell));
    parts.push(frame.limb([0.045, 0.745, -0.028], [0.045, 0.745, 0.028], 0.027, [0.03, 0.03, 0.04]));
    parts.push(frame.limb([0.0, 0.80, 0.0], [0.0, 0.805, 0.0], 0.02, team));
}
