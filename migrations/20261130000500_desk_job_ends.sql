-- Jobs end before their end: cancelled by somebody, or after too long. And they are taken in turns.

alter table desk_jobs
    -- Who asked for it to end; the worker sees it and ends it.
    add column cancelled_by uuid,
    -- When a worker last took it: whoever was served longest ago is served next.
    add column started_at timestamptz,
    drop constraint desk_jobs_state_check,
    add constraint desk_jobs_state_check check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    drop constraint desk_jobs_finished,
    add constraint desk_jobs_finished
        check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null));

create index desk_jobs_started_at on desk_jobs (owner, started_at) where started_at is not null;
