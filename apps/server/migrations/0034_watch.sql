-- 0034_watch.sql    older servers keep working: yes, they watch nothing
-- What is out of bounds, from when to when, and who took it on. INVARIANT (an alert is opened once): one alert of a signal is
-- open at a time, whatever number of processes watch.
create table watch_alert (
  id              uuid             not null constraint watch_alert_pk primary key,
  signal          text             not null,
  measured        double precision not null,      -- when it was opened
  most            double precision not null,      -- the limit that it went over
  opened_at       timestamptz      not null,
  escalated_at    timestamptz,
  acknowledged_by uuid             constraint watch_alert_account_exists references account (id),
  acknowledged_at timestamptz,
  note            text,
  closed_at       timestamptz,
  constraint watch_alert_acknowledged check ((acknowledged_by is null) = (acknowledged_at is null))
);
create unique index watch_alert_one_open on watch_alert (signal) where closed_at is null;
create trigger keep_evidence after insert or update or delete on watch_alert for each row execute function
  keep_evidence_change('id', 'id signal measured most opened_at escalated_at acknowledged_by acknowledged_at note closed_at');
-- What the last check of the evidence found is asked again and again; of all entries few are checks.
create index log_entry_of_checks on log_entry (recorded_at desc, id desc) where kind = 'system' and action = 'log.check';
