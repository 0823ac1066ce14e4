-- 0008_catalog_search.sql
-- One row per entry for finding and counting it, written in the transaction of whatever changes the entry, and the register of
-- information systems that the data comes from.

create table catalog_search (
  entry_id       uuid     not null constraint catalog_search_pk primary key
    constraint catalog_search_entry_exists references catalog_entry (id),
  territory_code text     not null,
  provider_id    uuid     not null,
  code           text     not null,
  state          text     not null,
  level          text     not null,
  category       text,
  share_attribute text,
  open_attribute text,
  grade          smallint,
  update_cycle   text,
  fresh_through  date,                          -- last day on which the data counts as current; none before the first batch
  system_name    text,
  system_code    text,
  code_key       text     not null,             -- folded, without separators: what a whole query is compared with
  name_key       text     not null,
  terms          tsvector not null,             -- made in the server; the first letter of a term says whether it is of the name, an item or the rest
  terms_digest   text     not null,
  terms_version  integer  not null              -- of the way terms are made; rows of an older way are made again at the start
);
-- Counting reads the narrow columns of every row: the terms stand apart from them.
alter table catalog_search set (toast_tuple_target = 128);
create index catalog_search_by_terms on catalog_search using gin (terms) with (gin_pending_list_limit = 1024);
create index catalog_search_by_provider on catalog_search (provider_id);

create table information_system (
  id               uuid        not null constraint information_system_pk primary key,
  organization_id  uuid        not null constraint information_system_organization_exists references organization (id),
  territory_code   text        not null constraint information_system_territory_exists references territory (code),
  code             text        not null,
  name             text        not null,
  funding          text        not null constraint information_system_funding_known
    check (funding in ('fiscalNew', 'fiscalUpgrade', 'purchasedService', 'other')),
  department       text        not null,        -- in charge of it
  operator         text,
  protection_level smallint    constraint information_system_protection_known check (protection_level between 1 and 5),
  live_on          date,
  databases        text[]      not null default '{}',
  project          text,
  status           text        not null default 'active' constraint information_system_status_known check (status in ('active', 'closed')),
  version          integer     not null default 1,
  registered_at    timestamptz not null,
  closed_at        timestamptz,
  constraint information_system_code_unique unique (organization_id, code),
  constraint information_system_name_unique unique (organization_id, name)
);
create index information_system_by_territory on information_system (territory_code, code);

create table system_schema_change (
  id            uuid        not null constraint system_schema_change_pk primary key,
  system_id     uuid        not null constraint system_schema_change_system_exists references information_system (id),
  changed_on    date        not null,
  description   text        not null,
  registered_at timestamptz not null
);
create index system_schema_change_by_system on system_schema_change (system_id, changed_on);

-- The update of an entry that a change of its system asks for.
create table schema_change_task (
  change_id uuid not null constraint schema_change_task_change_exists references system_schema_change (id),
  entry_id  uuid not null constraint schema_change_task_entry_exists references catalog_entry (id),
  case_id   uuid not null constraint schema_change_task_case_exists references procedure_case (id),
  constraint schema_change_task_pk primary key (change_id, entry_id)
);
