//! All squares of the matrix, one after the other.

use std::collections::HashMap;

use domain::{Access, ExportFormatId, Openness};
use sqlx::PgPool;

use crate::{
    answer::{Answer, ask},
    people::{Role, Way},
    rights::{Cell, Right, Route},
    row::{After, Body, Row},
    set::{Plan, Set, finish_exports},
    site::Site,
    things::{self, Words, fill},
};

const OPENNESS: [Openness; 3] = [Openness::Private, Openness::Public, Openness::Collaborative];
const AFTER: [After; 4] = [After::Nothing, After::SetDeleted, After::ImageRemoved, After::LabelsErased];

pub struct Matrix {
    pub site: Site,
    /// Sets that nobody changes, by who created them.
    pub sets: HashMap<(Role, Openness, After), Set>,
    /// Formats that nobody changes, by who wrote them (nobody: somebody else) and whether they are public.
    pub formats: HashMap<(Role, bool), ExportFormatId>,
}

/// What stands in a path for something of a set.
const ABOUT_SET: [&str; 7] =
    ["{image_set}", "{image}", "{annotation}", "{snapshot}", "{export}", "{bulk_change}", "{label_import}"];

impl Matrix {
    pub async fn new(pool: PgPool) -> Self {
        Self::with(pool, &AFTER).await
    }

    /// With sets to which nothing happened, and no others.
    pub async fn small(pool: PgPool) -> Self {
        Self::with(pool, &AFTER[..1]).await
    }

    /// With sets to which these things happened.
    pub async fn with(pool: PgPool, afters: &[After]) -> Self {
        let site = Site::new(pool).await;
        let (mut sets, mut formats) = (HashMap::new(), HashMap::new());
        for creator in [Role::Creator, Role::Former] {
            for openness in OPENNESS {
                for after in afters.iter().copied() {
                    let plan = Plan { creator, openness, after, painters: &Role::ALL[1..], path: None };
                    sets.insert((creator, openness, after), Set::new(&site, plan).await);
                }
            }
        }
        for (public, veil) in [(false, "veiled"), (true, "open")] {
            formats.insert((Role::Anonymous, public), site.format(&site.host, public, veil).await);
            for role in [Role::Former, Role::Member, Role::Creator, Role::Admin] {
                formats.insert((role, public), site.format(site.person(role).unwrap(), public, veil).await);
            }
        }
        site.part().await;
        finish_exports(&site, sets.values().map(|set| set.ids()["export"].parse().unwrap())).await;
        Self { site, sets, formats }
    }

    /// Every route in every way.
    pub async fn ask(&self, routes: &[Route], rows: &[Row], ways: &[Way]) {
        for row in rows {
            let leads = routes.iter().any(|route| (route.method, route.path) == (row.method, row.path));
            assert!(leads, "{} {} leads nowhere", row.method, row.path);
        }
        let (mut wrong, mut asked) = (Vec::new(), 0);
        for route in routes {
            for row in rows_of(route, rows) {
                let right = row.asks.map_or(route.right, Right::Set);
                for cell in self.cells(right, ways) {
                    asked += 1;
                    if let Err(how) = self.check(route, &row, right, cell).await {
                        wrong.push(format!("{} {} {:?} {cell:?}: {how}", row.method, row.path, row.body));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {asked} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    }

    fn cells(&self, right: Right, ways: &[Way]) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (role, way) in Role::ALL.into_iter().flat_map(|role| ways.iter().map(move |way| (role, *way))) {
            for openness in right.openness().iter().copied() {
                for (own, public) in
                    right.owns().iter().flat_map(|own| right.publics().iter().map(|public| (*own, *public)))
                {
                    cells.push(Cell { role, way, openness, own, public });
                }
            }
        }
        cells.retain(|cell| self.exists(right, *cell));
        cells
    }

    /// Nobody owns a format of a team they never were in, nor anything without an account.
    fn exists(&self, right: Right, cell: Cell) -> bool {
        match right {
            Right::EditLabel | Right::DeleteExport => !cell.own || cell.role != Role::Anonymous,
            Right::ReadFormat | Right::ChangeFormat => {
                !cell.own || (cell.role != Role::Anonymous && self.formats.contains_key(&(cell.role, false)))
            }
            _ => true,
        }
    }

    async fn check(&self, route: &Route, row: &Row, right: Right, cell: Cell) -> Result<(), String> {
        let looks = route.method == "GET";
        let access = match right.on(cell) {
            Access::SignIn => Access::SignIn,
            _ if cell.way == Way::ReadToken && !looks => Access::Forbidden,
            access => access,
        };
        let words = self.words(route, row, cell, !looks && access == Access::Granted).await;
        let before = self.site.head().await;
        let answer = self.send(row, cell, &words).await;
        let after = self.site.head().await;
        if !looks && [Right::Account, Right::Anyone].contains(&right) {
            self.site.forget(cell.role);
        }
        let fits = match access {
            Access::Granted => answer.went_well(),
            Access::SignIn => answer.asks_to_sign_in(),
            Access::Forbidden => answer.status == 403,
            Access::Hidden => {
                let words: Words = words.clone().into_iter().chain(things::unknown()).collect();
                answer.status == 404 && answer.look() == self.send(row, cell, &words).await.look()
            }
        };
        if !fits {
            return Err(format!("must be {access:?}, is {answer:?}"));
        }
        if after != before && (looks || access != Access::Granted) {
            return Err(format!("changed the log: {before} to {after}"));
        }
        if (cell.role.is_outside() || cell.role == Role::Anonymous) && answer.text.contains("veiled") {
            return Err(format!("tells the name of what is hidden: {}", answer.text));
        }
        Ok(())
    }

    pub async fn send(&self, row: &Row, cell: Cell, words: &Words) -> Answer {
        let path = fill(row.path, words);
        assert!(!path.contains('{'), "{path} asks for something this test knows nothing of");
        let shown = self.site.shown(cell.role, cell.way).await;
        ask(&self.site.door, row.method, &path, row.body, shown, words).await
    }

    pub async fn words(&self, route: &Route, row: &Row, cell: Cell, changes: bool) -> Words {
        let mut words = things::others(&self.site, route, cell).await;
        words.insert(
            "team",
            things::team(&self.site, row, cell, changes && route.path.contains("{team}")).await.to_string(),
        );
        if route.path.contains("{export_format}") {
            words.insert("export_format", self.format(cell, changes).await.to_string());
        }
        if changes && ABOUT_SET.iter().any(|word| route.path.contains(word)) {
            let painters = &[cell.role][..];
            let plan = Plan {
                creator: Role::Creator,
                openness: cell.openness,
                after: row.after,
                painters,
                path: Some(route.path),
            };
            words.extend(Set::new(&self.site, plan).await.words(cell));
        } else {
            words.extend(self.set(cell, row.after).words(cell));
        }
        if route.path.contains("{job}") {
            let open = &self.sets[&(Role::Creator, Openness::Public, After::Nothing)];
            words.insert("job", things::job(&self.site, cell, open).await);
        }
        words
    }

    /// What a former member is refused, that they created.
    fn set(&self, cell: Cell, after: After) -> &Set {
        let creator = if cell.role == Role::Former { Role::Former } else { Role::Creator };
        let happened = self.sets.get(&(creator, cell.openness, after));
        happened.unwrap_or(&self.sets[&(creator, cell.openness, After::Nothing)])
    }

    async fn format(&self, cell: Cell, changes: bool) -> ExportFormatId {
        let author = if cell.own { cell.role } else { Role::Anonymous };
        if changes {
            return self
                .site
                .format(self.site.person(author).unwrap_or(&self.site.host), cell.public, "open")
                .await;
        }
        self.formats[&(author, cell.public)]
    }
}

/// A route that changes something must say what is sent to it; the others can do without.
pub fn rows_of<'a>(route: &Route, rows: &'a [Row]) -> Vec<Row> {
    let of_route = |row: &&'a Row| row.method == route.method && row.path == route.path;
    let found: Vec<Row> = rows.iter().filter(of_route).copied().collect();
    if found.is_empty() {
        assert_eq!(route.method, "GET", "{} {} has no row in this test", route.method, route.path);
        return vec![Row::new(route.method, route.path, Body::Nothing)];
    }
    found
}
