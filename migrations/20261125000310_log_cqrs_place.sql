-- Where a fact stands, so that the second reader can ask for one stream by its index, and up to a position: whatever
-- happens while `annals log verify` runs is none of its business. postgres-es does not look at these columns.

create or replace view log_cqrs as
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
    )) as metadata,
    stream_id,
    position
from events;
