-- 0007_catalog_versions.sql
-- A published entry is in use while it is revised: the standing content stays in catalog_entry and data_item, the working copy
-- stands beside it, and every publication leaves a version that is never changed again.

alter table data_item add column meaning text;
alter table data_item add column code_list text;               -- code of a standard code list, e.g. GB/T 2261.1
alter table data_item add column category text constraint data_item_category_known check (category in (
  'residentId', 'passport', 'travelPermit', 'otherDocument', 'creditCode', 'organizationCode', 'licence', 'mobileNumber',
  'landlineNumber', 'bankCard', 'plateNumber', 'personName', 'address', 'email', 'ipAddress', 'macAddress', 'birthDate',
  'coordinates', 'medical', 'biometric', 'religion', 'minor'));

-- What a gateway call asks of the standing version, kept with the entry so that it is one question.
alter table catalog_entry add column published_version integer;
alter table catalog_entry add column secrecy text not null default 'unreviewed'
  constraint catalog_entry_secrecy_known check (secrecy in ('unreviewed', 'cleared', 'restricted'));
alter table catalog_entry add column successor_id uuid
  constraint catalog_entry_successor_exists references catalog_entry (id);

create table catalog_version (
  entry_id     uuid        not null constraint catalog_version_entry_exists references catalog_entry (id),
  number       integer     not null constraint catalog_version_number_positive check (number >= 1),
  name         text        not null,
  fields       jsonb       not null,
  items        jsonb       not null,             -- as the agency described them, in their order
  origin       text        not null constraint catalog_version_origin_known check (origin in ('review', 'decision')),
  case_id      uuid        constraint catalog_version_case_exists references procedure_case (id),  -- none before this migration
  published_at timestamptz not null,
  constraint catalog_version_pk primary key (entry_id, number)
);

create table catalog_revision (
  entry_id uuid        not null constraint catalog_revision_pk primary key
    constraint catalog_revision_entry_exists references catalog_entry (id),
  state    text        not null constraint catalog_revision_state_known check (state in ('amending', 'submitted', 'approved')),
  name     text        not null,
  fields   jsonb       not null,
  items    jsonb       not null,
  base     integer     not null,                 -- version that it began from
  case_id  uuid        not null constraint catalog_revision_case_exists references procedure_case (id),
  begun_at timestamptz not null
);
create index catalog_revision_by_case on catalog_revision (case_id);

-- Who changed the content of an entry since a version of its lock, and what: told to whoever comes too late.
create table catalog_edit (
  entry_id        uuid        not null constraint catalog_edit_entry_exists references catalog_entry (id),
  version         integer     not null,          -- of the lock, which the change led to
  organization_id uuid        constraint catalog_edit_organization_exists references organization (id),
  changed         text[]      not null,          -- name, items, fields by their names
  changed_at      timestamptz not null,
  constraint catalog_edit_pk primary key (entry_id, version)
);

create table secrecy_review (
  case_id         uuid        not null constraint secrecy_review_pk primary key
    constraint secrecy_review_case_exists references procedure_case (id),
  entry_id        uuid        not null,
  number          integer     not null,
  conclusion      text        not null constraint secrecy_review_conclusion_known check (conclusion in ('cleared', 'restricted')),
  organization_id uuid        not null constraint secrecy_review_organization_exists references organization (id),
  reviewer        text        not null,          -- department and post, as entered
  reviewed_at     timestamptz not null,
  constraint secrecy_review_version_exists foreign key (entry_id, number) references catalog_version (entry_id, number)
);
create index secrecy_review_by_entry on secrecy_review (entry_id, number);

-- The table of a dataset follows its entry: a column that left the layout keeps its values and is listed here.
alter table dataset add column retired jsonb not null default '[]';
alter table dataset add column layout_version integer not null default 1;

-- What is published already is version 1 of itself.
insert into catalog_version (entry_id, number, name, fields, items, origin, case_id, published_at)
select e.id, 1, e.name, e.fields,
       coalesce((select jsonb_agg(jsonb_build_object(
                   'code', i.code, 'name', i.name, 'type', i.type, 'maxLength', i.max_length, 'nullable', i.nullable,
                   'identifier', i.identifier, 'mask', i.mask, 'grade', i.grade,
                   'meaning', null, 'codeList', null, 'category', null) order by i.position)
                 from data_item i where i.entry_id = e.id), '[]'::jsonb),
       'review', null, e.published_at
from catalog_entry e
where e.state = 'published' and e.published_at is not null;
update catalog_entry set published_version = 1 where state = 'published' and published_at is not null;
