-- 0015_batches.sql
-- A batch is a job with a state: a file arrives in parts, is read, and is stored in one act, whatever happens to the process
-- meanwhile. A batch says what it added, changed, removed and found unchanged, and who sent it.

-- The same bytes appended twice are one batch. A snapshot or an upsert may come again after something else changed the rows.
alter table batch drop constraint batch_content_unique;

alter table batch
  add column format         text     not null default 'csv',
  add column added          bigint   not null default 0,   -- rows of keys that were not there before
  add column changed        bigint   not null default 0,   -- rows that replaced one of the same key
  add column removed        bigint   not null default 0,   -- keys that a snapshot no longer has
  add column unchanged      bigint   not null default 0,   -- rows that were there already and were not written again
  add column key_items      text[]   not null default '{}',
  add column columns        text[],                        -- item of each column of the file, to read a quarantined row
  add column principal_type text,
  add column principal_id   uuid,
  add column job_id         uuid,
  add column corrects       uuid constraint batch_corrects_exists references batch (id);  -- whose quarantined rows came again, corrected
update batch set added = stored;
create unique index batch_content_unique on batch (dataset_id, content_hash) where mode = 'append' and corrects is null;
create unique index batch_by_job on batch (job_id) where job_id is not null;

alter table quarantine_row
  add column settled_by uuid constraint quarantine_row_settled_by_exists references batch (id);

create table aggregation_job (
  id              uuid        not null,
  dataset_id      uuid        not null,
  organization_id uuid        not null,
  principal_type  text        not null,
  principal_id    uuid        not null,
  state           text        not null,
  mode            text        not null,
  format          text,                                    -- as it was said; found from the content where it was not
  file_name       text        not null,
  options         jsonb       not null,                    -- key items, limits, confirmation: as they were asked for
  declared_bytes  bigint      not null,
  received_bytes  bigint      not null default 0,          -- on disk, flushed
  declared_hash   jsonb,                                   -- algorithm and value, where the sender gave one
  content_hash    bytea,
  folder          uuid        not null,                    -- the data folder in which the file lies
  worker          text,                                    -- the process that works on it
  attempts        integer     not null default 0,
  not_before      timestamptz,
  read_bytes      bigint      not null default 0,
  rows_seen       bigint      not null default 0,
  rows_good       bigint      not null default 0,
  quarantined     bigint      not null default 0,
  problem         jsonb,                                   -- code and parameters of a refusal or a fault; never a value
  batch_id        uuid,
  version         integer     not null default 1,
  created_at      timestamptz not null,
  started_at      timestamptz,
  updated_at      timestamptz not null,
  finished_at     timestamptz,
  constraint aggregation_job_pk primary key (id),
  constraint aggregation_job_dataset_exists foreign key (dataset_id) references dataset (id),
  constraint aggregation_job_organization_exists foreign key (organization_id) references organization (id),
  constraint aggregation_job_batch_exists foreign key (batch_id) references batch (id),
  constraint aggregation_job_principal_known check (principal_type in ('Account', 'Application')),
  constraint aggregation_job_mode_known check (mode in ('append', 'upsert', 'snapshot')),
  constraint aggregation_job_state_known check (
    state in ('uploading', 'received', 'checking', 'storing', 'stored', 'refused', 'failed', 'cancelled')),
  constraint aggregation_job_stored_has_batch check ((state = 'stored') = (batch_id is not null)),
  constraint aggregation_job_ended check ((state in ('stored', 'refused', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint aggregation_job_problem check (state not in ('refused', 'failed') or problem is not null)
);
create index aggregation_job_by_dataset on aggregation_job (dataset_id, id);
create index aggregation_job_open on aggregation_job (folder, state) where finished_at is null;

-- What a refused batch was refused for, row by row. Lines, items and reasons; the values stay with their sender.
create table aggregation_job_fault (
  job_id uuid   not null,
  line   bigint not null,
  faults jsonb  not null,
  constraint aggregation_job_fault_pk primary key (job_id, line),
  constraint aggregation_job_fault_job_exists foreign key (job_id) references aggregation_job (id)
);

-- A keyed digest of all values of a row tells whether a row that comes again is the same, also where it is sealed. Rows
-- from before have none and count as changed when they come again.
do $$
declare name text;
begin
  for name in select table_name from dataset loop
    execute format('alter table %I add column if not exists digest bytea', name);
  end loop;
end $$;

-- The receipt of a batch is found by its dataset; accesses are many more and stay out of it.
create index log_entry_of_batches on log_entry (dataset_id) where action = 'dataset.aggregate' and kind = 'act';
