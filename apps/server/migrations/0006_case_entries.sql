-- 0006_case_entries.sql
-- What was entered with each act of a case: the findings, records and receipts that a regulation asks for are its proof.
-- What was entered when the case was opened stands in procedure_case.form.

create table case_entry (
  case_id         uuid        not null constraint case_entry_case_exists references procedure_case (id),
  version         integer     not null,          -- version of the case that the act led to
  act             text        not null,
  form            jsonb       not null,
  organization_id uuid        not null constraint case_entry_organization_exists references organization (id),
  entered_by      uuid        not null constraint case_entry_account_exists references account (id),
  entered_at      timestamptz not null,
  constraint case_entry_pk primary key (case_id, version)
);
