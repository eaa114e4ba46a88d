-- The log in the shape of postgres-es: a contract that others can read and append by, and a second pair of
-- eyes for `annals log verify`. Nothing of the server uses it to write; it may be dropped.

create view log_cqrs as
select
    stream_type as aggregate_type,
    stream_id::text as aggregate_id,
    sequence,
    type as event_type,
    version::text as event_version,
    -- A fold may need who and when; see commands::event_sourced::Stored.
    json_build_object('by', account, 'at', at, 'event', payload) as payload,
    json_strip_nulls(json_build_object(
        'position', position::text, 'command', command::text, 'correlation', correlation::text,
        'causation', causation::text, 'via', via, 'image_set', image_set::text, 'team', team::text
    )) as metadata
from events;

-- An append by postgres-es takes its position like every other one. Inline views do not see it until a rebuild.
create function log_cqrs_append() returns trigger language plpgsql as $$
declare
    next bigint;
    command uuid := coalesce((new.metadata ->> 'command')::uuid, gen_random_uuid());
begin
    update log_head set position = position + 1 returning position into next;
    insert into events (
        stream_id, sequence, stream_type, type, version, payload, account, at,
        command, correlation, causation, via, image_set, team, position
    ) values (
        new.aggregate_id::uuid, new.sequence, new.aggregate_type, new.event_type, new.event_version::smallint,
        new.payload -> 'event', (new.payload ->> 'by')::uuid, (new.payload ->> 'at')::timestamptz,
        command, coalesce((new.metadata ->> 'correlation')::uuid, command), (new.metadata ->> 'causation')::uuid,
        coalesce(new.metadata ->> 'via', 'operator'), (new.metadata ->> 'image_set')::uuid,
        (new.metadata ->> 'team')::uuid, next
    );
    return new;
end $$;

create trigger log_cqrs_append instead of insert on log_cqrs
    for each row execute function log_cqrs_append();
