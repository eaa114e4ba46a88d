-- How many accept and reject each label's present revision, for lists that are filtered or sorted by votes. Part of the
-- inline views: may be dropped with them and told again. Nothing is added up here: a fact that changes the votes writes
-- what the image's stream says they are, with the same statement, and a rebuild compares.
create table view_label_votes (
    annotation uuid primary key,
    image uuid not null,
    image_set uuid not null,
    accepts bigint not null,
    rejects bigint not null,
    -- Accepts less rejects.
    net bigint not null,
    -- Whether the label is there; of one that was deleted nothing counts.
    present boolean not null
);

insert into view_label_votes
select d.annotation, d.image, d.image_set, coalesce(v.accepts, 0), coalesce(v.rejects, 0),
    coalesce(v.accepts, 0) - coalesce(v.rejects, 0), r.annotation is not null
from view_annotation_revisions d
left join view_annotation_revisions r on r.annotation = d.annotation and r.valid_to is null
left join (select annotation, count(*) filter (where accepts) as accepts, count(*) filter (where not accepts) as rejects
           from view_vote_spans where valid_to is null group by annotation) v on v.annotation = d.annotation
where d.drawn;

-- In the order of the list, and enough to count without looking at the table.
create index view_label_votes_net_idx on view_label_votes (image_set, net, annotation)
    include (image, accepts, rejects) where present;
