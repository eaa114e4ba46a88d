//! Paths such as `crate::views::Views`, found in the words of the code, also in those handed to macros.

use proc_macro2::{TokenStream, TokenTree};

/// Every path of two names or more, and all names that are called like macros.
pub fn paths(tokens: TokenStream) -> Vec<Vec<String>> {
    let mut found = vec![];
    let mut path = Reader::default();
    for token in tokens {
        match &token {
            TokenTree::Ident(word) => {
                if !path.goes_on() {
                    found.extend(path.end());
                }
                path.names.push(word.to_string());
                path.colons = 0;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => path.colons += 1,
            TokenTree::Punct(mark) if mark.as_char() == '!' && path.names.len() == 1 => {
                found.push(std::mem::take(&mut path).names);
            }
            _ => {
                found.extend(path.end());
            }
        }
        if let TokenTree::Group(group) = token {
            found.extend(paths(group.stream()));
        }
    }
    found.extend(path.end());
    found
}

/// All words.
pub fn words(tokens: TokenStream) -> Vec<String> {
    let word = |token| match token {
        TokenTree::Ident(word) => vec![word.to_string()],
        TokenTree::Group(group) => words(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => vec![],
    };
    tokens.into_iter().flat_map(word).collect()
}

/// A path being read.
#[derive(Default)]
struct Reader {
    names: Vec<String>,
    /// How many came after the last name: two go on with the path, one ends it.
    colons: usize,
}

impl Reader {
    const fn goes_on(&self) -> bool {
        self.colons == 2
    }

    fn end(&mut self) -> Option<Vec<String>> {
        let path = std::mem::take(self).names;
        (path.len() > 1).then_some(path)
    }
}
