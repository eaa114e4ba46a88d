-- Inline views: true the moment a command is answered, because the append writes them in its own
-- statement. All may be dropped and rebuilt from the log (`annals projections rebuild`).

-- Whether an account may act at all.
create table view_accounts (
    account uuid primary key,
    status text not null,
    staff boolean not null,
    registered_at timestamptz not null
);

create table view_teams (
    team uuid primary key,
    name text not null,
    archived boolean not null,
    founded_at timestamptz not null
);
create unique index view_teams_name_key on view_teams (lower(name)) where not archived;

-- Everybody who ever belonged to a team: invited, member, admin, or left.
create table view_members (
    team uuid not null,
    account uuid not null,
    standing text not null,
    since timestamptz not null,
    primary key (team, account)
);
create index view_members_account_idx on view_members (account);

create table view_annotation_types (
    annotation_type uuid primary key,
    name text not null,
    shape text not null,
    node_count smallint,
    allows_blurred boolean not null,
    allows_concealed boolean not null,
    active boolean not null,
    defined_at timestamptz not null
);
create unique index view_annotation_types_name_key on view_annotation_types (lower(name));

create table view_image_sets (
    image_set uuid primary key,
    -- null: released
    team uuid,
    creator uuid not null,
    name text not null,
    location text not null,
    description text not null,
    -- private | public | collaborative
    openness text not null,
    locked boolean not null,
    -- low | normal | high
    priority text not null,
    main_annotation_type uuid,
    tags json not null,
    created_at timestamptz not null,
    deleted_at timestamptz
);
create unique index view_image_sets_name_key on view_image_sets (team, lower(name)) where deleted_at is null;

create table view_images (
    image uuid primary key,
    image_set uuid not null,
    name text not null,
    digest bytea not null,
    media_type text not null,
    bytes bigint not null,
    width integer not null,
    height integer not null,
    metadata json not null,
    removed boolean not null,
    added_by uuid not null,
    added_at timestamptz not null
);
create unique index view_images_digest_key on view_images (image_set, digest) where not removed;
create index view_images_name_idx on view_images (image_set, name, image) where not removed;
create index view_images_object_idx on view_images (digest);

-- When an image was in its set: log positions, `valid_to` exclusive, null = now.
create table view_image_spans (
    image uuid not null,
    image_set uuid not null,
    valid_from bigint not null,
    valid_to bigint,
    primary key (image, valid_from)
);
create index view_image_spans_set_idx on view_image_spans (image_set, valid_to, valid_from);

-- Every revision of every label, and when it held.
create table view_annotation_revisions (
    annotation uuid not null,
    image uuid not null,
    image_set uuid not null,
    annotation_type uuid not null,
    -- Order in which the labels of the image were drawn.
    number integer not null,
    revision integer not null,
    shape json not null,
    blurred boolean not null,
    concealed boolean not null,
    author uuid not null,
    revised_by uuid not null,
    revised_at timestamptz not null,
    valid_from bigint not null,
    valid_to bigint,
    -- The one with which the label began.
    drawn boolean not null default false,
    primary key (annotation, valid_from)
);
-- Clients make the ids: nobody can draw a second label under the id of another one, on whatever image.
create unique index view_annotation_revisions_drawn_key on view_annotation_revisions (annotation) where drawn;
create index view_annotation_revisions_image_idx on view_annotation_revisions (image, valid_to, valid_from);
create index view_annotation_revisions_set_idx on view_annotation_revisions (image_set, valid_to, valid_from);

-- Every vote, and when it counted: until withdrawn, changed, or the label got a new revision.
create table view_vote_spans (
    annotation uuid not null,
    account uuid not null,
    image uuid not null,
    image_set uuid not null,
    revision integer not null,
    accepts boolean not null,
    -- Cast by whoever made the revision.
    own boolean not null,
    cast_at timestamptz not null,
    valid_from bigint not null,
    valid_to bigint,
    primary key (annotation, account, valid_from)
);
create index view_vote_spans_image_idx on view_vote_spans (image, valid_to, valid_from);
create index view_vote_spans_set_idx on view_vote_spans (image_set, valid_to, valid_from);

create table view_export_formats (
    export_format uuid primary key,
    team uuid not null,
    author uuid not null,
    name text not null,
    definition json not null,
    public boolean not null,
    deleted boolean not null
);
create unique index view_export_formats_name_key on view_export_formats (team, lower(name)) where not deleted;

create table view_snapshots (
    snapshot uuid primary key,
    image_set uuid not null,
    name text not null,
    taken json not null,
    withdrawn boolean not null,
    taken_by uuid not null,
    taken_at timestamptz not null
);
create unique index view_snapshots_name_key on view_snapshots (image_set, lower(name)) where not withdrawn;

-- Imports and exports.
create table view_transfers (
    transfer uuid primary key,
    image_set uuid not null,
    -- The whole state of the stream, as `domain` writes it.
    state json not null,
    requested_by uuid not null,
    started_at timestamptz not null,
    finished_at timestamptz
);
create index view_transfers_set_idx on view_transfers (image_set, started_at);
