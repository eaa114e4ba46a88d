//! Annotation types: staff defines what can be labelled.

mod change;
mod define;
mod page;

use domain::SiteAction::DefineAnnotationTypes;

use crate::Access;

routes! {
    get "/annotation-types" Access::Site(DefineAnnotationTypes) => page::show;
    post "/annotation-types" Access::Site(DefineAnnotationTypes) => define::post;
    get "/annotation-types/{annotation_type}" Access::Site(DefineAnnotationTypes) => change::show;
    post "/annotation-types/{annotation_type}" Access::Site(DefineAnnotationTypes) => change::post;
    post "/annotation-types/{annotation_type}/activation" Access::Site(DefineAnnotationTypes) => change::activate;
    post "/annotation-types/{annotation_type}/deactivation" Access::Site(DefineAnnotationTypes) => change::deactivate;
}
