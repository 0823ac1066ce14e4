-- 0001_foundation.sql
-- Who acts (territories, organisations, people, applications), what is kept as evidence, and the cases that the law drives.
-- Days are `date` (civil days, Asia/Shanghai), instants are `timestamptz`.

create extension if not exists pg_trgm;

-- One row: which installation this is, and which keys belong to it.
create table installation (
  id               uuid        primary key,
  key_fingerprint  text        not null,
  created_at       timestamptz not null default now(),
  seeded_at        timestamptz,
  one_row          boolean     not null default true constraint installation_one_row unique check (one_row)
);

create table territory (
  code         text    primary key constraint territory_code_form check (code ~ '^[0-9]{12}$'),
  name         text    not null,
  level        text    not null constraint territory_level_known check (level in ('region', 'city', 'county')),
  parent_code  text    constraint territory_parent_exists references territory (code)
);

create table organization (
  id             uuid        primary key,
  code           text        not null constraint organization_code_unique unique,
  name           text        not null,
  territory_code text        not null constraint organization_territory_exists references territory (code),
  kinds          text[]      not null constraint organization_kinds_known check (
    kinds <@ array['authority','agency','supervisor','government','contractor','developer','platformOperator'] and cardinality(kinds) > 0),
  created_at     timestamptz not null default now()
);
create index organization_by_territory on organization (territory_code, name);
-- A territory has one authority for public data; the course of every procedure relies on it.
create unique index organization_one_authority on organization (territory_code) where kinds @> array['authority'];

create table account (
  id              uuid        primary key,
  organization_id uuid        not null constraint account_organization_exists references organization (id),
  login           text        not null constraint account_login_unique unique,
  name            text        not null,
  password_hash   text        not null,
  totp_secret     bytea,                        -- sealed; present from enrolment on
  totp_confirmed  boolean     not null default false,
  totp_last_step  bigint,                       -- a code is good once
  roles           text[]      not null default '{}',
  status          text        not null default 'active' constraint account_status_known check (status in ('active', 'closed')),
  failed_attempts integer     not null default 0,
  locked_until    timestamptz,
  created_at      timestamptz not null default now(),
  -- Three separated administrators: no account holds two of them, nor one of them beside a role of the agencies.
  constraint account_administrators_separated check (
    cardinality(roles) <= 1 or not (roles && array['systemAdmin', 'securityAdmin', 'auditAdmin']))
);
create index account_by_organization on account (organization_id);

create table session (
  token_hash   bytea       primary key,          -- the token itself is only with its holder
  account_id   uuid        not null constraint session_account_exists references account (id),
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz
);
create index session_by_account on session (account_id);

create table application (
  id              uuid        primary key,
  organization_id uuid        not null constraint application_organization_exists references organization (id),
  name            text        not null,
  status          text        not null default 'active' constraint application_status_known check (status in ('active', 'suspended')),
  created_at      timestamptz not null default now(),
  constraint application_name_unique unique (organization_id, name)
);

create table application_key (
  id             uuid        primary key,
  application_id uuid        not null constraint application_key_application_exists references application (id),
  algorithm      text        not null constraint application_key_algorithm_known check (algorithm in ('EdDSA', 'ES256')),
  public_key     jsonb       not null,
  created_at     timestamptz not null default now(),
  revoked_at     timestamptz
);
create index application_key_by_application on application_key (application_id);

-- A client assertion is good once.
create table assertion_used (
  id         text        primary key,
  expires_at timestamptz not null
);

-- What a write with an Idempotency-Key answered, so that a repeated request answers the same and does nothing.
create table idempotent_answer (
  principal    text        not null,
  key          text        not null,
  request_hash bytea       not null,
  body         jsonb       not null,
  created_at   timestamptz not null default now(),
  constraint idempotent_answer_pk primary key (principal, key)
);

-- Evidence. Entries are only ever inserted; their place in the tree is in log_leaf. The other columns repeat what the
-- body says, for finding it again.
create table log_entry (
  id              uuid        primary key,
  kind            text        not null constraint log_entry_kind_known check (kind in ('act', 'refusal', 'access', 'key', 'session', 'system')),
  body            text        not null,          -- canonical JSON (RFC 8785); its bytes are the leaf
  recorded_at     timestamptz not null,
  action          text        not null,
  actor           text        not null,
  organization_id uuid,
  case_id         uuid,
  dataset_id      uuid,
  grant_id        uuid
);
create index log_entry_by_case on log_entry (case_id, recorded_at) where case_id is not null;
create index log_entry_by_time on log_entry (recorded_at);
create index log_entry_by_grant on log_entry (grant_id, recorded_at) where grant_id is not null;

-- Entries not yet in the tree. Every process may insert; one sequencer at a time takes them out, in order.
create table log_pending (
  seq      bigint generated always as identity primary key,
  entry_id uuid not null constraint log_pending_entry_exists references log_entry (id)
);

create table log_leaf (
  leaf_index bigint primary key,
  entry_id   uuid   not null constraint log_leaf_entry_unique unique constraint log_leaf_entry_exists references log_entry (id)
);

-- C2SP tlog-tiles: up to 256 hashes of 32 bytes a tile. Full tiles never change; the right edge grows.
create table log_tile (
  level      integer not null,
  tile_index bigint  not null,
  width      integer not null constraint log_tile_width_range check (width between 1 and 256),
  hashes     bytea   not null,
  constraint log_tile_pk primary key (level, tile_index),
  constraint log_tile_length check (octet_length(hashes) = width * 32)
);

create table log_checkpoint (
  tree_size  bigint      primary key,
  root       bytea       not null,
  note       text        not null,               -- signed note
  created_at timestamptz not null
);

-- Cases: one run of a procedure of the law.
create table procedure_case (
  id             uuid        primary key,
  procedure      text        not null,
  pack           text        not null,           -- the pack whose course it follows, to its end
  pack_version   text        not null,
  territory_code text        not null constraint procedure_case_territory_exists references territory (code),
  subject_type   text        not null,
  subject_id     uuid        not null,
  state          text        not null,
  is_open        boolean     not null,
  parties        jsonb       not null,           -- party → organisation id
  owner_id       uuid        constraint procedure_case_owner_exists references organization (id),
  form           jsonb       not null,           -- what was entered when it was opened
  used           text[]      not null default '{}',
  version        integer     not null default 1,
  opened_by      uuid        not null constraint procedure_case_opener_exists references account (id),
  opened_at      timestamptz not null,
  closed_at      timestamptz,
  constraint procedure_case_open_has_owner check (not is_open or owner_id is not null)
);
create index procedure_case_by_owner on procedure_case (owner_id) where is_open;
create index procedure_case_by_subject on procedure_case (subject_id, procedure);

-- Which organisations are parties: a case is found from each of them.
create table case_party (
  case_id         uuid not null constraint case_party_case_exists references procedure_case (id),
  organization_id uuid not null constraint case_party_organization_exists references organization (id),
  party           text not null,
  constraint case_party_pk primary key (case_id, party)
);
create index case_party_by_organization on case_party (organization_id, case_id);

-- INVARIANT (ledger is the truth): due_on and state are computed from the ledger and kept for the worklist.
create table case_clock (
  id           uuid        primary key,
  case_id      uuid        not null constraint case_clock_case_exists references procedure_case (id),
  period       text        not null,
  owner_id     uuid        not null constraint case_clock_owner_exists references organization (id),
  ledger       jsonb       not null,
  state        text        not null constraint case_clock_state_known check (state in ('running', 'suspended', 'finished')),
  due_on       date,
  provisional  boolean     not null default false,
  constraint case_clock_running_has_due check (state <> 'running' or due_on is not null)
);
-- INVARIANT (one running clock): a case has at most one clock of a period that is not finished.
create unique index case_clock_one_open on case_clock (case_id, period) where state <> 'finished';
create index case_clock_worklist on case_clock (owner_id, due_on) where state = 'running';
