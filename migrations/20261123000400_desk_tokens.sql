-- Tokens with which programs use the API. Dropping them locks every program out.

create table desk_tokens (
    id uuid primary key,
    -- SHA-256 of the token, which is shown once and kept nowhere.
    secret_hash bytea not null unique,
    account uuid not null references desk_people (account) on delete cascade,
    name text not null,
    scope text not null check (scope in ('read', 'write')),
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz
);

create index desk_tokens_account on desk_tokens (account, created_at);
