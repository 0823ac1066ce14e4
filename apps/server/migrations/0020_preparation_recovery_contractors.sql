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
