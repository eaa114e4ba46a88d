//! What this door offers, noun by noun: `name: method address right => handler`.

use domain::{
    Action::{Annotate, Contribute, Export, Govern, Read, Restore, TakeSnapshot},
    SiteAction::DefineAnnotationTypes,
    TeamAction::{self, Create, Manage},
};

use crate::{
    annotation_types, annotations, bulk_changes, copies, description, export_formats, exports, feed, history,
    image_sets, images, jobs, label_imports, me, members,
    route::{
        Ask,
        Needs::{
            Account, ChangeSet, DeleteExport, EditAnnotation, Format, Nothing, Session, Set, Site, Team,
        },
        Route, operations,
    },
    snapshots, tags, teams, tokens, votes,
};

operations! {
    "description" {
        read_description: get "/openapi.json" Nothing => description::read;
    }
    "people" {
        read_me: get "/me" Account => me::read;
    }
    "tokens" {
        list_tokens: get "/tokens" Session => tokens::list;
        create_token: post "/tokens" Session => tokens::create;
        revoke_token: delete "/tokens/{token}" Session => tokens::revoke;
    }
    "teams" {
        list_teams: get "/teams" Account => teams::list;
        found_team: post "/teams" Account => teams::found;
        read_team: get "/teams/{team}" Team(TeamAction::Read) => teams::show;
        rename_team: patch "/teams/{team}" Team(Manage) => teams::rename;
        archive_team: delete "/teams/{team}" Team(Manage) => teams::archive;
    }
    "members" {
        join_team: put "/teams/{team}/membership" Account => members::join;
        leave_team: delete "/teams/{team}/membership" Account => members::leave;
        invite_to_team: post "/teams/{team}/invitations" Team(Manage) => members::invite;
        expel_from_team: delete "/teams/{team}/members/{account}" Team(Manage) => members::expel;
        appoint_team_admin: put "/teams/{team}/admins/{account}" Team(Manage) => members::appoint;
        dismiss_team_admin: delete "/teams/{team}/admins/{account}" Team(Manage) => members::dismiss;
    }
    "annotation types" {
        list_annotation_types: get "/annotation-types" Account => annotation_types::list;
        define_annotation_type: post "/annotation-types" Site(DefineAnnotationTypes) => annotation_types::define;
        change_annotation_type: patch "/annotation-types/{annotation_type}" Site(DefineAnnotationTypes) => annotation_types::change::change;
    }
    "image sets" {
        list_image_sets: get "/image-sets" Account => image_sets::list;
        create_image_set: post "/image-sets" Team(Create) => image_sets::lifecycle::create;
        read_image_set: get "/image-sets/{image_set}" Set(Read) => image_sets::show;
        change_image_set: patch "/image-sets/{image_set}" ChangeSet => image_sets::change::change;
        delete_image_set: delete "/image-sets/{image_set}" Set(Govern) => image_sets::lifecycle::delete;
        restore_image_set: post "/image-sets/{image_set}/restoration" Set(Restore) => image_sets::lifecycle::restore;
        release_image_set: put "/image-sets/{image_set}/release" Set(Govern) => image_sets::lifecycle::release;
        hand_over_image_set: put "/image-sets/{image_set}/team" Set(Govern) => image_sets::lifecycle::hand_over;
        tag_image_set: put "/image-sets/{image_set}/tags/{tag}" Set(Contribute) => tags::add;
        untag_image_set: delete "/image-sets/{image_set}/tags/{tag}" Set(Contribute) => tags::remove;
    }
    "images" {
        list_images: get "/image-sets/{image_set}/images" Set(Read) => images::list;
        upload_images: post "/image-sets/{image_set}/images" Set(Contribute) => images::upload::upload;
        download_images: get "/image-sets/{image_set}/archive" Set(Read) => images::files::archive;
        read_image: get "/images/{image}" Set(Read) => images::show;
        read_image_file: get "/images/{image}/file" Set(Read) => images::files::original;
        read_image_screen: get "/images/{image}/screen" Set(Read) => images::files::screen;
        read_image_thumbnail: get "/images/{image}/thumbnail" Set(Read) => images::files::thumbnail;
        remove_image: delete "/images/{image}" Set(Govern) => images::remove;
        restore_image: post "/images/{image}/restoration" Set(Govern) => images::restore;
        describe_image: put "/images/{image}/metadata" Set(Contribute) => images::describe;
    }
    "annotations" {
        list_annotations_of_set: get "/image-sets/{image_set}/annotations" Set(Read) => annotations::of_set;
        draw_annotations: post "/image-sets/{image_set}/annotations" Set(Annotate) => annotations::batch::draw;
        list_annotations_on_image: get "/images/{image}/annotations" Set(Read) => annotations::list;
        draw_annotation: post "/images/{image}/annotations" Set(Annotate) => annotations::draw::draw;
        delete_annotations: post "/images/{image}/erasures" Set(Annotate) => annotations::erasures::erase;
        copy_annotations: post "/images/{image}/copies" Set(Annotate) => copies::make;
        read_annotation: get "/annotations/{annotation}" Set(Read) => annotations::show;
        change_annotation: patch "/annotations/{annotation}" EditAnnotation => annotations::change::change;
        delete_annotation: delete "/annotations/{annotation}" EditAnnotation => annotations::change::erase;
        restore_annotation: post "/annotations/{annotation}/restoration" EditAnnotation => annotations::change::restore;
    }
    "votes" {
        vote_on_annotation: put "/annotations/{annotation}/vote" Set(Annotate) => votes::cast;
        withdraw_vote: delete "/annotations/{annotation}/vote" Set(Annotate) => votes::withdraw;
    }
    "label imports" {
        preview_label_import: post "/image-sets/{image_set}/label-import-previews" Set(Annotate) => label_imports::order::preview;
        import_labels: post "/image-sets/{image_set}/label-imports" Set(Annotate) => label_imports::order::order;
        read_label_import: get "/label-imports/{label_import}" Set(Govern) => label_imports::show::show;
    }
    "bulk changes" {
        preview_bulk_change: post "/image-sets/{image_set}/bulk-change-previews" Set(Govern) => bulk_changes::order::preview;
        order_bulk_change: post "/image-sets/{image_set}/bulk-changes" Set(Govern) => bulk_changes::order::order;
        list_bulk_changes: get "/image-sets/{image_set}/bulk-changes" Set(Read) => bulk_changes::list::list;
        read_bulk_change: get "/bulk-changes/{bulk_change}" Set(Govern) => bulk_changes::show::show;
        preview_undo: get "/bulk-changes/{bulk_change}/undo" Set(Govern) => bulk_changes::undo::preview;
        undo_bulk_change: post "/bulk-changes/{bulk_change}/undo" Set(Govern) => bulk_changes::undo::order;
    }
    "history" {
        read_history_of_set: get "/image-sets/{image_set}/history" Set(Read) => history::of_set;
        read_history_of_image: get "/images/{image}/history" Set(Read) => history::of_image;
        read_history_of_annotation: get "/annotations/{annotation}/history" Set(Read) => history::of_annotation;
        read_history_of_account: get "/accounts/{account}/history" Account => history::of_account;
    }
    "snapshots" {
        list_snapshots: get "/image-sets/{image_set}/snapshots" Set(Read) => snapshots::list;
        take_snapshot: post "/image-sets/{image_set}/snapshots" Set(TakeSnapshot) => snapshots::take;
        read_snapshot: get "/snapshots/{snapshot}" Set(Read) => snapshots::show;
        rename_snapshot: patch "/snapshots/{snapshot}" Set(TakeSnapshot) => snapshots::rename;
        withdraw_snapshot: delete "/snapshots/{snapshot}" Set(TakeSnapshot) => snapshots::withdraw;
        diff_snapshot: get "/snapshots/{snapshot}/diff" Set(Read) => snapshots::diff::diff;
    }
    "exports" {
        export_snapshot: post "/snapshots/{snapshot}/exports" Set(Export) => exports::of_snapshot;
        export_image_set: post "/image-sets/{image_set}/exports" Set(Export) => exports::of_set;
        list_exports: get "/image-sets/{image_set}/exports" Set(Export) => exports::list;
        read_export: get "/exports/{export}" Set(Export) => exports::show;
        delete_export: delete "/exports/{export}" DeleteExport => exports::delete;
        repeat_export: post "/exports/{export}/repetitions" Set(Export) => exports::again;
        download_export: get "/exports/{export}/file" Set(Export) => exports::file::download;
    }
    "export formats" {
        list_export_formats: get "/export-formats" Account => export_formats::list;
        define_export_format: post "/teams/{team}/export-formats" Team(Create) => export_formats::define;
        read_export_format: get "/export-formats/{export_format}" Format(Ask::Read) => export_formats::show;
        revise_export_format: put "/export-formats/{export_format}" Format(Ask::Change) => export_formats::revise;
        delete_export_format: delete "/export-formats/{export_format}" Format(Ask::Change) => export_formats::delete;
        share_export_format: put "/export-formats/{export_format}/sharing" Format(Ask::Change) => export_formats::share;
        unshare_export_format: delete "/export-formats/{export_format}/sharing" Format(Ask::Change) => export_formats::unshare;
    }
    "jobs" {
        read_job: get "/jobs/{job}" Account => jobs::show;
        cancel_job: delete "/jobs/{job}" Account => jobs::cancel;
        follow_job: get "/jobs/{job}/live" Account => jobs::follow;
    }
    "feed" {
        read_feed: get "/feed" Account => feed::read::read;
        follow_feed: get "/feed/live" Account => feed::live::live;
    }
}
