-- Which keys people label with. Dropping it gives everybody ImageTagger's keys again.

create table desk_key_maps (
    account uuid primary key references desk_people (account) on delete cascade,
    preset text not null check (preset in ('imagetagger', 'cvat', 'labelme', 'custom')),
    -- {"next":["f","d"],…}: one's own, kept while another map is in use.
    keys jsonb not null
);
