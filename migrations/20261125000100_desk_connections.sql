-- A page whose connection breaks listens anew, and the server may notice the end of the old connection after that: since
-- when a page listens tells them apart. A page may listen before it says at which image it is.
alter table desk_presence
    add column listening_since timestamptz,
    alter column image drop not null,
    alter column image_set drop not null;

-- How much is kept for one person is looked at whenever something is handed out.
create index desk_leases_account on desk_leases (account, until);
