-- 0021_exports.sql
-- Files of a dataset, written once for a grant, sealed in the data folder, and gone after their time.

-- Thousandths of the rows that an export under this grant may withhold, so that a leaked part of it says where it comes from.
-- Nothing is withheld unless the grant says so.
alter table data_grant
  add column withheld_per_mille integer not null default 0 constraint data_grant_withheld_small check (
    withheld_per_mille between 0 and 100);

-- What is kept of an export after its file is gone is what a leaked file is traced by: no value, and nothing that was chosen.
create table export_job (
  id              uuid        not null constraint export_job_pk primary key,
  dataset_id      uuid        not null constraint export_job_dataset_exists references dataset (id),
  dataset_code    text        not null,
  grant_id        uuid        not null constraint export_job_grant_exists references data_grant (id),
  application_id  uuid        not null constraint export_job_application_exists references application (id),
  organization_id uuid        not null constraint export_job_organization_exists references organization (id),
  entry_version   integer     not null,
  layout_version  integer     not null,
  up_to_batch     integer     not null,              -- rows as they stood after this batch
  purpose         text        not null,
  approval        uuid,                              -- second approval that it used, where its volume needed one
  matter          text        not null,
  fields          text[]      not null,
  conditions      jsonb       not null,              -- on plain items, those of the request and those of the grant
  terms           jsonb       not null,              -- rows and masks of the grant; a file made under others is not given out
  format          text        not null constraint export_job_format_known check (format in ('csv', 'jsonl', 'xlsx', 'parquet')),
  withheld_per_mille integer  not null,
  masked          text[]      not null default '{}', -- fields of which no value is shown as it is; known once it is written
  masked_by_grade text[]      not null default '{}', -- those of them that are masked whatever the grant says
  state           text        not null constraint export_job_state_known check (
    state in ('waiting', 'writing', 'ready', 'failed', 'expired', 'discarded')),
  folder          text        not null,              -- names the data folder in which the file lies
  worker          text,
  attempts        integer     not null default 0,
  rows_total      bigint      not null,
  rows_done       bigint      not null default 0,
  rows_withheld   bigint      not null default 0,
  bytes           bigint,
  sm3             bytea,
  sha256          bytea,
  file_key        bytea,                             -- wrapped; null when there is no file, or no longer
  problem         jsonb,
  receipt         uuid,                              -- of the entry that says what the file holds
  created_at      timestamptz not null,
  started_at      timestamptz,
  fetched_at      timestamptz,                       -- first: from then on its rows are counted as taken under the grant
  finished_at     timestamptz,
  expires_at      timestamptz not null,
  constraint export_job_ready_is_whole check (
    state <> 'ready' or (file_key is not null and bytes is not null and sm3 is not null and sha256 is not null))
);
create index export_job_by_dataset on export_job (dataset_id, created_at);
create index export_job_by_application on export_job (application_id, created_at);
create index export_job_waiting on export_job (created_at) where state in ('waiting', 'writing');
create index export_job_expiring on export_job (expires_at) where state = 'ready';
