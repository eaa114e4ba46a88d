-- Files of exports are kept for some time, and not more of them than one account or one team may have.

alter table view_transfers
    -- Of the file that is kept; nothing once it was deleted, or if there never was one.
    add column kept_digest bytea,
    add column kept_bytes bigint;

-- Until the inline views are projected anew: nobody takes what is kept for something that nobody refers to.
update view_transfers
set kept_digest = decode(state -> 'Exported' ->> 'digest', 'hex'),
    kept_bytes = (state -> 'Exported' ->> 'bytes')::bigint
where state -> 'Exported' is not null;

-- How much somebody keeps, and a set; who else keeps a file; what is kept for longest.
create index view_transfers_kept_by_idx on view_transfers (requested_by, kept_digest, kept_bytes)
    where kept_digest is not null;
create index view_transfers_kept_of_idx on view_transfers (image_set, kept_digest, kept_bytes)
    where kept_digest is not null;
create index view_transfers_kept_digest_idx on view_transfers (kept_digest) where kept_digest is not null;
create index view_transfers_kept_since_idx on view_transfers (finished_at) where kept_digest is not null;
