//! A statement that grows, and the scope in which its conditions are asked.

use domain::filter::Limit;
use sqlx::{Encode, Postgres, QueryBuilder, Type};

use super::Scope;

pub(super) struct Sql<'s, 'args> {
    pub query: &'s mut QueryBuilder<'args, Postgres>,
    pub scope: &'s Scope,
}

impl Sql<'_, '_> {
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.query.push(text);
        self
    }

    pub fn bind<T>(&mut self, value: T) -> &mut Self
    where
        T: for<'q> Encode<'q, Postgres> + Type<Postgres> + 'static,
    {
        self.query.push_bind(value);
        self
    }

    /// ` >= …` or ` <= …`
    pub fn limit<T>(&mut self, limit: Limit<T>) -> &mut Self
    where
        T: for<'q> Encode<'q, Postgres> + Type<Postgres> + 'static,
    {
        match limit {
            Limit::Least(least) => self.push(" >= ").bind(least),
            Limit::Most(most) => self.push(" <= ").bind(most),
        }
    }

    /// That a row of spans counts: it is not over, or covers the position.
    pub fn holds(&mut self, row: &str) -> &mut Self {
        match self.scope.position {
            None => self.push(row).push(".valid_to is null"),
            Some(position) => {
                self.push(row).push(".valid_from <= ").bind(position).push(" and (");
                self.push(row).push(".valid_to is null or ").push(row).push(".valid_to > ");
                self.bind(position).push(")")
            }
        }
    }

    /// That a row belongs to the sets. Of one set PostgreSQL knows that an index on it is in order.
    pub fn in_sets(&mut self, row: &str) -> &mut Self {
        self.push(row);
        if let [set] = self.scope.sets[..] {
            return self.push(".image_set = ").bind(set.uuid());
        }
        let sets: Vec<_> = self.scope.sets.iter().map(|set| set.uuid()).collect();
        self.push(".image_set = any(").bind(sets).push(")")
    }

    /// That the image `i` is there.
    pub fn image_is_there(&mut self) -> &mut Self {
        if self.scope.position.is_none() {
            return self.push("not i.removed");
        }
        self.push("exists (select from view_image_spans s where s.image = i.image and ");
        self.holds("s").push(")")
    }

    /// Votes `v` on the label `r` that count.
    pub fn votes(&mut self) -> &mut Self {
        self.push(" from view_vote_spans v where v.annotation = r.annotation and ").holds("v")
    }

    /// Whether there is one of which this holds.
    pub fn vote(&mut self, which: &str) -> &mut Self {
        self.push("exists (select").votes().push(which).push(")")
    }
}
