-- 0024_maintenance.sql
-- Times in which the gateway is closed, announced before. One that was ended early, or withdrawn, has who did it and when.

create table maintenance_window (
  id           uuid        not null constraint maintenance_window_pk primary key,
  begins_at    timestamptz not null,
  ends_at      timestamptz not null,
  notice       text        not null,                  -- public: what for, and what it means for whoever calls
  announced_by uuid        not null constraint maintenance_window_announcer_exists references account (id),
  announced_at timestamptz not null,
  ended_by     uuid        constraint maintenance_window_ender_exists references account (id),
  ended_at     timestamptz,
  constraint maintenance_window_ends_after_begin check (ends_at > begins_at),
  constraint maintenance_window_ended_whole check ((ended_by is null) = (ended_at is null))
);
create index maintenance_window_not_over on maintenance_window (ends_at) where ended_at is null;
