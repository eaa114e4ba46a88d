-- What must be forgettable about a person: names, address, password hash. The log knows the account id alone.
-- Never drop; erasing a person empties the row and keeps the id, so that it is never given to somebody else.

create table desk_people (
    account uuid primary key,
    login_name text,
    display_name text,
    email text,
    -- The PHC string, with its parameters. Null: nobody signs in with a password here.
    password_hash text,
    -- Raised by every change of the password. Sessions carry the version they were opened under.
    password_version integer not null default 1,
    password_changed_at timestamptz not null,
    created_at timestamptz not null,
    erased_at timestamptz,
    constraint desk_people_erased check (
        case when erased_at is null
            then login_name is not null and display_name is not null
            else login_name is null and display_name is null and email is null and password_hash is null
        end
    )
);

create unique index desk_people_login_name on desk_people (lower(login_name));
create unique index desk_people_email on desk_people (lower(email));
