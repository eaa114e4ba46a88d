//! What comes in goes out again, and what is no shape does not come in.

use serde_json::{from_str, to_string};

use super::{Polygon, Shape, many, shape};

#[test]
fn a_shape_is_written_as_it_was_read() {
    for json in [
        r#"{"kind":"bounding_box","points":[[300,50],[400,170]]}"#,
        r#"{"kind":"bounding_box","points":[[300.25,50.01],[400.000001,170.999999]]}"#,
        r#"{"kind":"point","points":[[0,0]]}"#,
        r#"{"kind":"point","points":[[0.1,0.3]]}"#,
        r#"{"kind":"point","points":[[16383.999999,10.9]]}"#,
        r#"{"kind":"line","points":[[1.1,2.2],[3.3,4.4]]}"#,
        r#"{"kind":"multi_line","points":[[1,2],[3,4],[5.5,6]]}"#,
        r#"{"kind":"polygon","points":[[0,0],[10,10],[10,0],[0,10]]}"#,
        r#"{"kind":"not_in_image"}"#,
    ] {
        assert_eq!(to_string(&from_str::<Shape>(json).unwrap()).unwrap(), json);
    }
}

#[test]
fn numbers_may_be_written_in_other_ways() {
    let expected = from_str::<Shape>(r#"{"kind":"point","points":[[10,0.5]]}"#).unwrap();
    for json in [
        r#"{"kind":"point","points":[[10.0,5e-1]]}"#,
        r#"{"points":[[1e1,0.500000]],"kind":"point"}"#,
        "{ \"kind\" : \"point\", \"points\" : [ [ 10.000000000 , 0.50 ] ] }",
    ] {
        assert_eq!(from_str::<Shape>(json).unwrap(), expected);
    }
}

#[test]
fn ten_thousand_points_come_back() {
    let large = shape(Polygon, &many(10_000));
    assert_eq!(from_str::<Shape>(&to_string(&large).unwrap()).unwrap(), large);
}

#[test]
fn negative_coordinates_are_read_so_that_the_image_can_refuse_them() {
    assert!(from_str::<Shape>(r#"{"kind":"point","points":[[-1,-0.5]]}"#).is_ok());
}

fn point(x: &str) -> String {
    format!(r#"{{"kind":"point","points":[[{x},1]]}}"#)
}

#[track_caller]
fn refused(json: &str, because: &str) {
    let error = from_str::<Shape>(json).expect_err(json).to_string();
    assert!(error.contains(because), "{json}: {error}");
}

#[test]
fn what_is_no_number_is_no_coordinate() {
    for x in ["\"10\"", "\"\"", "null", "true", "[]", "{}", "\"1_0\"", "\"NaN\""] {
        refused(&point(x), "invalid type");
    }
    for x in ["NaN", "Infinity", "-Infinity", "1e309", "1_0", "0x10", "01", "1.", ".5", "+1", ""] {
        assert!(from_str::<Shape>(&point(x)).is_err(), "{x}");
    }
    for x in ["1e308", "-1e308", "1e30", "1000001", "9223372036854775808"] {
        refused(&point(x), "between -1,000,000 and 1,000,000");
    }
}

#[test]
fn finer_numbers_are_rounded_to_the_nearest_millionth() {
    for (x, kept) in [
        ("10.1234567", "10.123457"),
        ("10.1234564999", "10.123456"),
        ("-0.0000005000001", "-0.000001"),
        ("1e-7", "0"),
        ("5e-324", "0"),
        ("0.30000000000000004", "0.3"),
        ("999999.9999999", "1000000"),
    ] {
        assert_eq!(from_str::<Shape>(&point(x)).unwrap(), from_str(&point(kept)).unwrap(), "{x}");
    }
}

#[test]
fn a_point_has_two_coordinates() {
    for points in ["[[]]", "[[1]]", "[[1,2,3]]", "[1,2]", "[{\"x\":1,\"y\":2}]", "[null]", "{}", "\"\"", "7"]
    {
        assert!(from_str::<Shape>(&format!(r#"{{"kind":"point","points":{points}}}"#)).is_err(), "{points}");
    }
}

#[test]
fn missing_unknown_and_repeated_keys_are_refused() {
    refused(r#"{"kind":"point"}"#, "points are missing");
    refused(r#"{"points":[[1,2]]}"#, "missing field `kind`");
    refused("{}", "missing field `kind`");
    refused(r#"{"foo":3}"#, "unknown field `foo`");
    refused(r#"{"kind":"point","points":[[1,2]],"foo":3}"#, "unknown field `foo`");
    refused(r#"{"kind":"point","points":[[1,2]],"x1":1}"#, "unknown field `x1`");
    refused(r#"{"kind":"point","kind":"point","points":[[1,2]]}"#, "duplicate field `kind`");
    refused(r#"{"kind":"point","points":[[1,2]],"points":[[3,4]]}"#, "duplicate field `points`");
}

#[test]
fn null_stands_for_nothing() {
    refused("null", "invalid type");
    refused(r#"{"kind":null,"points":[[1,2]]}"#, "invalid type");
    refused(r#"{"kind":"point","points":null}"#, "invalid type");
    refused(r#"{"kind":"not_in_image","points":null}"#, "invalid type");
}

#[test]
fn not_in_image_has_no_points() {
    refused(r#"{"kind":"not_in_image","points":[]}"#, "not_in_image has no points");
    refused(r#"{"kind":"not_in_image","points":[[1,2]]}"#, "not_in_image has no points");
}

#[test]
fn only_the_five_kinds_and_not_in_image_are_known() {
    for kind in ["box", "Point", "BOUNDING_BOX", "", "circle", "not in image"] {
        refused(&format!(r#"{{"kind":"{kind}","points":[[1,2]]}}"#), "kind must be");
    }
}

#[test]
fn the_rules_of_a_kind_hold_on_the_wire_too() {
    refused(r#"{"kind":"bounding_box","points":[[10,10],[0,0]]}"#, "top-left");
    refused(r#"{"kind":"bounding_box","points":[[10,10],[10,10]]}"#, "top-left");
    refused(r#"{"kind":"line","points":[[1,1],[1.0,1e0]]}"#, "equal");
    refused(r#"{"kind":"polygon","points":[[1,1],[2,2]]}"#, "3 or more");
    let nodes: Vec<_> = (0..10_001).map(|n| format!("[{n},1]")).collect();
    refused(&format!(r#"{{"kind":"polygon","points":[{}]}}"#, nodes.join(",")), "at most 10000 points");
}

/// Objects have names for their parts; a list of them is something else.
#[test]
fn a_shape_is_an_object() {
    for json in [r#"["point",[[1,2]]]"#, r#"["not_in_image"]"#, "[]", "\"not_in_image\"", "1", ""] {
        assert!(from_str::<Shape>(json).is_err(), "{json}");
    }
}
