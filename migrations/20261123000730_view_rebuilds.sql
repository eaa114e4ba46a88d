-- Views that are, or once were, rebuilt. Whoever rebuilds one holds its row; there is nothing in it.
-- May be emptied while no rebuild runs.
create table view_rebuilds (
    name text primary key
);
