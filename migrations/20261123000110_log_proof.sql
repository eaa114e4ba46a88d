-- The proof that the log only ever grew: a Merkle tree over it (RFC 6962), and heads signed along the way.
-- Tiles could be told again from the events, but then they would prove nothing; kept for ever.

-- How many facts the tree covers. One row; whoever lets the tree grow holds it until the commit.
create table log_tree (
    one_row boolean primary key default true check (one_row),
    size bigint not null
);
insert into log_tree (size) values (0);

-- Up to 256 hashes of 32 bytes. Level 0: of leaves, tile n beginning at position 256 n + 1.
-- Level k: one hash for each full tile of level k - 1. Only the last tile of a level still grows.
create table log_tiles (
    level smallint not null,
    tile bigint not null,
    hashes bytea not null,
    primary key (level, tile)
);
-- Hashes cannot be compressed.
alter table log_tiles alter column hashes set storage external;

-- What the server stood for at some time: the root of the tree over the first `size` facts.
create table log_heads (
    size bigint not null,
    -- SHA-256 of the public key that checks the signature.
    key bytea not null,
    root bytea not null,
    at timestamptz not null,
    -- Ed25519.
    signature bytea not null,
    primary key (size, key)
);

create function log_heads_are_kept() returns trigger language plpgsql as $$
begin
    raise exception 'signed heads are never changed';
end $$;

create trigger log_heads_append_only before update or delete on log_heads
    for each row execute function log_heads_are_kept();
create trigger log_heads_keep before truncate on log_heads
    for each statement execute function log_heads_are_kept();
