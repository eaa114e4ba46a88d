-- How often somebody tried. May be emptied: everybody then starts afresh. Shared by replicas, kept over restarts.

-- Attempts that did not succeed, per login name.
create table desk_soft_locks (
    -- SHA-256 of the name: people type passwords into the wrong field.
    key bytea primary key,
    failures integer not null,
    free_at timestamptz not null,
    touched_at timestamptz not null
);

create index desk_soft_locks_touched_at on desk_soft_locks (touched_at);

-- Token buckets: one instant says how full each is. Full at that time, so the past means full.
create table desk_buckets (
    key bytea primary key,
    full_at timestamptz not null
);

create index desk_buckets_full_at on desk_buckets (full_at);
