-- Undoing needs to find everything that belongs to a gesture, an import or a job. Most gestures are one command, which
-- is found by its own id in log_commands; only facts of larger ones are in this index, so that drawing pays nothing.
create index events_correlation_idx on events (correlation, position) where correlation <> command;
