//! The access table of the product, as it is written down there, against the policy.

use domain::{
    Access, Action, Condition, Openness, Role, SiteAction, SiteRole, TeamAction, TeamRole, may, may_in_team,
    may_on_site,
};
use strum::VariantArray as _;

/// `-`: forbidden, or for anonymous people "sign in first". `404`: as if it did not exist.
const SETS: &str = "
| Action                                                    | 0 | U private | U public | U collaborative | M   | C   | A   | S    |
| read, history, download                                   | - | 404       | yes      | yes             | yes | yes | yes | as U |
| take a snapshot                                           | - | 404       | -        | -               | yes | yes | yes | as U |
| export, export a snapshot                                 | - | 404       | yes      | yes             | yes | yes | yes | as U |
| annotate, verify                                          | - | 404       | -        | yes             | yes | yes | yes | as U |
| edit / delete own annotation                              | - | 404       | -        | yes             | yes | yes | yes | as U |
| edit / delete others'                                     | - | 404       | -        | -               | yes | yes | yes | as U |
| upload images and labels, edit texts, tags                | - | 404       | -        | -               | yes | yes | yes | as U |
| bulk delete, \"not in image\" for all, remove images, visibility, lock, release, delete, restore | - | 404 | - | - | - | yes | yes | as U |
";

/// A team's own rows. Staff are strangers here: what everybody signed in may do, no more.
const TEAMS: &str = "
| Action                   | 0 | U   | M   | A   | S    |
| see the team             | - | yes | yes | yes | as U |
| manage members, messages | - | -   | -   | yes | as U |
| create sets and formats  | - | -   | yes | yes | as U |
| read a public format     | - | yes | yes | yes | as U |
| read a private format    | - | 404 | yes | yes | as U |
| change own format        | - | 404 | yes | yes | as U |
| change another's format  | - | 404 | -   | yes | as U |
";

const SITE: &str = "
| Action           | 0 | U | S   |
| annotation types | - | - | yes |
| announcements    | - | - | yes |
| users            | - | - | yes |
| log              | - | - | yes |
";

type Row = (&'static str, Vec<&'static str>);

fn rows(table: &'static str) -> (Vec<&'static str>, Vec<Row>) {
    let mut rows = table.trim().lines().map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        (cells.next().expect("a row has a first cell"), cells.collect::<Vec<_>>())
    });
    let (_, columns) = rows.next().expect("a table has a head");
    (columns, rows.collect())
}

/// The cell under this column; staff are looked up as whom the table says they are.
fn cell(columns: &[&str], cells: &[&'static str], column: &str) -> &'static str {
    let at = columns.iter().position(|c| *c == column).unwrap_or_else(|| panic!("no column {column}"));
    assert_eq!(columns.len(), cells.len());
    cells[at]
}

fn access(cell: &str, anonymous: bool) -> Access {
    match cell {
        "-" if anonymous => Access::SignIn,
        "-" => Access::Forbidden,
        "404" => Access::Hidden,
        "yes" => Access::Granted,
        other => panic!("{other} is no answer"),
    }
}

fn actions(row: &str) -> &'static [Action] {
    match row {
        "read, history, download" => &[Action::Read],
        "take a snapshot" => &[Action::TakeSnapshot],
        "export, export a snapshot" => &[Action::Export],
        "annotate, verify" | "edit / delete own annotation" => &[Action::Annotate],
        "edit / delete others'" => &[Action::EditOthers],
        "upload images and labels, edit texts, tags" => &[Action::Contribute],
        row if row.starts_with("bulk delete") => &[Action::Govern, Action::Restore],
        row => panic!("{row} is no action"),
    }
}

fn column(role: Role, openness: Openness) -> &'static str {
    match (role, openness) {
        (Role::Anonymous, _) => "0",
        (Role::Stranger, Openness::Private) => "U private",
        (Role::Stranger, Openness::Public) => "U public",
        (Role::Stranger, Openness::Collaborative) => "U collaborative",
        (Role::Member, _) => "M",
        (Role::Creator, _) => "C",
        (Role::Admin, _) => "A",
    }
}

#[test]
fn sets_are_open_to_exactly_whom_the_table_says() {
    let (columns, rows) = rows(SETS);
    for (row, cells) in &rows {
        for role in Role::VARIANTS {
            for openness in Openness::VARIANTS {
                let expected =
                    access(cell(&columns, cells, column(*role, *openness)), *role == Role::Anonymous);
                for action in actions(row) {
                    assert_eq!(may(*role, *openness, *action), expected, "{row}, {role:?}, {openness:?}");
                }
            }
        }
    }
    for action_of_code in Action::VARIANTS {
        assert!(
            rows.iter().any(|(row, _)| actions(row).contains(action_of_code)),
            "{action_of_code:?} has no row"
        );
    }
}

#[test]
fn a_deleted_set_can_be_brought_back_and_an_archived_one_read_and_nothing_else() {
    let lets = |condition: Condition| Action::VARIANTS.iter().copied().filter(move |a| condition.lets(*a));
    assert_eq!(lets(Condition::InUse).count(), Action::VARIANTS.len());
    assert_eq!(lets(Condition::Archived).collect::<Vec<_>>(), [Action::Read, Action::Export]);
    assert_eq!(lets(Condition::Deleted).collect::<Vec<_>>(), [Action::Restore]);
}

/// There is no staff role towards sets and teams: whoever asks is asked as a stranger.
#[test]
fn staff_have_no_rights_on_sets_and_teams_of_their_own() {
    for table in [SETS, TEAMS] {
        let (columns, rows) = rows(table);
        assert!(rows.iter().all(|(_, cells)| cell(&columns, cells, "S") == "as U"));
    }
    assert_eq!(Role::VARIANTS.len(), 5);
    assert_eq!(TeamRole::VARIANTS.len(), 4);
}

const TEAM_ACTIONS: [(&str, TeamAction); 7] = [
    ("see the team", TeamAction::Read),
    ("manage members, messages", TeamAction::Manage),
    ("create sets and formats", TeamAction::Create),
    ("read a public format", TeamAction::ReadFormat { public: true }),
    ("read a private format", TeamAction::ReadFormat { public: false }),
    ("change own format", TeamAction::ChangeFormat { own: true }),
    ("change another's format", TeamAction::ChangeFormat { own: false }),
];

#[test]
fn teams_and_their_formats_are_open_to_exactly_whom_the_table_says() {
    let (columns, rows) = rows(TEAMS);
    assert_eq!(rows.len(), TEAM_ACTIONS.len());
    for ((row, cells), (name, action)) in rows.iter().zip(TEAM_ACTIONS) {
        assert_eq!(*row, name);
        for role in TeamRole::VARIANTS {
            let column = match role {
                TeamRole::Anonymous => "0",
                TeamRole::Stranger => "U",
                TeamRole::Member => "M",
                TeamRole::Admin => "A",
            };
            let expected = access(cell(&columns, cells, column), *role == TeamRole::Anonymous);
            assert_eq!(may_in_team(*role, action), expected, "{row}, {role:?}");
        }
    }
}

#[test]
fn only_staff_run_the_site() {
    let (columns, rows) = rows(SITE);
    assert_eq!(rows.len(), SiteAction::VARIANTS.len());
    for ((row, cells), action) in rows.iter().zip(SiteAction::VARIANTS) {
        for (role, column) in [(SiteRole::Anonymous, "0"), (SiteRole::Account, "U"), (SiteRole::Staff, "S")] {
            let expected = access(cell(&columns, cells, column), role == SiteRole::Anonymous);
            assert_eq!(may_on_site(role, *action), expected, "{row}, {role:?}");
        }
    }
}

/// More openness and more standing never take a right away.
#[test]
fn rights_only_grow_with_standing_and_openness() {
    let granted = |role, openness, action| may(role, openness, action) == Access::Granted;
    for action in Action::VARIANTS {
        for openness in Openness::VARIANTS {
            for pair in [Role::Anonymous, Role::Stranger, Role::Member, Role::Creator, Role::Admin].windows(2)
            {
                assert!(granted(pair[1], *openness, *action) || !granted(pair[0], *openness, *action));
            }
        }
        for role in Role::VARIANTS {
            for pair in Openness::VARIANTS.windows(2) {
                assert!(granted(*role, pair[1], *action) || !granted(*role, pair[0], *action));
            }
        }
    }
}
