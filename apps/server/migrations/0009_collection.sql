-- 0009_collection.sql
-- What sharing offers, found by what an item means; the standards of a territory; the versions of the open catalog.

-- Keys under which items of published entries are found again: normalised name, concept, code list. Made by the program
-- after an entry was published, and made anew when another version stands or the vocabulary has grown.
create table item_key (
  entry_id  uuid not null constraint item_key_entry_exists references catalog_entry (id),
  item_code text not null,
  key       text not null,
  code_list text,                                -- normalised; two items with different ones are two things
  constraint item_key_pk primary key (entry_id, item_code, key)
);
create index item_key_by_key on item_key (key, entry_id);

create table item_key_entry (
  entry_id   uuid    constraint item_key_entry_pk primary key
                     constraint item_key_entry_entry_exists references catalog_entry (id),
  vocabulary integer not null,                   -- number of the words the keys were made with
  version    integer not null,                   -- published version they were made from
  subjects   text[]  not null                    -- whom the entry is about, by its identifiers; empty where nothing tells
);

-- Standards that an authority has enacted. National and regional ones come with the packs.
create table standard (
  id             uuid primary key,
  territory_code text not null constraint standard_territory_exists references territory (code),
  code           text not null,
  title          text not null,
  version        text not null,
  subject        text not null,                  -- what it standardises, as the draft named it
  in_force       date not null,
  retired        date,                           -- first day on which it holds no more
  case_id        uuid not null constraint standard_case_unique unique constraint standard_case_exists references procedure_case (id),
  constraint standard_version_unique unique (territory_code, code, version),
  constraint standard_retired_later check (retired is null or retired >= in_force)
);

-- What an authority published as its open catalog; written once.
create table open_catalog_version (
  id             uuid        primary key,
  territory_code text        not null constraint open_catalog_version_territory_exists references territory (code),
  number         integer     not null,
  year           integer     not null,
  name           text        not null,
  changes        text        not null,
  priorities     text        not null,
  entries        jsonb       not null,
  case_id        uuid        not null constraint open_catalog_version_case_exists references procedure_case (id),
  published_at   timestamptz not null,
  constraint open_catalog_version_number_unique unique (territory_code, number)
);

-- Entries taken out of what is open to the public, by the case that did it, until another case lists them again.
create table open_withdrawal (
  case_id      uuid        constraint open_withdrawal_pk primary key
                           constraint open_withdrawal_case_exists references procedure_case (id),
  entry_id     uuid        not null constraint open_withdrawal_entry_exists references catalog_entry (id),
  withdrawn_at timestamptz not null,
  lifted_by    uuid        constraint open_withdrawal_lifted_by_exists references procedure_case (id)
);
create index open_withdrawal_by_entry on open_withdrawal (entry_id) where lifted_by is null;
