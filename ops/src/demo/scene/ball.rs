//! Balls as the league plays them.

use super::{
    body::{Form, Part, Skin},
    canvas::Canvas,
    chance::Chance,
    vector::{Vector, vector},
};

#[derive(Debug, Clone, Copy)]
pub struct Ball {
    pub center: Vector,
    pub radius: f32,
    skin: Skin,
}

impl Ball {
    /// Resting at that place.
    pub fn new([x, z]: [f32; 2], chance: &mut Chance) -> Self {
        let radius = chance.between(0.075, 0.11);
        let roll = [chance.between(0.0, 6.2), chance.between(0.0, 6.2)];
        let skin = match chance.below(3) {
            0 => Skin::Seams { base: [0.96, 0.40, 0.05], roll },
            _ => Skin::Patches { roll },
        };
        Self { center: vector(x, radius, z), radius, skin }
    }

    pub fn shade(&self, canvas: &mut Canvas) {
        let aside = canvas.light.from;
        let foot = vector(self.center.x, 0.0, self.center.z);
        canvas.shadow(foot, self.radius * 0.8, 0.65);
        let cast = vector(foot.x - aside.x * self.radius, 0.0, foot.z - aside.z * self.radius);
        canvas.shadow(cast, self.radius * 1.2, 0.4);
    }

    pub fn paint(&self, canvas: &mut Canvas) {
        let form = Form::Sphere { center: self.center, radius: self.radius };
        canvas.solid(&[Part { form, skin: self.skin, shine: 0.35 }]);
    }
}
