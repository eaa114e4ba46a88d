-- Which installation this is: one row, written once. The storage carries the same mark, so that two
-- installations cannot take each other's objects for orphans. Goes along with every backup.
create table desk_installation (
    one_row boolean primary key default true check (one_row),
    id uuid not null default gen_random_uuid()
);
insert into desk_installation default values;
