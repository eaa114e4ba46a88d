//! What the server's own role may do to the log.

use sqlx::{Executor as _, PgPool};

use crate::world::{World, append};

#[sqlx::test(migrations = "../migrations")]
async fn the_role_that_owns_the_log_may_not_change_it(pool: PgPool) {
    let mut world = World::new(6);
    world.live(10);
    let mut connection = pool.acquire().await.unwrap();
    append(&world.log, &mut connection).await;
    // Roles belong to the whole cluster: made within a transaction that is never committed.
    connection.execute("begin; create role annals_owner").await.unwrap();
    for table in ["events", "log_heads"] {
        connection.execute(format!("alter table {table} owner to annals_owner").as_str()).await.unwrap();
    }
    connection
        .execute("grant usage on schema public to annals_owner; set local role annals_owner")
        .await
        .unwrap();
    connection.execute("insert into log_heads values (1, '', '', now(), '')").await.unwrap();
    for sql in [
        "update events set type = 'Nothing' where position = 1",
        "delete from events where position = 1",
        "truncate events",
        "update log_heads set root = ''",
        "delete from log_heads",
        "truncate log_heads",
    ] {
        let refused = connection.execute(format!("savepoint before; {sql}").as_str()).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"), "{sql}");
        connection.execute("rollback to before").await.unwrap();
    }
    connection.execute("rollback").await.unwrap();
}
