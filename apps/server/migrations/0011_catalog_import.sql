-- 0011_catalog_import.sql
-- A catalog that comes in a file is read and compared first and changes nothing; what was found is kept until somebody applies
-- or discards it, so that what is applied is what was seen.

create table catalog_import (
  id              uuid        primary key,
  organization_id uuid        not null constraint catalog_import_organization_exists references organization (id),
  territory_code  text        not null constraint catalog_import_territory_exists references territory (code),
  account_id      uuid        not null constraint catalog_import_account_exists references account (id),
  file_name       text        not null,
  content_hash    bytea       not null,          -- SM3 of the bytes received
  state           text        not null constraint catalog_import_state_known check (
    state in ('reading', 'ready', 'departing', 'failed', 'applied', 'discarded')),
  total           integer     not null default 0,  -- entries in the file, known once it is read
  done            integer     not null default 0,  -- of them compared
  departures      jsonb       not null default '[]', -- columns that differ from the template
  notes           jsonb       not null default '[]', -- what was seen in the file and left alone
  fault           jsonb,                         -- why it could not be read
  outcome         jsonb,                         -- what applying it did
  created_at      timestamptz not null,
  touched_at      timestamptz not null,          -- a reading that nobody touches any more was interrupted
  applied_at      timestamptz
);
create index catalog_import_by_organization on catalog_import (organization_id, created_at);

-- One row for each entry of the file.
create table catalog_import_row (
  import_id   uuid    not null constraint catalog_import_row_import_exists references catalog_import (id) on delete cascade,
  position    integer not null,
  line        integer not null,                  -- row of the sheet, or line of the file
  code        text    not null,
  name        text    not null,
  kind        text    not null constraint catalog_import_row_kind_known check (kind in ('new', 'changed', 'unchanged', 'refused')),
  target      text    not null constraint catalog_import_row_target_known check (target in ('none', 'standing', 'revision')),
  entry_id    uuid,                              -- of an entry that is there; not a reference: drafts may go
  version     integer,                           -- of it, as compared
  content     jsonb,                             -- name, fields and items to be written
  differences jsonb   not null default '[]',
  faults      jsonb   not null default '[]',
  constraint catalog_import_row_pk primary key (import_id, position)
);
