-- From where people signed in before, so that strangers who guess lock out strangers. May be emptied: everybody is then a
-- stranger until the next sign-in.

-- Browsers, by the secret in a cookie of theirs. Several people may use one.
create table desk_devices (
    secret_hash bytea not null,
    account uuid not null references desk_people (account) on delete cascade,
    seen_at timestamptz not null,
    primary key (secret_hash, account)
);

create index desk_devices_account on desk_devices (account, seen_at);
create index desk_devices_seen_at on desk_devices (seen_at);

-- Addresses, as a hash of the account and the network.
create table desk_addresses (
    account uuid not null references desk_people (account) on delete cascade,
    address_hash bytea not null,
    seen_at timestamptz not null,
    primary key (account, address_hash)
);

create index desk_addresses_account on desk_addresses (account, seen_at);
create index desk_addresses_seen_at on desk_addresses (seen_at);

comment on column desk_soft_locks.key is
    'SHA-256 of the name, and behind it, for attempts from a known place, SHA-256 of the place';
