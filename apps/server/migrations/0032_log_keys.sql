-- 0032_log_keys.sql
-- A signing key of the log that became known goes on to vouch for a forged log. Its revocation is asked for by one administrator
-- and agreed to by another; the act of the second is the statement in the log.
create table log_key_revocation (
  version     integer     not null constraint log_key_revocation_pk primary key,
  from_entry  bigint      not null constraint log_key_revocation_from_positive check (from_entry >= 0),
  keys        text[]      not null,                     -- as they were published
  asked_by    uuid        not null constraint log_key_revocation_asker_exists references account (id),
  asked_at    timestamptz not null,
  agreed_by   uuid        constraint log_key_revocation_agreer_exists references account (id),
  agreed_at   timestamptz,
  constraint log_key_revocation_agreed_whole check ((agreed_by is null) = (agreed_at is null)),
  constraint log_key_revocation_two_persons check (agreed_by <> asked_by)
);
create trigger keep_evidence after insert or update or delete on log_key_revocation for each row
  execute function keep_evidence_change('version', 'version from_entry keys asked_by asked_at agreed_by agreed_at');
