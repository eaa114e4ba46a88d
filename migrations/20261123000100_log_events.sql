-- The log: everything that ever happened, in one dense order. Kept for ever; never dropped, never changed.

create table events (
    -- What it happened to, and which fact of that stream it is (from 1).
    stream_id uuid not null,
    sequence bigint not null,
    stream_type text not null,
    -- Name and version of the payload; see `domain`.
    type text not null,
    version smallint not null,
    -- json, not jsonb: the exact bytes that the proof hashes.
    payload json not null,
    -- Who did it, and when by the application's clock.
    account uuid not null,
    at timestamptz not null,
    -- The command that led to it, the gesture, import or job it belongs to, and what caused it.
    command uuid not null,
    correlation uuid not null,
    causation uuid,
    -- page | api | import | job | migration | operator
    via text not null,
    -- Where it belongs, for histories and feeds.
    image_set uuid,
    team uuid,
    -- 1, 2, 3, … in commit order, without gaps.
    position bigint not null,
    -- For operators only; nothing reads it.
    recorded_at timestamptz not null default now(),
    constraint events_pkey primary key (stream_id, sequence),
    constraint events_position_key unique (position)
);

create index events_image_set_idx on events (image_set, position) where image_set is not null;
create index events_account_idx on events (account, position);

-- The last position given out. One row; whoever appends holds it until its commit.
create table log_head (
    one_row boolean primary key default true check (one_row),
    position bigint not null
);
insert into log_head (position) values (0);

-- Commands that had their effect, so that one sent again has none. The answer is not kept: it is the
-- state as of `last_position`, which never changes.
create table log_commands (
    id uuid primary key,
    account uuid not null,
    stream_id uuid not null,
    last_position bigint not null,
    at timestamptz not null
);

create function log_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'events are never changed';
end $$;

create trigger events_append_only before update or delete on events
    for each row execute function log_is_append_only();
create trigger events_keep before truncate on events
    for each statement execute function log_is_append_only();
