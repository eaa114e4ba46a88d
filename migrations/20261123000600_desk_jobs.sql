-- Long work that nobody waits for at the door: exports, zip intake. Unfinished rows are promises to people; never drop.
-- Finished rows may be deleted; what a job did is in the log and in the object store.

create table desk_jobs (
    id uuid primary key,
    kind text not null,
    payload jsonb not null,
    -- Who asked, and what it is about; pages list jobs by both.
    owner uuid,
    object uuid,
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    attempts integer not null default 0,
    attempts_at_most integer not null,
    run_after timestamptz not null,
    -- Together with `attempts` this says whose word counts: a worker that was thought dead is not listened to.
    leased_by uuid,
    lease_until timestamptz,
    progress_done bigint not null default 0,
    progress_total bigint,
    result jsonb,
    error text,
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint desk_jobs_leased check ((state = 'running') = (leased_by is not null and lease_until is not null)),
    constraint desk_jobs_finished check ((state in ('done', 'failed')) = (finished_at is not null))
);

create index desk_jobs_queued on desk_jobs (run_after, id) where state = 'queued';
create index desk_jobs_running on desk_jobs (lease_until) where state = 'running';
create index desk_jobs_finished_at on desk_jobs (finished_at) where finished_at is not null;
create index desk_jobs_owner on desk_jobs (owner, created_at);
create index desk_jobs_object on desk_jobs (object, created_at);
