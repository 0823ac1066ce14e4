-- 0019_databases.sql
-- Base and theme databases are views over datasets: which entries belong to them and which agency leads each field. They hold
-- no rows. What is to be aggregated names its database, and the batch that did it.

create table data_database (
  id             uuid        not null constraint data_database_pk primary key
    constraint data_database_case_exists references procedure_case (id),
  territory_code text        not null constraint data_database_territory_exists references territory (code),
  kind           text        not null constraint data_database_kind_known check (kind in ('base', 'thematic')),
  code           text        not null,
  name           text        not null,
  lead_id        uuid        not null constraint data_database_lead_exists references organization (id),
  matched_by     text,                                  -- kind of identifier; null until its content is recorded
  founded_at     timestamptz not null,
  closed_at      timestamptz
);
create unique index data_database_standing on data_database (territory_code, kind, code) where closed_at is null;

create table database_entry (
  database_id uuid not null constraint database_entry_database_exists references data_database (id),
  entry_id    uuid not null constraint database_entry_entry_exists references catalog_entry (id),
  matched_on  text not null,                            -- item of the entry that identifies
  constraint database_entry_pk primary key (database_id, entry_id)
);
create index database_entry_by_entry on database_entry (entry_id);

create table database_field (
  database_id uuid    not null constraint database_field_database_exists references data_database (id),
  code        text    not null,
  entry_id    uuid    not null constraint database_field_entry_exists references catalog_entry (id),
  item        text    not null,
  name        text    not null,
  position    integer not null,
  lead        boolean not null,
  constraint database_field_pk primary key (database_id, code, entry_id)
);
create unique index database_field_one_lead on database_field (database_id, code) where lead;

-- How often a further source says something else than the lead one: counts, never values.
create table database_difference (
  database_id uuid        not null constraint database_difference_database_exists references data_database (id),
  code        text        not null,
  entry_id    uuid        not null constraint database_difference_entry_exists references catalog_entry (id),
  compared    bigint      not null,
  differing   bigint      not null,
  whole       boolean     not null,                     -- false: only the first rows were compared
  case_id     uuid        constraint database_difference_case_exists references procedure_case (id),
  compared_at timestamptz not null,
  constraint database_difference_pk primary key (database_id, code, entry_id)
);

create table aggregation_task (
  case_id     uuid        not null constraint aggregation_task_pk primary key
    constraint aggregation_task_case_exists references procedure_case (id),
  entry_id    uuid        not null constraint aggregation_task_entry_exists references catalog_entry (id),
  database_id uuid        not null constraint aggregation_task_database_exists references data_database (id),
  state       text        not null constraint aggregation_task_state_known check (state in ('notAggregated', 'aggregated', 'cancelled')),
  batch_id    uuid        constraint aggregation_task_batch_exists references batch (id),
  demanded_at timestamptz not null,
  loaded_at   timestamptz,
  constraint aggregation_task_loaded check ((state = 'aggregated') = (batch_id is not null))
);
create index aggregation_task_by_entry on aggregation_task (entry_id) where state = 'notAggregated';
create index aggregation_task_by_database on aggregation_task (database_id);
