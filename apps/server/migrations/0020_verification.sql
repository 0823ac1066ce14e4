-- 0020_verification.sql
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
