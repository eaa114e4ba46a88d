-- Who is at which image, and for whom an image is kept. May be emptied: then two people may be sent to one image, and
-- nobody is shown as being there until their pages say so again. Everything in here runs out by itself.

-- The queue gives no image to a second person while it is kept for somebody.
create table desk_leases (
    image uuid primary key,
    account uuid not null,
    until timestamptz not null
);

create index desk_leases_until on desk_leases (until);

-- Pages that are open: one row for each tab of a browser, which makes the id.
create table desk_presence (
    tab uuid primary key,
    account uuid not null,
    image uuid not null,
    image_set uuid not null,
    until timestamptz not null
);

create index desk_presence_image_set on desk_presence (image_set);
create index desk_presence_until on desk_presence (until);
