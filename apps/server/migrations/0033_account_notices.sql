-- 0033_account_notices.sql    older servers keep working: yes, they tell nobody
-- What the holder of an account is told about it: a password or a device that changed, whoever changed it. Somebody else who
-- changed it cannot take the notice away.
create table account_notice (
  id         uuid        not null constraint account_notice_pk primary key,
  account_id uuid        not null constraint account_notice_account_exists references account (id),
  kind       text        not null constraint account_notice_kind_known
             check (kind in ('passwordChanged', 'factorConfirmed', 'factorRemoved', 'factorReset', 'rolesChanged')),
  told_at    timestamptz not null,
  read_at    timestamptz
);
create index account_notice_of_account on account_notice (account_id, id desc);
create trigger keep_evidence after insert or update or delete on account_notice for each row
  execute function keep_evidence_change('id', 'id account_id kind told_at');
