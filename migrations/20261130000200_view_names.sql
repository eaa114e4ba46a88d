-- Names as keys that the program makes: PostgreSQL's own idea of capitals and of the alphabet depends on the locale of the
-- database. All are compared as bytes. Part of the inline views: the server projects these anew before it serves, and
-- until then nothing is found by them and nothing is refused because of them.

-- The order in which a set's images are gone through, and what a search compares.
alter table view_images
    add column sort_key text collate "C" not null default '',
    add column search_key text collate "C" not null default '',
    -- Its `ImageAdded`. Of images that want one file name in exports, the one with the lowest has it.
    add column added_position bigint not null default 0,
    -- What file names are compared by: the whole, and what stands before the ending.
    add column file_key bigint not null default 0,
    add column stem_key bigint not null default 0;
drop index view_images_name_idx;
create index view_images_sort_idx on view_images (image_set, sort_key, image) include (removed);
-- Also removed images count: what has had a name keeps it.
create index view_images_file_idx on view_images (image_set, file_key, added_position);
create index view_images_stem_idx on view_images (image_set, stem_key, added_position);
-- view_images_order_idx stays: digests are taken in the order of the plain names, as they always were.

-- Two names with the same key are one name.
alter table view_teams
    add column name_key text collate "C",
    add column search_key text collate "C" not null default '',
    add column sort_key text collate "C" not null default '';
drop index view_teams_name_key;
create unique index view_teams_name_key on view_teams (name_key) where not archived;

alter table view_annotation_types
    add column name_key text collate "C",
    add column sort_key text collate "C" not null default '';
drop index view_annotation_types_name_key;
create unique index view_annotation_types_name_key on view_annotation_types (name_key);

alter table view_image_sets
    add column name_key text collate "C",
    -- Its name and its tags, a line each.
    add column search_key text collate "C" not null default '',
    add column sort_key text collate "C" not null default '';
drop index view_image_sets_name_key;
create unique index view_image_sets_name_key on view_image_sets (team, name_key) where deleted_at is null;

alter table view_export_formats
    add column name_key text collate "C",
    add column sort_key text collate "C" not null default '';
drop index view_export_formats_name_key;
create unique index view_export_formats_name_key on view_export_formats (team, name_key) where not deleted;

alter table view_snapshots add column name_key text collate "C";
drop index view_snapshots_name_key;
create unique index view_snapshots_name_key on view_snapshots (image_set, name_key) where not withdrawn;

-- Which version of the program's views the tables of a view were last projected with; 0: by one that did not say.
alter table view_rebuilds add column version integer not null default 0;
