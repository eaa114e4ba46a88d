-- Rejects that count now: they are few, and verification queues begin with them. May be dropped: queues only get slower.
create index view_vote_spans_rejects_idx on view_vote_spans (image_set, annotation)
    where valid_to is null and not accepts;
