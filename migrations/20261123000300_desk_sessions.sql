-- Who is signed in where. May be emptied: everybody then signs in again.

create table desk_sessions (
    -- SHA-256 of what the cookie holds, so that a leaked table signs nobody in.
    secret_hash bytea primary key,
    -- What the list of sessions calls this one; worthless as a cookie.
    id uuid not null unique,
    account uuid not null references desk_people (account) on delete cascade,
    password_version integer not null,
    opened_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null,
    address text not null,
    user_agent text not null
);

create index desk_sessions_account on desk_sessions (account, opened_at);
