-- The log position of the fact that defined the type. Types are never removed, so the order of definition gives each a number
-- for ever: its class number in exports, its colour and its digit key.
alter table view_annotation_types add column defined_position bigint;
update view_annotation_types t set defined_position =
    (select e.position from events e
     where e.stream_id = t.annotation_type and e.type = 'AnnotationTypeDefined');
alter table view_annotation_types alter column defined_position set not null;
create unique index view_annotation_types_number_key on view_annotation_types (defined_position);
