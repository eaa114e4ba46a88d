-- Deleted exports whose bytes are out of the storage, or are kept for another export. What is missing here is looked at again.

create table desk_freed_files (
    transfer uuid primary key,
    freed_at timestamptz not null
);
