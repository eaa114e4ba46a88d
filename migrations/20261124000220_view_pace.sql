-- How long labels and votes took: a view that follows the log, and may be dropped and rebuilt
-- (`annals projections rebuild pace`). What is measured stands in `projections/src/pace.rs`.

-- What people did in one go, and how many labels or votes it was.
create table view_acts (
    -- The correlation of its facts.
    act uuid primary key,
    account uuid not null,
    image_set uuid not null,
    annotation_type uuid not null,
    -- Votes; otherwise labels.
    verifies boolean not null,
    at timestamptz not null,
    millis bigint not null,
    items integer not null
);
create index view_acts_account_idx on view_acts (account, at);
create index view_acts_set_idx on view_acts (image_set);

-- Each person's last fact on the labelling pages: the next act is measured from it.
create table view_last_acts (
    account uuid primary key,
    act uuid not null,
    at timestamptz not null
);
