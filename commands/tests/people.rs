//! Coming in: a person of the desk and an account of the log, both or neither, and in whose name.

use std::{sync::Arc, time::Duration};

use commands::{
    Caller, Commands, Registration, Settings,
    clock::ManualClock,
    desk::{LoginName, Passwords, people},
};
use domain::{
    AccountId, CommandId, Fact,
    account::Event,
    testing::{ALICE, noon},
};
use fixtures::{caller, code, fresh, name};
use projections::Via;
use sqlx::PgPool;

const PASSWORD: &str = "seven lazy robots kick";

fn login() -> LoginName {
    LoginName::parse("dora").unwrap()
}

async fn site(pool: PgPool) -> Commands {
    let settings = Settings { registration: Registration::Approval, ..Settings::default() };
    let commands = fixtures::start_with(pool, Arc::new(ManualClock::at(noon())), settings);
    commands.accounts.register(caller(ALICE), ALICE, true, true).await.unwrap();
    commands
}

async fn create(commands: &Commands, caller: Caller) -> Result<AccountId, commands::CommandError> {
    commands.people.create(caller, login(), name("Dora"), PASSWORD, true, false).await
}

async fn register(commands: &Commands, command: CommandId) -> Result<bool, commands::CommandError> {
    // Its random half first, so that each command comes from a network of its own.
    let address = std::net::Ipv6Addr::from(command.uuid().as_u128().rotate_left(64)).into();
    commands.people.register(command, address, login(), name("Dora"), PASSWORD).await
}

async fn facts(commands: &Commands, account: AccountId) -> Vec<(AccountId, Via, Event)> {
    let facts = commands.views().log().of_stream(account.uuid(), i64::MAX).await.unwrap();
    let told = facts.into_iter().map(|fact| match fact.fact {
        Fact::Account(_, event) => (fact.account, fact.via, event),
        other => panic!("{other:?} is not an account's"),
    });
    told.collect()
}

async fn dora(commands: &Commands) -> Option<AccountId> {
    commands.people.find_by_name(&login()).await.unwrap().map(|person| person.account)
}

#[sqlx::test(migrations = "../migrations")]
async fn whom_staff_let_in_was_let_in_by_staff(pool: PgPool) {
    let commands = site(pool).await;
    let dora = create(&commands, Caller { via: Via::Page, ..caller(ALICE) }).await.unwrap();
    let by_alice = [Event::AccountRegistered {}, Event::AccountApproved {}].map(|e| (ALICE, Via::Page, e));
    assert_eq!(facts(&commands, dora).await, by_alice);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_registers_and_whom_the_operator_lets_in_are_their_own_authors(pool: PgPool) {
    let commands = site(pool).await;
    assert!(!register(&commands, fresh().into()).await.unwrap(), "approval is still to come");
    let dora = dora(&commands).await.unwrap();
    assert_eq!(facts(&commands, dora).await, [(dora, Via::Page, Event::AccountRegistered {})]);

    let operator = Caller::newcomer(Via::Operator, fresh().into());
    let login = LoginName::parse("emil").unwrap();
    let emil = commands.people.create(operator, login, name("Emil"), PASSWORD, true, true).await.unwrap();
    assert!(facts(&commands, emil).await.iter().all(|(by, via, _)| (*by, *via) == (emil, Via::Operator)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_that_is_sent_twice_makes_one_account_and_has_one_answer(pool: PgPool) {
    let commands = site(pool).await;
    let command = CommandId::new(fresh());
    let (first, second) = tokio::join!(register(&commands, command), register(&commands, command));
    assert_eq!((first.unwrap(), second.unwrap()), (false, false));
    assert!(!register(&commands, command).await.unwrap());
    let dora = dora(&commands).await.unwrap();
    assert_eq!(facts(&commands, dora).await.len(), 1);

    let other = register(&commands, fresh().into()).await.unwrap_err();
    assert_eq!(other.to_string(), "this name is taken");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_refused_by_the_log_leaves_the_name_to_others(pool: PgPool) {
    let commands = site(pool).await;
    let used = caller(ALICE);
    commands.teams.found(used, name("Bit-Bots")).await.unwrap();

    assert_eq!(code(&create(&commands, used).await.unwrap_err()), "command_id_reused");

    assert_eq!(dora(&commands).await, None);
    create(&commands, caller(ALICE)).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_client_that_goes_away_does_not_leave_a_name_without_an_account(pool: PgPool) {
    let commands = site(pool).await;
    let mut head = commands.head();
    head.mark_unchanged();
    let asked = {
        let commands = commands.clone();
        tokio::spawn(async move { register(&commands, fresh().into()).await })
    };
    while dora(&commands).await.is_none() {
        tokio::task::yield_now().await;
    }
    asked.abort();

    tokio::time::timeout(Duration::from_mins(1), head.changed()).await.expect("it goes on").unwrap();
    let dora = dora(&commands).await.unwrap();
    assert_eq!(facts(&commands, dora).await.len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn people_whose_account_never_came_into_the_log_are_swept_and_nobody_else(pool: PgPool) {
    let commands = site(pool.clone()).await;
    register(&commands, fresh().into()).await.unwrap();
    let crashed = people::NewPerson {
        account: AccountId::new(fresh()),
        login_name: LoginName::parse("emil").unwrap(),
        display_name: name("Emil"),
        email: None,
        password: PASSWORD,
    };
    people::create(&pool, &Passwords::with_cost(8, 1, 1), crashed, noon()).await.unwrap();

    assert_eq!(people::sweep(&pool, noon()).await.unwrap(), 0, "they may still be on their way");
    assert_eq!(people::sweep(&pool, noon() + Duration::from_mins(1)).await.unwrap(), 1);

    assert!(dora(&commands).await.is_some());
}

/// The command line, or another replica, by its own memory.
#[sqlx::test(migrations = "../migrations")]
async fn what_another_process_ends_is_noticed_within_a_second(pool: PgPool) {
    let clock = Arc::new(ManualClock::at(noon()));
    let (here, there) = (fixtures::start(pool.clone(), clock.clone()), fixtures::start(pool, clock.clone()));
    let operator = Caller::newcomer(Via::Operator, fresh().into());
    let dora = create(&here, operator).await.unwrap();
    let address = std::net::Ipv4Addr::LOCALHOST.into();
    let browser = commands::Browser::fresh(address, "Browser");
    let opened = here.sessions.sign_in("dora", PASSWORD, browser).await.unwrap();
    let cookie = opened.session.reveal();
    for commands in [&here, &there] {
        assert_eq!(commands.sessions.find(cookie).await.unwrap().unwrap().account, dora);
    }

    there.sessions.sign_out(cookie).await.unwrap();

    assert!(there.sessions.find(cookie).await.unwrap().is_none(), "where it ended, it ended at once");
    clock.advance(Duration::from_millis(999));
    assert!(here.sessions.find(cookie).await.unwrap().is_some());
    clock.advance(Duration::from_millis(1));
    assert!(here.sessions.find(cookie).await.unwrap().is_none());
}
