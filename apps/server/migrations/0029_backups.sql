-- 0030_backups.sql
-- Backups that were asked for, taken or missed, and the drills in which one was restored aside. Who asked for one does not
-- let it go: another administrator does. Those of the schedule have nobody who asked.
create table backup_run (
  id          uuid        not null constraint backup_run_pk primary key,
  kind        text        not null constraint backup_run_kind_known check (kind in ('backup', 'drill')),
  state       text        not null constraint backup_run_state_known check (state in ('asked', 'approved', 'done', 'failed')),
  is_full     boolean     not null default false,
  asked_by    uuid        constraint backup_run_asker_exists references account (id),
  asked_at    timestamptz not null,
  approved_by uuid        constraint backup_run_approver_exists references account (id),
  approved_at timestamptz,
  ended_at    timestamptz,
  backup_id   uuid,                            -- name of its folder
  base_id     uuid,
  row_total   bigint,
  bytes       bigint,
  log_size    bigint,
  fault       text,                            -- code
  receipt     uuid,                            -- entry of the evidence log
  constraint backup_run_two_persons check (approved_by <> asked_by),
  constraint backup_run_ended check ((state in ('done', 'failed')) = (ended_at is not null)),
  constraint backup_run_fault check ((state = 'failed') = (fault is not null))
);
create index backup_run_by_kind on backup_run (kind, ended_at desc);
