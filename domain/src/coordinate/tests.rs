//! Nothing is lost on the way to JSON and back.

use proptest::prelude::*;
use serde_json::{from_str, to_string};

use super::{Coordinate, CoordinateError};

const LIMIT: i64 = 1_000_000_000_000;

/// The decimal a person would write.
fn decimal(micro: i64) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let (whole, rest) = (micro.abs() / 1_000_000, micro.abs() % 1_000_000);
    let text = format!("{sign}{whole}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn survives(micro: i64) -> bool {
    let coordinate = Coordinate::from_micro(micro);
    from_str::<Coordinate>(&to_string(&coordinate).unwrap()).unwrap() == coordinate
        && from_str::<Coordinate>(&decimal(micro)).unwrap() == coordinate
        && Coordinate::parse(coordinate.pixels()) == Ok(coordinate)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn every_millionth_of_a_pixel_survives_json(micro in -LIMIT..=LIMIT) {
        prop_assert!(survives(micro));
    }

    #[test]
    fn every_millionth_inside_an_image_survives_json(micro in 0..=16_384_000_000_i64) {
        prop_assert!(survives(micro));
    }

    #[test]
    fn a_coordinate_is_written_as_a_person_would(micro in 10..=LIMIT) {
        prop_assert_eq!(to_string(&Coordinate::from_micro(micro)).unwrap(), decimal(micro));
    }

    #[test]
    fn no_number_is_rounded_silently(pixels in -2e6..2e6_f64) {
        if let Ok(kept) = Coordinate::parse(pixels) {
            prop_assert_eq!(kept.pixels().to_bits(), pixels.to_bits());
        }
    }

    #[test]
    fn the_nearest_coordinate_is_within_half_a_millionth(pixels in -1e6..1e6_f64) {
        let nearest = Coordinate::nearest(pixels).unwrap();
        prop_assert!((nearest.pixels() - pixels).abs() <= 0.5e-6 + 1e-9);
    }

    #[test]
    fn distance_is_the_same_both_ways(a in -LIMIT..=LIMIT, b in -LIMIT..=LIMIT) {
        let (a, b) = (Coordinate::from_micro(a), Coordinate::from_micro(b));
        prop_assert_eq!(a.distance(b), b.distance(a));
        prop_assert!(a.distance(b) >= Coordinate::ZERO);
    }
}

#[test]
fn the_bounds_themselves_survive() {
    for micro in [-LIMIT, LIMIT, 0, 1, -1, 999_999, 1_000_000, 1_000_001] {
        assert!(survives(micro), "{micro}");
    }
    for micro in (0..2_000_000).step_by(97) {
        assert!(survives(micro), "{micro}");
    }
}

#[test]
fn whole_pixels_are_written_without_a_fraction() {
    assert_eq!(to_string(&Coordinate::px(640)).unwrap(), "640");
    assert_eq!(to_string(&Coordinate::px(-3)).unwrap(), "-3");
    assert_eq!(from_str::<Coordinate>("640.0").unwrap(), Coordinate::px(640));
}

#[test]
fn minus_zero_is_zero() {
    assert_eq!(Coordinate::parse(-0.0), Ok(Coordinate::ZERO));
    assert_eq!(to_string(&from_str::<Coordinate>("-0").unwrap()).unwrap(), "0");
    assert_eq!(to_string(&from_str::<Coordinate>("-0.0").unwrap()).unwrap(), "0");
}

#[test]
fn imports_may_take_the_nearest_millionth_but_no_impossible_number() {
    assert_eq!(Coordinate::nearest(0.1 + 0.2).unwrap().micro(), 300_000);
    assert_eq!(Coordinate::nearest(f64::NAN), Err(CoordinateError::NotFinite));
    assert_eq!(Coordinate::nearest(1e308), Err(CoordinateError::TooLarge));
}
