//! The extractors of a handler describe what its operation takes: headers, parameters, a body.

use axum::{
    Extension,
    extract::{Request, State},
    http::HeaderMap,
};
use utoipa::{
    ToSchema,
    openapi::{
        Components, RefOr,
        path::{Operation, Parameter},
    },
};

/// An extractor that says what clients must send for it.
pub trait Described {
    /// Adds it to the operation: nothing, unless said otherwise.
    fn describe(_operation: &mut Operation, _components: &mut Components) {}
}

impl<T> Described for State<T> {}

impl<T> Described for Extension<T> {}

impl Described for HeaderMap {}

impl Described for Request {}

/// A handler whose extractors are the types in the tuple `X`.
pub trait DescribedHandler<X> {
    fn describe(&self, operation: &mut Operation, components: &mut Components);
}

macro_rules! handlers {
    ($(($($X:ident)*))*) => {
        $(impl<Function, Answer, $($X: Described),*> DescribedHandler<($($X,)*)> for Function
        where
            Function: Fn($($X),*) -> Answer,
        {
            fn describe(&self, operation: &mut Operation, components: &mut Components) {
                $($X::describe(operation, components);)*
            }
        })*
    };
}

handlers! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }

/// Adds parameters behind those that are there.
pub fn add_parameters(operation: &mut Operation, parameters: impl IntoIterator<Item = Parameter>) {
    let known = operation.parameters.take().into_iter().flatten();
    let all: Vec<_> = known.chain(parameters.into_iter().map(RefOr::T)).collect();
    operation.parameters = (!all.is_empty()).then_some(all);
}

/// A schema by its name, with all that it refers to.
pub fn add_schema<T: ToSchema>(components: &mut Components) {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    components.schemas.extend(schemas);
}
