//! Outlines in the picture.

/// A place in the picture, in pixels.
pub type Pixel = [f32; 2];

/// The rubber band around the points, clockwise as seen.
pub fn hull(mut points: Vec<Pixel>) -> Vec<Pixel> {
    points.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    let half = |points: &mut dyn Iterator<Item = Pixel>| {
        let mut chain: Vec<Pixel> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && side(a, b, point) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut around = half(&mut points.iter().copied());
    around.extend(half(&mut points.iter().rev().copied()));
    around
}

/// Leaves out corners that change little, until there are few enough to be drawn by hand.
pub fn simplified(mut outline: Vec<Pixel>, most: usize) -> Vec<Pixel> {
    while outline.len() > most {
        let count = outline.len();
        let loss =
            |i: usize| side(outline[(i + count - 1) % count], outline[i], outline[(i + 1) % count]).abs();
        let Some(least) = (0..count).min_by(|a, b| loss(*a).total_cmp(&loss(*b))) else { break };
        outline.remove(least);
    }
    outline
}

/// What of an outline lies inside the picture.
pub fn clipped(outline: Vec<Pixel>, [width, height]: [f32; 2]) -> Vec<Pixel> {
    let edges = [(0, 0.0, 1.0), (0, width, -1.0), (1, 0.0, 1.0), (1, height, -1.0)];
    edges.into_iter().fold(outline, |outline, (axis, limit, sign)| {
        let depth = |point: Pixel| (point[axis] - limit) * sign;
        let mut kept = Vec::new();
        for (i, &here) in outline.iter().enumerate() {
            let before = outline[(i + outline.len() - 1) % outline.len()];
            if (depth(here) >= 0.0) != (depth(before) >= 0.0) {
                let share = depth(before) / (depth(before) - depth(here));
                kept.push([0, 1].map(|i| before[i] + (here[i] - before[i]) * share));
            }
            if depth(here) >= 0.0 {
                kept.push(here);
            }
        }
        kept
    })
}

/// Twice the area of the triangle; its sign tells on which side of `ab` the point lies.
fn side(a: Pixel, b: Pixel, point: Pixel) -> f32 {
    (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
}
