-- 0016_keys.sql    older servers keep working: no
-- The key of a dataset has versions, so that one can take the place of another while lookups go on; and a dataset says what
-- became of it: in use, sealed off, destroyed.

create table dataset_key (
  dataset_id  uuid        not null constraint dataset_key_dataset_exists references dataset (id),
  version     integer     not null constraint dataset_key_version_positive check (version > 0),
  state       text        not null constraint dataset_key_state_known check (
    state in ('current', 'retiring', 'retired', 'destroyed')),
  wrapped_key bytea,                             -- overwritten when the version is retired or destroyed
  created_at  timestamptz not null,
  ended_at    timestamptz,
  constraint dataset_key_pk primary key (dataset_id, version),
  constraint dataset_key_wrapped_while_used check ((state in ('current', 'retiring')) = (wrapped_key is not null))
);
create unique index dataset_key_one_current on dataset_key (dataset_id) where state = 'current';

insert into dataset_key (dataset_id, version, state, wrapped_key, created_at)
select id, key_version, 'current', wrapped_key, created_at from dataset;
update dataset set wrapped_key = '\x';           -- a dropped column keeps its bytes until its row is written again
alter table dataset
  drop column wrapped_key,
  add column oldest_key   integer     not null default 1,   -- rows are sealed under versions from this one to key_version
  add column custody      text        not null default 'active' constraint dataset_custody_known check (
    custody in ('active', 'sealedOff', 'destroyed')),
  add column custody_case uuid        constraint dataset_custody_case_exists references procedure_case (id),
  add column custody_by   uuid        constraint dataset_custody_account_exists references account (id),
  add column custody_at   timestamptz;
update dataset set oldest_key = key_version;

-- A key that takes the place of another: rows are sealed anew in pages, in the order of batch and line, then quarantined rows.
create table key_rotation (
  dataset_id    uuid        not null constraint key_rotation_dataset_exists references dataset (id),
  version       integer     not null,            -- the new one
  state         text        not null constraint key_rotation_state_known check (state in ('running', 'halted', 'done', 'ended')),
  begun_by      uuid        not null constraint key_rotation_account_exists references account (id),
  begun_at      timestamptz not null,
  ended_at      timestamptz,
  phase         text        not null default 'rows' constraint key_rotation_phase_known check (phase in ('rows', 'quarantine', 'check')),
  at_batch      integer     not null default -1, -- last row done in this phase
  at_line       bigint      not null default -1,
  resealed      bigint      not null default 0,
  constraint key_rotation_pk primary key (dataset_id, version)
);
create unique index key_rotation_one_open on key_rotation (dataset_id) where state in ('running', 'halted');

-- Rows that did not open while their key was replaced: told, left as they are, and the old key stays for them.
create table key_rotation_fault (
  dataset_id uuid        not null,
  version    integer     not null,
  place      text        not null,               -- batch:line, or quarantine/batch:line
  found_at   timestamptz not null,
  constraint key_rotation_fault_pk primary key (dataset_id, version, place),
  constraint key_rotation_fault_rotation_exists foreign key (dataset_id, version) references key_rotation (dataset_id, version)
);

-- What was destroyed, by which steps, and who else had it: never a value.
create table destruction (
  case_id          uuid        constraint destruction_pk primary key constraint destruction_case_exists references procedure_case (id),
  dataset_id       uuid        not null constraint destruction_dataset_unique unique constraint destruction_dataset_exists references dataset (id),
  certificate      text        not null,         -- canonical JSON; its SM3 stands in the log
  certificate_hash bytea       not null,
  log_entry_id     uuid        not null,
  destroyed_at     timestamptz not null
);

-- Organisations that received the data, each with the case in which it says what it did with it.
create table disposal_request (
  case_id         uuid   not null constraint disposal_request_case_exists references procedure_case (id),
  organization_id uuid   not null constraint disposal_request_organization_exists references organization (id),
  task_id         uuid   not null constraint disposal_request_task_exists references procedure_case (id),
  grants          integer not null,              -- delivered grants
  accesses        bigint not null,               -- recorded accesses
  last_access_at  timestamptz,
  constraint disposal_request_pk primary key (case_id, organization_id)
);
