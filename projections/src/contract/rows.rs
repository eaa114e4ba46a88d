//! Rows of several tables, declared once.

/// Declares rows of several tables in the order in which they are written, and so locked.
///
/// `rows! { TeamRows { teams: HashMap<Uuid, TeamRow>, members: HashMap<(Uuid, Uuid), MemberRow>, } }` is a struct with these
/// two fields; `TABLES`, `absorb` and `write` of [`InlineRows`](crate::contract::InlineRows) go through them in this order.
macro_rules! rows {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $Rows:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Default, Clone)]
        pub struct $name {
            $(pub $field: $Rows,)+
        }

        impl $crate::contract::InlineRows for $name {
            const TABLES: &'static [&'static str] = {
                const EACH: &[&[&str]] = &[$(<$Rows as $crate::contract::InlineRows>::TABLES),+];
                const ALL: [&str; $crate::contract::count(EACH)] = $crate::contract::joined(EACH);
                &ALL
            };

            fn absorb(&mut self, later: Self, offset: i64) {
                $($crate::contract::InlineRows::absorb(&mut self.$field, later.$field, offset);)+
            }

            fn write(self, statement: &mut $crate::Statement) {
                $($crate::contract::InlineRows::write(self.$field, statement);)+
            }
        }
    };
}

pub const fn count(each: &[&[&str]]) -> usize {
    let (mut count, mut list) = (0, 0);
    while list < each.len() {
        count += each[list].len();
        list += 1;
    }
    count
}

pub const fn joined<const N: usize>(each: &[&[&'static str]]) -> [&'static str; N] {
    let (mut all, mut next, mut list) = ([""; N], 0, 0);
    while list < each.len() {
        let mut table = 0;
        while table < each[list].len() {
            all[next] = each[list][table];
            (next, table) = (next + 1, table + 1);
        }
        list += 1;
    }
    all
}
