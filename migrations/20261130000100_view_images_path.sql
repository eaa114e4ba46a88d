-- Where an image's file lay in the archive or folder in which it came, with the file's name; empty when it came without a
-- folder, as all did before facts had it.
alter table view_images add column path text not null default '';
