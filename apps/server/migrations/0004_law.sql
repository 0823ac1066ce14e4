-- 0004_law.sql
-- What the authorities add to the law of their packs while the platform runs, and the texts that cases began under.

-- INVARIANT (one version of the additions): whoever writes instrument or policy_value gives this row a new version in the
-- same transaction, so that a process may keep what it read under a version and know exactly when that is no longer so.
create table law_additions (
  version uuid    not null,
  one_row boolean not null default true constraint law_additions_one_row primary key check (one_row)
);
insert into law_additions (version) values (gen_random_uuid());

-- Laws and documents that a refusal may rest on, entered beside those of the packs; items of a negative list among them.
create table instrument (
  id             text        collate "C" constraint instrument_pk primary key,
  territory_code text        not null constraint instrument_territory_exists references territory (code),
  title          text        not null,
  rank           text        not null,
  in_force       date        not null,
  repealed       date        constraint instrument_repealed_after check (repealed > in_force),
  provisions     text[]      not null default '{}',   -- provisions that may be cited; empty: any
  entered_by     uuid        not null constraint instrument_enterer_exists references account (id),
  entered_at     timestamptz not null,
  repealed_by    uuid        constraint instrument_repealer_exists references account (id),
  repealed_at    timestamptz
);
create index instrument_by_territory on instrument (territory_code, id);

-- Lengths that no text fixes, as the authority of a territory has set them. Rows are only ever inserted: of several of one
-- day the one entered last holds.
create table policy_value (
  seq            bigint      generated always as identity primary key,
  territory_code text        not null constraint policy_value_territory_exists references territory (code),
  period         text        not null,
  length         integer     not null constraint policy_value_length_range check (length >= 0),
  unit           text        not null constraint policy_value_unit_known check (unit in ('workingDay', 'calendarDay', 'month', 'year', 'hour')),
  in_force_from  date        not null,
  entered_by     uuid        not null constraint policy_value_enterer_exists references account (id),
  entered_at     timestamptz not null
);
create index policy_value_by_period on policy_value (territory_code, period, in_force_from);

-- INVARIANT (text of a case): every version of a pack under which a case can begin is kept here before that case begins.
create table pack_text (
  pack_id    text        not null,
  version    text        not null,
  files      jsonb       not null,           -- [[path, text], …]: the order is part of what the version is made of
  first_seen timestamptz not null,
  constraint pack_text_pk primary key (pack_id, version)
);
