//! What a page says once after something was saved.

/// What was done. The code stands in the address, so nobody can make a page say anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Said {
    Texts,
    Plan,
    Openness,
    Locked,
    Unlocked,
    Blind,
    NotBlind,
    Released,
    Restored,
    Renamed,
    Archived,
    Invited,
    Appointed,
    Dismissed,
    Expelled,
    Joined,
    Left,
    Declined,
    LetIn,
    Refused,
    AccountCreated,
    TypeDefined,
    TypeChanged,
    TypeActivated,
    TypeDeactivated,
    Snapshot,
    SnapshotWithdrawn,
    Format,
    FormatSharing,
    FormatDeleted,
    SetDeleted,
    SignedOut,
    OthersSignedOut,
    TokenRevoked,
}

impl Said {
    /// The parameter of an address that holds the code.
    pub const PARAMETER: &'static str = "saved";

    pub const fn words(self) -> &'static str {
        match self {
            Self::Texts => "Name, location and description are saved.",
            Self::Plan => "The plan is saved.",
            Self::Openness => "Who may see the set is saved.",
            Self::Locked => "The images are locked.",
            Self::Unlocked => "The images are unlocked.",
            Self::Blind => "Votes are hidden until one has voted.",
            Self::NotBlind => "Everybody sees how others voted.",
            Self::Released => "The set is released to everybody.",
            Self::Restored => "The set is restored.",
            Self::Renamed => "The name is saved.",
            Self::Archived => "The team is archived.",
            Self::Invited => "The invitation is sent. It is shown on the front page of whoever is invited.",
            Self::Appointed => "The member is an admin.",
            Self::Dismissed => "The admin is a plain member.",
            Self::Expelled => "This person does not belong to the team any more.",
            Self::Joined => "You are a member.",
            Self::Left => "You do not belong to the team any more.",
            Self::Declined => "The invitation is declined.",
            Self::LetIn => "The account can be used.",
            Self::Refused => "The registration is refused.",
            Self::AccountCreated => "The account is created.",
            Self::TypeDefined => "The annotation type is defined.",
            Self::TypeChanged => "The annotation type is saved.",
            Self::TypeActivated => "The annotation type can be drawn again.",
            Self::TypeDeactivated => "The annotation type cannot be drawn any more.",
            Self::Snapshot => "Name and note are saved.",
            Self::SnapshotWithdrawn => "The snapshot is taken off the list.",
            Self::Format => "The export format is saved.",
            Self::FormatSharing => "Who may use the export format is saved.",
            Self::FormatDeleted => "The export format is deleted.",
            Self::SetDeleted => "The image set is deleted. It can be restored for 30 days.",
            Self::SignedOut => "The other browser is signed out.",
            Self::OthersSignedOut => "You are signed out everywhere else.",
            Self::TokenRevoked => "The token is revoked.",
        }
    }

    /// What the query of an address says.
    pub fn of(query: Option<&str>) -> Option<Self> {
        let pairs = url::form_urlencoded::parse(query?.as_bytes());
        pairs.into_iter().find(|(name, _)| name == Self::PARAMETER)?.1.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::Said;

    #[test]
    fn an_address_can_only_say_what_stands_here() {
        for said in Said::VARIANTS {
            let code: &str = said.into();
            assert_eq!(Said::of(Some(&format!("after=x&saved={code}"))), Some(*said));
            assert!(said.words().ends_with('.'), "{code}");
        }
        assert_eq!(Said::of(Some("saved=<b>")), None);
        assert_eq!(Said::of(None), None);
    }
}
