//! Cookies as browsers send them, read in the same way at both doors.

use cookie::Cookie;

/// The value of a cookie, of all `Cookie` lines of a request. Two of one name are an attempt to confuse us: none counts.
pub fn cookie<'a>(lines: impl Iterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let mut found = lines.flat_map(Cookie::split_parse).flatten().filter(|cookie| cookie.name() == name);
    let (first, second) = (found.next(), found.next());
    first.filter(|_| second.is_none())?.value_raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sid<'a>(lines: &[&'a str]) -> Option<&'a str> {
        cookie(lines.iter().copied(), "sid")
    }

    #[test]
    fn a_cookie_is_found_among_others_on_any_line() {
        assert_eq!(sid(&["sid=x"]), Some("x"));
        assert_eq!(sid(&["theme=dark;sid=x=y", "a="]), Some("x=y"));
        assert_eq!(sid(&["theme=dark", " a=b ; sid=x ;"]), Some("x"));
        assert_eq!(sid(&["ü=1", "nothing; =; sid=x"]), Some("x"));
        assert_eq!(sid(&["__Host-sid=x; SID=y; sid"]), None);
    }

    #[test]
    fn of_two_none_counts() {
        for lines in [&["sid=x; sid=y"][..], &["sid=x", "sid=y"], &["sid=x; sid =x"], &["sid=; sid=x"]] {
            assert_eq!(sid(lines), None);
        }
    }
}
