-- How far each view that follows the log has been told. May be emptied only together with those views:
-- a view without a checkpoint is told from the first fact on.

create table view_checkpoints (
    -- points, statistics, …
    name text primary key,
    -- Version of the telling; a program with another one rebuilds the view before it follows on.
    version integer not null,
    -- The last fact in it. Written in the same transaction as the view's rows.
    position bigint not null,
    -- following | stopped
    status text not null,
    -- Why it stopped, at the fact after `position`.
    error text
);
