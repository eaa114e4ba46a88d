//! Colours as light, 0 to 1 a channel and beyond.

pub type Color = [f32; 3];

pub const WHITE: Color = [0.93, 0.94, 0.92];

pub fn blend(under: Color, over: Color, share: f32) -> Color {
    [0, 1, 2].map(|i| under[i] + (over[i] - under[i]) * share)
}

pub fn scale(color: Color, factor: f32) -> Color {
    color.map(|channel| channel * factor)
}

pub fn tint(color: Color, by: Color) -> Color {
    [0, 1, 2].map(|i| color[i] * by[i])
}
