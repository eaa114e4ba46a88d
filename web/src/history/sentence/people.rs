//! What is said of accounts and teams.

use domain::{AccountId, TeamId, account, team};

use super::{Sentence, Words};

pub(super) fn of_account(id: AccountId, event: &account::Event, words: &Words) -> Sentence {
    use account::Event::{
        AccountApproved, AccountClosed, AccountRegistered, RegistrationRefused, StaffRightsGranted,
        StaffRightsRevoked,
    };
    let about = |before: &str, after: &str| Sentence::say(before).link(words.person(id)).then(after);
    match event {
        AccountRegistered {} => about("registered the account of ", ""),
        AccountApproved {} => about("approved the account of ", ""),
        StaffRightsGranted {} => about("made ", " staff"),
        StaffRightsRevoked {} => about("took staff rights from ", ""),
        RegistrationRefused {} => about("refused the registration of ", ""),
        AccountClosed {} => about("closed the account of ", ""),
    }
}

pub(super) fn of_team(id: TeamId, event: &team::Event, words: &Words) -> Sentence {
    use team::Event::{
        AdminAppointed, AdminDismissed, InvitationDeclined, InvitationTakenBack, MemberExpelled,
        MemberInvited, MemberJoined, MemberLeft, TeamArchived, TeamFounded, TeamRenamed,
    };
    let this = |name: String| (format!("/teams/{id}"), name);
    let person = |before: &str, account: &AccountId, between: &str| {
        Sentence::say(before).link(words.person(*account)).then(between).link(words.team(id))
    };
    match event {
        TeamFounded { name } => Sentence::say("founded the team ").link(this(name.to_string())),
        TeamRenamed { name } => {
            Sentence::renamed("the team", words.name_before(id.uuid()), this(name.to_string()))
        }
        MemberInvited { account } => person("invited ", account, " to "),
        MemberJoined { .. } => Sentence::say("joined ").link(words.team(id)),
        MemberLeft { .. } => Sentence::say("left ").link(words.team(id)),
        MemberExpelled { account } => person("expelled ", account, " from "),
        InvitationDeclined { .. } => Sentence::say("declined the invitation to ").link(words.team(id)),
        InvitationTakenBack { account } => person("took back the invitation of ", account, " to "),
        AdminAppointed { account } => person("appointed ", account, " an admin of "),
        AdminDismissed { account } => person("dismissed ", account, " as an admin of "),
        TeamArchived {} => Sentence::say("archived the team ").link(words.team(id)),
    }
}
