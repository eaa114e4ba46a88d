-- Views that follow the log and may be a moment late. All may be dropped and rebuilt
-- (`annals projections rebuild`).

-- What others' accepts earned somebody, by the UTC day on which it happened; an accept that is taken
-- back counts on the day it is taken back, so a day may be negative.
create table view_points (
    account uuid not null,
    day date not null,
    points bigint not null,
    primary key (account, day)
);
create index view_points_day_idx on view_points (day);

-- Labels of a set that count now, by type. Removed images do not count.
create table view_set_statistics (
    image_set uuid not null,
    annotation_type uuid not null,
    in_image bigint not null,
    not_in_image bigint not null,
    -- Labels somebody other than who made the revision accepts.
    accepted bigint not null,
    -- Labels somebody rejects.
    rejected bigint not null,
    -- Images with at least one label of the type, *not in image* included.
    images bigint not null,
    primary key (image_set, annotation_type)
);

-- How far a set is.
create table view_set_progress (
    image_set uuid primary key,
    images bigint not null,
    -- Images with at least one label.
    labelled_images bigint not null,
    annotations bigint not null,
    accepted bigint not null,
    -- Verdicts by others than who made the revision.
    votes bigint not null
);
