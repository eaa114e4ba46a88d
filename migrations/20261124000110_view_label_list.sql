-- What the list of a set's labels needs, and nothing else; may be dropped. Only present revisions are in them.

-- By their latest change: the order in which they are shown.
create index view_annotation_revisions_list_idx on view_annotation_revisions (image_set, revised_at, annotation)
    where valid_to is null;
-- By whom: whose labels there are, and those of one person.
create index view_annotation_revisions_people_idx on view_annotation_revisions (image_set, author, revised_by)
    where valid_to is null;
