-- Exports, digests and diffs go through a set's images by the bytes of their names, removed ones included,
-- whatever the database takes for the alphabet. May be dropped: they only get slower.
create index view_images_order_idx on view_images (image_set, name collate "C", image);
