-- Facts and signed heads are only ever added. The triggers refuse everybody who does not switch them off; this takes
-- the right itself from the role that owns the tables, which is the server's own. A superuser has every right anyway
-- (the embedded PostgreSQL has no other role): then the triggers and the proof remain.

revoke update, delete, truncate on events, log_heads from current_user, public;
