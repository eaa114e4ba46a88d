//! Conditions on a label: `r` is the revision that counts.

use domain::filter::{About, HiddenVotes, LabelCondition, LabelFilter, Sample};
use sqlx::{Postgres, QueryBuilder};

use super::{Scope, sql::Sql};

/// What a list of labels is joined with, because of its order or its conditions.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Joins {
    /// `v`: how many accepts and rejects count. Now, they are in rows of their own; at a position they are counted.
    pub votes: bool,
    /// `d`: the revision with which the label began.
    pub drawn: bool,
}

/// A column of joined votes, and which votes it counts.
const ACCEPTS: (&str, &str) = ("v.accepts", " and v.accepts");
const REJECTS: (&str, &str) = ("v.rejects", " and not v.accepts");
const NET: &str = "v.net";

const DRAWN_AT: &str = "(select d.revised_at from view_annotation_revisions d
     where d.annotation = r.annotation and d.drawn)";

/// Accepts less rejects, in a list that is joined with votes.
pub(crate) const fn net(scope: &Scope) -> &'static str {
    if scope.position.is_none() { NET } else { "coalesce(v.net, 0)" }
}

/// `from … where …`: as many rows as there are labels that are meant.
///
/// Where only votes are asked for, their rows say everything: to look up each label would cost three times as much.
pub(crate) fn count_labels(query: &mut QueryBuilder<'_, Postgres>, scope: &Scope, filter: &LabelFilter) {
    let by_votes = |condition: &LabelCondition| {
        matches!(condition, LabelCondition::Accepts(_) | LabelCondition::Rejects(_) | LabelCondition::Net(_))
    };
    if scope.position.is_some() || !filter.conditions().all(by_votes) {
        return from_labels(query, scope, filter, Joins::default());
    }
    let mut sql = Sql { query, scope };
    sql.push(" from view_label_votes v join view_images i on i.image = v.image and ").image_is_there();
    sql.push(" where v.present and ").in_sets("v").labels_meet(filter, true);
}

/// `from … where …`: labels `r` that are meant, on images `i` that are there.
pub(crate) fn from_labels(
    query: &mut QueryBuilder<'_, Postgres>,
    scope: &Scope,
    filter: &LabelFilter,
    joins: Joins,
) {
    use LabelCondition::{Accepts, Drawn, Net, Rejects};
    let asks = |is: fn(&LabelCondition) -> bool| filter.conditions().any(is);
    let joins = Joins {
        votes: joins.votes || asks(|condition| matches!(condition, Accepts(_) | Rejects(_) | Net(_))),
        drawn: joins.drawn || asks(|condition| matches!(condition, Drawn(_))),
    };
    let mut sql = Sql { query, scope };
    sql.push(" from view_annotation_revisions r join view_images i on i.image = r.image and ")
        .image_is_there();
    if joins.votes {
        sql.votes_counted();
    }
    if joins.drawn {
        sql.push(" join view_annotation_revisions d on d.annotation = r.annotation and d.drawn");
    }
    sql.push(" where ").holds("r").push(" and ").in_sets("r");
    sql.labels_meet(filter, true);
}

/// ` and …` for every condition on a label `r` that is joined with nothing.
pub(crate) fn labels_meet(query: &mut QueryBuilder<'_, Postgres>, scope: &Scope, filter: &LabelFilter) {
    Sql { query, scope }.labels_meet(filter, false);
}

/// Whether people disagree about the label `r`, as far as somebody may know.
pub(crate) fn disagreed(query: &mut QueryBuilder<'_, Postgres>, scope: &Scope, hidden: &HiddenVotes) {
    Sql { query, scope }.is_known(About::Disagreed, hidden);
}

impl Sql<'_, '_> {
    /// ` and …` for every condition; `joined`: with what its counts and dates need.
    pub(super) fn labels_meet(&mut self, filter: &LabelFilter, joined: bool) -> &mut Self {
        for condition in filter.conditions() {
            self.push(" and ").label_meets(condition, joined);
        }
        self
    }

    fn label_meets(&mut self, condition: &LabelCondition, joined: bool) -> &mut Self {
        match condition {
            LabelCondition::Type(id) => self.push("r.annotation_type = ").bind(id.uuid()),
            LabelCondition::Author(by) => self.push("r.author = ").bind(by.uuid()),
            LabelCondition::ChangedBy(by) => self.push("r.revised_by = ").bind(by.uuid()),
            LabelCondition::MadeBy(by) => self.bind(by.uuid()).push(" in (r.author, r.revised_by)"),
            LabelCondition::Drawn(limit) => {
                self.push(if joined { "d.revised_at" } else { DRAWN_AT }).limit(*limit)
            }
            LabelCondition::Changed(limit) => self.push("r.revised_at").limit(*limit),
            LabelCondition::Accepts(limit) => self.count(ACCEPTS, joined).limit(*limit),
            LabelCondition::Rejects(limit) => self.count(REJECTS, joined).limit(*limit),
            LabelCondition::Net(limit) if joined => self.push(net(self.scope)).limit(*limit),
            LabelCondition::Net(limit) => self
                .push("(")
                .count(ACCEPTS, joined)
                .push(" - ")
                .count(REJECTS, joined)
                .push(")")
                .limit(*limit),
            LabelCondition::Revisions(limit) => self.push("r.revision").limit(*limit),
            LabelCondition::Stale(is) => self.push(if *is { "" } else { "not " }).stale(),
            LabelCondition::Blurred(is) => self.push("r.blurred = ").bind(*is),
            LabelCondition::Concealed(is) => self.push("r.concealed = ").bind(*is),
            LabelCondition::NotInImage(is) => self.push("(r.shape->>'kind' = 'not_in_image') = ").bind(*is),
            LabelCondition::WaitsFor(by) => {
                self.push("not exists (select").votes().push(" and v.account = ").bind(by.uuid()).push(")")
            }
            LabelCondition::About(about) => self.is_about(*about),
            LabelCondition::Known(about, hidden) => self.is_known(*about, hidden),
            LabelCondition::Sample(Sample { percent, seed }) => {
                self.push("('x' || left(md5(r.annotation::text || ").bind(seed.clone());
                self.push("), 8))::bit(32)::bigint % 100 < ").bind(*percent)
            }
        }
    }

    /// Joins the label `r` with how many votes on it count.
    fn votes_counted(&mut self) -> &mut Self {
        if self.scope.position.is_none() {
            self.push(" join view_label_votes v on v.annotation = r.annotation and v.present and ");
            return self.in_sets("v");
        }
        self.push(
            " left join (select v.annotation, count(*) filter (where v.accepts) as accepts,
                 count(*) filter (where not v.accepts) as rejects,
                 count(*) filter (where v.accepts) - count(*) filter (where not v.accepts) as net
               from view_vote_spans v where ",
        );
        self.holds("v").push(" and ").in_sets("v");
        self.push(" group by v.annotation) v on v.annotation = r.annotation")
    }

    /// How many accepts, or rejects, count.
    fn count(&mut self, (column, which): (&str, &str), joined: bool) -> &mut Self {
        if joined && self.scope.position.is_none() {
            return self.push(column);
        }
        if joined {
            return self.push("coalesce(").push(column).push(", 0)");
        }
        self.push("(select count(*)").votes().push(which).push(")")
    }

    /// Somebody judged an earlier revision and not this one.
    fn stale(&mut self) -> &mut Self {
        self.push(
            "(r.revision > 1 and exists (select from view_vote_spans o
                 where o.annotation = r.annotation and o.revision < r.revision and not o.own and not exists (
                     select from view_vote_spans p where p.annotation = o.annotation and p.account = o.account and ",
        );
        self.holds("p").push(")))")
    }

    fn is_about(&mut self, about: About) -> &mut Self {
        match about {
            About::Waiting => self.push("true"),
            About::Disagreed => self.disagreed(),
            About::Unverified => self.push("not ").vote(" and not v.own"),
            About::Stale => self.push("not ").vote(" and not v.own").push(
                " and exists (select from view_vote_spans v
                     where v.annotation = r.annotation and v.revision < r.revision and not v.own)",
            ),
        }
    }

    /// Of a label in these sets that somebody has not judged, they know their own votes on earlier revisions alone.
    fn is_known(&mut self, about: About, hidden: &HiddenVotes) -> &mut Self {
        if hidden.is_none() {
            return self.is_about(about);
        }
        let sets: Vec<_> = hidden.sets().iter().map(|set| set.uuid()).collect();
        self.push("(case when r.image_set = any(").bind(sets).push(") and not exists (select").votes();
        self.push(" and v.account = ").bind(hidden.from().uuid()).push(") then ");
        match about {
            About::Waiting | About::Unverified => self.push("true"),
            About::Disagreed => self.push("false"),
            About::Stale => self
                .push(
                    "exists (select from view_vote_spans v
                     where v.annotation = r.annotation and v.revision < r.revision and not v.own and v.account = ",
                )
                .bind(hidden.from().uuid())
                .push(")"),
        };
        self.push(" else ").is_about(about).push(" end)")
    }

    /// The set is named for the index of rejects, of which there are few.
    fn disagreed(&mut self) -> &mut Self {
        self.push("(").vote(" and v.image_set = r.image_set and not v.accepts").push(" and ");
        self.vote(" and v.accepts").push(")")
    }
}
