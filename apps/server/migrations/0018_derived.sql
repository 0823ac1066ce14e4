-- 0018_derived.sql
-- Results of processing inside the platform: jobs with their sources field by field, and results that wait under assessment.

alter table catalog_entry
  add column derived_risk text not null default 'none' constraint catalog_entry_derived_risk_known check (
    derived_risk in ('none', 'blocked'));

-- Rows of a run wait in a table of their own (`staging`) until the result is released: nothing that reads datasets knows it.
create table processing_job (
  id              uuid        not null constraint processing_job_pk primary key,
  case_id         uuid        constraint processing_job_case_exists references procedure_case (id),
  entry_id        uuid        not null constraint processing_job_entry_exists references catalog_entry (id),
  organization_id uuid        not null constraint processing_job_organization_exists references organization (id),
  purpose         text        not null,
  plan            jsonb       not null,
  facts           jsonb       not null,                 -- what the rules were asked with
  findings        jsonb       not null default '[]',    -- rules that wanted an assessment, with those facts
  assessed        jsonb       not null default 'null',  -- the facts that an assessment has settled
  state           text        not null constraint processing_job_state_known check (
    state in ('ready', 'running', 'stopped', 'done', 'failed', 'released', 'discarded')),
  resumes         text        not null default 'ready' constraint processing_job_resumes_known check (resumes in ('ready', 'done')),
  run             integer     not null default 0,
  layout_version  integer,
  batch           integer,                              -- number in the dataset of the result
  staging         text,
  rows_read       bigint      not null default 0,
  rows_written    bigint      not null default 0,
  content_hash    bytea,
  fault           jsonb,
  created_by      uuid        not null,
  created_at      timestamptz not null,
  started_at      timestamptz,
  touched_at      timestamptz,
  finished_at     timestamptz,
  constraint processing_job_case_once unique (case_id)
);
create index processing_job_by_entry on processing_job (entry_id, created_at);
create index processing_job_waiting on processing_job (created_at) where state in ('ready', 'running');

create table processing_input (
  job_id     uuid    not null constraint processing_input_job_exists references processing_job (id),
  position   integer not null,
  name       text    not null,
  entry_id   uuid    not null constraint processing_input_entry_exists references catalog_entry (id),
  dataset_id uuid    not null constraint processing_input_dataset_exists references dataset (id),
  grant_id   uuid    constraint processing_input_grant_exists references data_grant (id),  -- null: own data
  last_batch integer not null default 0,                -- the newest batch that was there when the run began
  rows_read  bigint  not null default 0,
  constraint processing_input_pk primary key (job_id, position)
);
create index processing_input_by_entry on processing_input (entry_id);

-- Which item of which source an item of the result came from. `how`: copied, grouped, summed; counted and used have no target value of their own.
create table processing_mapping (
  job_id      uuid    not null constraint processing_mapping_job_exists references processing_job (id),
  position    integer not null,
  output_item text    not null,                         -- '' : the item decides which rows there are
  entry_id    uuid    not null constraint processing_mapping_entry_exists references catalog_entry (id),
  input_item  text    not null,
  how         text    not null constraint processing_mapping_how_known check (
    how in ('copied', 'grouped', 'summed', 'counted', 'joined', 'filtered')),
  constraint processing_mapping_pk primary key (job_id, position)
);
create index processing_mapping_by_source on processing_mapping (entry_id, input_item);

-- One row a case that stopped a result; while any of an entry is not lifted, the entry is blocked.
create table derived_hold (
  case_id   uuid        not null constraint derived_hold_pk primary key constraint derived_hold_case_exists references procedure_case (id),
  entry_id  uuid        not null constraint derived_hold_entry_exists references catalog_entry (id),
  since     timestamptz not null,
  lifted_at timestamptz
);
create index derived_hold_standing on derived_hold (entry_id) where lifted_at is null;
