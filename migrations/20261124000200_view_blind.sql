-- Whether votes on a set's labels are hidden from those who have not voted themselves. Part of an inline view:
-- may be dropped with it and told again.
alter table view_image_sets add column blind boolean not null default false;
