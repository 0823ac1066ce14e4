-- 0020_preparation_recovery_contractors.sql
-- What is proved of data before it leaves, of data that could be lost, and of those who work on it under a contract.

-- Processing of a version before it is shared or opened. Of versions that stand already nothing was recorded.
alter table catalog_entry add column prepared boolean not null default false;

create table preparation_record (
  case_id         uuid        not null constraint preparation_record_pk primary key
    constraint preparation_record_case_exists references procedure_case (id),
  entry_id        uuid        not null,
  number          integer     not null,
  steps           jsonb       not null,          -- as the provider stated them
  known           jsonb       not null,          -- what the platform itself knew then
  organization_id uuid        not null constraint preparation_record_organization_exists references organization (id),
  recorded_at     timestamptz not null,
  constraint preparation_record_version_exists foreign key (entry_id, number) references catalog_version (entry_id, number)
);
create index preparation_record_by_entry on preparation_record (entry_id, number);

-- How an information system or a dataset is got back when it is lost. Plans and records are added and changed nowhere; the
-- last one entered is the plan. A subject is a row of information_system or of dataset: two tables, one register.
create table recovery_plan (
  id             uuid        not null constraint recovery_plan_pk primary key,
  subject_kind   text        not null constraint recovery_plan_kind_known check (subject_kind in ('system', 'dataset')),
  subject_id     uuid        not null,
  interval_days  integer     not null constraint recovery_plan_interval_positive check (interval_days >= 1),
  medium         text        not null,
  place          text        not null,
  retention_days integer     not null constraint recovery_plan_retention_positive check (retention_days >= 1),
  responsible    text        not null,           -- department or post, never a person
  account_id     uuid        not null constraint recovery_plan_account_exists references account (id),
  entered_at     timestamptz not null
);
create index recovery_plan_by_subject on recovery_plan (subject_id, entered_at desc, id desc);

create table recovery_backup (
  id           uuid        not null constraint recovery_backup_pk primary key,
  subject_kind text        not null constraint recovery_backup_kind_known check (subject_kind in ('system', 'dataset')),
  subject_id   uuid        not null,
  taken_at     timestamptz not null,
  reference    text        not null,
  checksum     text,
  account_id   uuid        not null constraint recovery_backup_account_exists references account (id),
  entered_at   timestamptz not null
);
create index recovery_backup_by_subject on recovery_backup (subject_id, taken_at desc, id desc);

create table recovery_test (
  id           uuid        not null constraint recovery_test_pk primary key,
  subject_kind text        not null constraint recovery_test_kind_known check (subject_kind in ('system', 'dataset')),
  subject_id   uuid        not null,
  backup_id    uuid        constraint recovery_test_backup_exists references recovery_backup (id),
  tested_on    date        not null,
  result       text        not null constraint recovery_test_result_known check (result in ('passed', 'failed')),
  tested_by    text        not null,             -- department or post, never a person
  findings     text,
  account_id   uuid        not null constraint recovery_test_account_exists references account (id),
  entered_at   timestamptz not null
);
create index recovery_test_by_subject on recovery_test (subject_id, tested_on desc, id desc);

-- Contracts under which others work on public data: whose contract, until when, which datasets, which tasks, which accounts.
alter table account add column valid_until date;              -- last day of an account that is limited in time

create table service_contract (
  case_id       uuid        not null constraint service_contract_pk primary key
    constraint service_contract_case_exists references procedure_case (id),
  contractor_id uuid        not null constraint service_contract_contractor_exists references organization (id),
  principal_id  uuid        not null constraint service_contract_principal_exists references organization (id),
  valid_until   date        not null,
  tasks         text[]      not null default '{}',
  reviewed_at   timestamptz,                   -- passed its security review, where the course of the case has one
  ended_at      timestamptz
);
create index service_contract_by_contractor on service_contract (contractor_id);
create index service_contract_running on service_contract (valid_until) where ended_at is null;

create table service_contract_dataset (
  case_id  uuid not null constraint service_contract_dataset_contract_exists references service_contract (case_id),
  entry_id uuid not null constraint service_contract_dataset_entry_exists references catalog_entry (id),
  constraint service_contract_dataset_pk primary key (case_id, entry_id)
);
create index service_contract_dataset_by_entry on service_contract_dataset (entry_id);

create table service_contract_account (
  case_id     uuid        not null constraint service_contract_account_contract_exists references service_contract (case_id),
  account_id  uuid        not null constraint service_contract_account_account_exists references account (id),
  admitted_at timestamptz not null,
  constraint service_contract_account_pk primary key (case_id, account_id)
);
create index service_contract_account_by_account on service_contract_account (account_id);
