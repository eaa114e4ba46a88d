//! What this door offers, noun by noun.

use domain::{
    Action::{Annotate, Contribute, Export, Govern, Read, Restore, TakeSnapshot},
    SiteAction::DefineAnnotationTypes,
    TeamAction::{self, Create, Manage},
};

use crate::{
    annotation_types, annotations, bulk_changes, copies, export_formats, exports, feed, history, image_sets,
    images, jobs, me, members, openapi,
    route::{
        Ask,
        Needs::{Account, ChangeSet, EditAnnotation, Format, Nothing, Session, Set, Site, Team},
        Route, operations,
    },
    snapshots, tags, teams, tokens, votes,
};

operations! {
    get "/openapi.json" Nothing => openapi::get;
    get "/me" Account => me::get;

    get "/tokens" Session => tokens::list::get;
    post "/tokens" Session => tokens::create::post;
    delete "/tokens/{token}" Session => tokens::revoke::delete;

    get "/teams" Account => teams::list::get;
    post "/teams" Account => teams::found::post;
    get "/teams/{team}" Team(TeamAction::Read) => teams::show::get;
    patch "/teams/{team}" Team(Manage) => teams::rename::patch;
    delete "/teams/{team}" Team(Manage) => teams::archive::delete;
    put "/teams/{team}/membership" Account => members::join::put;
    delete "/teams/{team}/membership" Account => members::leave::delete;
    post "/teams/{team}/invitations" Team(Manage) => members::invite::post;
    delete "/teams/{team}/members/{account}" Team(Manage) => members::expel::delete;
    put "/teams/{team}/admins/{account}" Team(Manage) => members::appoint::put;
    delete "/teams/{team}/admins/{account}" Team(Manage) => members::dismiss::delete;

    get "/annotation-types" Account => annotation_types::list::get;
    post "/annotation-types" Site(DefineAnnotationTypes) => annotation_types::define::post;
    patch "/annotation-types/{annotation_type}" Site(DefineAnnotationTypes) => annotation_types::change::patch;

    get "/image-sets" Account => image_sets::list::get;
    post "/image-sets" Team(Create) => image_sets::create::post;
    get "/image-sets/{image_set}" Set(Read) => image_sets::show::get;
    patch "/image-sets/{image_set}" ChangeSet => image_sets::change::patch;
    delete "/image-sets/{image_set}" Set(Govern) => image_sets::delete::delete;
    post "/image-sets/{image_set}/restoration" Set(Restore) => image_sets::restore::post;
    put "/image-sets/{image_set}/release" Set(Govern) => image_sets::release::put;
    put "/image-sets/{image_set}/team" Set(Govern) => image_sets::hand_over::put;
    put "/image-sets/{image_set}/tags/{tag}" Set(Contribute) => tags::add::put;
    delete "/image-sets/{image_set}/tags/{tag}" Set(Contribute) => tags::remove::delete;

    get "/image-sets/{image_set}/images" Set(Read) => images::list::get;
    post "/image-sets/{image_set}/images" Set(Contribute) => images::upload::post;
    get "/images/{image}" Set(Read) => images::show::get;
    delete "/images/{image}" Set(Govern) => images::remove::delete;
    post "/images/{image}/restoration" Set(Govern) => images::restore::post;
    put "/images/{image}/metadata" Set(Contribute) => images::describe::put;

    get "/image-sets/{image_set}/annotations" Set(Read) => annotations::of_set::get;
    get "/images/{image}/annotations" Set(Read) => annotations::list::get;
    post "/images/{image}/annotations" Set(Annotate) => annotations::draw::post;
    post "/images/{image}/copies" Set(Annotate) => copies::make::post;
    get "/annotations/{annotation}" Set(Read) => annotations::show::get;
    patch "/annotations/{annotation}" EditAnnotation => annotations::change::patch;
    delete "/annotations/{annotation}" EditAnnotation => annotations::erase::delete;
    post "/annotations/{annotation}/restoration" EditAnnotation => annotations::restore::post;
    put "/annotations/{annotation}/vote" Set(Annotate) => votes::cast::put;
    delete "/annotations/{annotation}/vote" Set(Annotate) => votes::withdraw::delete;

    post "/image-sets/{image_set}/bulk-change-previews" Set(Govern) => bulk_changes::preview::post;
    post "/image-sets/{image_set}/bulk-changes" Set(Govern) => bulk_changes::order::post;
    get "/bulk-changes/{bulk_change}" Set(Govern) => bulk_changes::show::get;
    get "/bulk-changes/{bulk_change}/undo" Set(Govern) => bulk_changes::undo::get;
    post "/bulk-changes/{bulk_change}/undo" Set(Govern) => bulk_changes::undo::post;

    get "/image-sets/{image_set}/history" Set(Read) => history::of_set::get;
    get "/images/{image}/history" Set(Read) => history::of_image::get;
    get "/annotations/{annotation}/history" Set(Read) => history::of_annotation::get;
    get "/accounts/{account}/history" Account => history::of_account::get;

    get "/image-sets/{image_set}/snapshots" Set(Read) => snapshots::list::get;
    post "/image-sets/{image_set}/snapshots" Set(TakeSnapshot) => snapshots::take::post;
    get "/snapshots/{snapshot}" Set(Read) => snapshots::show::get;
    patch "/snapshots/{snapshot}" Set(TakeSnapshot) => snapshots::rename::patch;
    delete "/snapshots/{snapshot}" Set(TakeSnapshot) => snapshots::withdraw::delete;
    get "/snapshots/{snapshot}/diff" Set(Read) => snapshots::diff::get;

    post "/snapshots/{snapshot}/exports" Set(Export) => exports::of_snapshot::post;
    post "/image-sets/{image_set}/exports" Set(Export) => exports::of_set::post;
    get "/image-sets/{image_set}/exports" Set(Export) => exports::list::get;
    get "/exports/{export}" Set(Export) => exports::show::get;
    get "/exports/{export}/file" Set(Export) => exports::file::get;

    get "/export-formats" Account => export_formats::list::get;
    post "/teams/{team}/export-formats" Team(Create) => export_formats::define::post;
    get "/export-formats/{export_format}" Format(Ask::Read) => export_formats::show::get;
    put "/export-formats/{export_format}" Format(Ask::Change) => export_formats::revise::put;
    delete "/export-formats/{export_format}" Format(Ask::Change) => export_formats::delete::delete;
    put "/export-formats/{export_format}/sharing" Format(Ask::Change) => export_formats::share::put;
    delete "/export-formats/{export_format}/sharing" Format(Ask::Change) => export_formats::unshare::delete;

    get "/jobs/{job}" Account => jobs::show::get;
    get "/jobs/{job}/live" Account => jobs::live::get;
    get "/feed" Account => feed::read::get;
    get "/feed/live" Account => feed::live::get;
}
