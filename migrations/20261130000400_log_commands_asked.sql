-- What was asked for under a command's id, as a SHA-256 digest: sent again it must be the same, or it is refused.
-- Commands from before have none, and are answered whatever is asked. Kept with them for ever.
alter table log_commands add column asked bytea;
