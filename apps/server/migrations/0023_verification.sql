-- 0021_verification.sql
-- Verification of data that is not shared: permits, what was spent of them, and what their calls show.

-- What a provider agreed to have verified. Nothing is given on it, so it is no grant.
create table verification_permit (
  id             uuid        not null constraint verification_permit_pk primary key,
  case_id        uuid        not null constraint verification_permit_case_unique unique constraint verification_permit_case_exists references procedure_case (id),
  entry_id       uuid        not null constraint verification_permit_entry_exists references catalog_entry (id),
  applicant_id   uuid        not null constraint verification_permit_applicant_exists references organization (id),
  application_id uuid        not null constraint verification_permit_application_exists references application (id),
  course         text        not null,                  -- pack under which the provider agreed
  key_items      text[]      not null,                  -- items by which a row may be found
  items          text[]      not null,                  -- items that may be compared
  purposes       text[]      not null,
  valid_until    date        not null,
  total          bigint      not null constraint verification_permit_total_positive check (total > 0),  -- comparisons in all
  per_day        integer     not null constraint verification_permit_per_day_positive check (per_day > 0),
  per_matter     integer     not null constraint verification_permit_per_matter_positive check (per_matter > 0),
  used           bigint      not null default 0,
  status         text        not null constraint verification_permit_status_known check (status in ('active', 'suspended', 'revoked')),
  cut_off        boolean     not null default false,    -- by what the calls of the organisation on the entry showed
  suspended_by   uuid        constraint verification_permit_suspended_by_exists references procedure_case (id),
  issued_by      uuid        not null constraint verification_permit_account_exists references account (id),
  issued_at      timestamptz not null
);
create index verification_permit_by_application on verification_permit (application_id, entry_id);
create index verification_permit_by_applicant on verification_permit (applicant_id, entry_id);
create index verification_permit_by_entry on verification_permit (entry_id);

-- Comparisons spent in a day or for a matter. `mark` is a keyed digest of it, never the number of a matter.
create table verification_spent (
  permit_id uuid  not null constraint verification_spent_permit_exists references verification_permit (id),
  measure   text  not null constraint verification_spent_measure_known check (measure in ('perDay', 'perMatter')),
  mark      bytea not null,
  used      bigint not null,
  constraint verification_spent_pk primary key (permit_id, measure, mark)
);

-- What the calls of an organisation on an entry have shown, under whichever permit. Keyed digests; they go when the days are over
-- for which it counts.
create table verification_sighting (
  entry_id     uuid  not null constraint verification_sighting_entry_exists references catalog_entry (id),
  applicant_id uuid  not null constraint verification_sighting_applicant_exists references organization (id),
  measure      text  not null,
  grouped      bytea not null,
  member       bytea not null,
  seen_on      date  not null,
  constraint verification_sighting_pk primary key (entry_id, applicant_id, measure, grouped, member)
);
create index verification_sighting_by_day on verification_sighting (entry_id, applicant_id, seen_on);

-- A second person agrees to one run that takes many rows; it names all that decides what leaves, and serves once.
create table operation_approval (
  id              uuid        not null constraint operation_approval_pk primary key,
  organization_id uuid        not null constraint operation_approval_organization_exists references organization (id),
  dataset_id      uuid        not null constraint operation_approval_dataset_exists references dataset (id),
  operation       text        not null,                 -- the action that takes the rows
  items           text[]      not null,                 -- sorted; empty: all of them
  most_rows       bigint      not null constraint operation_approval_rows_positive check (most_rows > 0),
  purpose         text        not null,
  asked_by        text        not null,                 -- `Account:…` or `Application:…`
  asked_at        timestamptz not null,
  approved_by     uuid        constraint operation_approval_account_exists references account (id),
  approved_at     timestamptz,
  valid_until     date,
  used_by         text,
  used_at         timestamptz,
  constraint operation_approval_given_whole check (
    (approved_by is null) = (approved_at is null) and (approved_by is null) = (valid_until is null)),
  constraint operation_approval_used_after_given check (used_at is null or approved_at is not null)
);
create index operation_approval_by_organization on operation_approval (organization_id, id);

-- Who looked at the list of a day, and what they found. `receipts` is a digest of what was on it.
create table operation_review (
  organization_id uuid        not null constraint operation_review_organization_exists references organization (id),
  day             date        not null,
  operations      integer     not null,
  flagged         integer     not null,
  receipts        bytea       not null,
  conclusion      text        not null,
  reviewed_by     uuid        not null constraint operation_review_account_exists references account (id),
  reviewed_at     timestamptz not null,
  constraint operation_review_pk primary key (organization_id, day)
);

-- What takes data, found by its day.
create index log_entry_operations on log_entry (recorded_at, organization_id)
  where kind = 'access' and action in ('data.export', 'data.process', 'archive.package', 'quarantine.read', 'dataset.preview');
