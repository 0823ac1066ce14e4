-- 0002_catalog_and_data.sql
-- The first data path: catalog entry with items → dataset with sealed rows → grant.

create table catalog_entry (
  id             uuid        primary key,
  code           text        not null constraint catalog_entry_code_unique unique,
  name           text        not null,
  territory_code text        not null constraint catalog_entry_territory_exists references territory (code),
  provider_id    uuid        not null constraint catalog_entry_provider_exists references organization (id),
  state          text        not null constraint catalog_entry_state_known check (
    state in ('draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn')),
  fields         jsonb       not null,           -- what the regime's form asks for
  version        integer     not null default 1,
  created_at     timestamptz not null,
  published_at   timestamptz
);
create index catalog_entry_by_territory on catalog_entry (territory_code, code);
create index catalog_entry_by_provider on catalog_entry (provider_id);
create index catalog_entry_name_trgm on catalog_entry using gin (name gin_trgm_ops);

create table data_item (
  entry_id    uuid    not null constraint data_item_entry_exists references catalog_entry (id),
  position    integer not null,
  code        text    not null,                  -- column name in files and answers, e.g. xm
  name        text    not null,                  -- Chinese name, e.g. 姓名
  type        text    not null constraint data_item_type_known check (type in ('text', 'integer', 'decimal', 'date', 'boolean')),
  max_length  integer,
  nullable    boolean not null,
  identifier  text    constraint data_item_identifier_known check (identifier in ('residentId', 'creditCode', 'other')),
  sealed      boolean not null,
  mask        text    not null,                  -- mask category of the privacy package, or none
  grade       integer not null constraint data_item_grade_range check (grade between 1 and 4),
  constraint data_item_pk primary key (entry_id, code)
);

create table dataset (
  id          uuid        primary key,
  entry_id    uuid        not null constraint dataset_entry_unique unique constraint dataset_entry_exists references catalog_entry (id),
  code        text        not null constraint dataset_code_unique unique,
  table_name  text        not null constraint dataset_table_unique unique,
  layout      jsonb       not null,              -- columns as built from the items of the published version
  wrapped_key bytea       not null,
  key_version integer     not null,
  row_count   bigint      not null default 0,
  next_batch  integer     not null default 1,     -- numbers are given out before a file is read
  created_at  timestamptz not null
);

create table batch (
  id           uuid        primary key,
  dataset_id   uuid        not null constraint batch_dataset_exists references dataset (id),
  number       integer     not null,
  content_hash bytea       not null,             -- SM3 of the bytes received
  file_name    text        not null,
  received     bigint      not null,
  stored       bigint      not null,
  quarantined  bigint      not null,
  created_at   timestamptz not null,
  constraint batch_number_unique unique (dataset_id, number),
  constraint batch_content_unique unique (dataset_id, content_hash)
);

-- Rows that did not pass. The row is kept sealed; the report shows field and reason, never the value.
create table quarantine_row (
  batch_id uuid    not null constraint quarantine_row_batch_exists references batch (id),
  line     bigint  not null,
  faults   jsonb   not null,
  sealed   bytea   not null,
  constraint quarantine_row_pk primary key (batch_id, line)
);

create table data_grant (
  id             uuid        primary key,
  case_id        uuid        not null constraint data_grant_case_unique unique constraint data_grant_case_exists references procedure_case (id),
  entry_id       uuid        not null constraint data_grant_entry_exists references catalog_entry (id),
  applicant_id   uuid        not null constraint data_grant_applicant_exists references organization (id),
  application_id uuid        not null constraint data_grant_application_exists references application (id),
  course         text        not null,           -- pack under whose course it was granted
  fields         text[]      not null,
  purposes       text[]      not null,
  valid_until    date        not null,
  status         text        not null constraint data_grant_status_known check (status in ('active', 'suspended', 'revoked')),
  delivered_at   timestamptz,
  issued_at      timestamptz not null
);
create index data_grant_lookup on data_grant (application_id, entry_id);
create index data_grant_by_applicant on data_grant (applicant_id);
create index data_grant_by_entry on data_grant (entry_id);
