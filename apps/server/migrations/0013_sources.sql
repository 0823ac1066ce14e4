-- 0013_sources.sql
-- Where the rows of a dataset are fetched from by schedule: a table of the agency's database, or a folder it puts files into.

create table data_source (
  id              uuid        primary key,
  dataset_id      uuid        not null constraint data_source_dataset_exists references dataset (id),
  account_id      uuid        not null constraint data_source_account_exists references account (id), -- under whose right it is fetched
  kind            text        not null constraint data_source_kind_known check (kind in ('postgresql', 'mysql', 's3', 'sftp')),
  place           jsonb       not null,              -- where it is and how it is read; never a secret
  sealed_secret   bytea       not null,              -- password or keys, wrapped under the key-encryption key
  mode            text        not null constraint data_source_mode_known check (mode in ('append', 'upsert', 'snapshot')),
  schedule        jsonb       not null,
  state           text        not null default 'active' constraint data_source_state_known check (state in ('active', 'paused', 'ended')),
  version         integer     not null default 1,
  next_pull_at    timestamptz,
  leased_until    timestamptz,                       -- a process is fetching it until then, and longer while it says so
  created_at      timestamptz not null,
  constraint data_source_active_has_next check (state <> 'active' or next_pull_at is not null)
);
create index data_source_due on data_source (next_pull_at) where state = 'active';
create index data_source_by_dataset on data_source (dataset_id);

create table source_pull (
  id          uuid        primary key,
  source_id   uuid        not null constraint source_pull_source_exists references data_source (id),
  started_at  timestamptz not null,
  finished_at timestamptz,
  state       text        not null constraint source_pull_state_known check (state in ('running', 'done', 'failed')),
  batches     integer[]   not null default '{}',     -- numbers of the batches it made
  problem     jsonb,                                 -- of a failure: the code and its parameters
  constraint source_pull_failed_says_why check (state <> 'failed' or problem is not null)
);
create index source_pull_by_source on source_pull (source_id, id desc);

-- Files of a folder that were taken, so that none is taken twice; one that was written anew has another mark.
create table source_file (
  source_id uuid        not null constraint source_file_source_exists references data_source (id),
  name      text        not null,
  mark      text        not null,
  taken_at  timestamptz not null,
  constraint source_file_pk primary key (source_id, name, mark)
);
