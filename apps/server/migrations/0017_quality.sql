-- 0017_quality.sql
-- A stored value changes in one way: a correction that was prepared and sealed, that a case with consent applies, and that
-- whoever received the earlier value is told of.

create table correction (
  id              uuid primary key,
  dataset_id      uuid        not null constraint correction_dataset_exists references dataset (id),
  digest          bytea       not null,          -- keyed: names the content and tells nothing of it
  key_version     integer     not null,          -- of the data key its lines are sealed under
  items           text[]      not null,          -- items it corrects, over all lines
  lines           integer     not null,
  state           text        not null constraint correction_state_known check (state in ('prepared', 'applied', 'discarded')),
  organization_id uuid        not null constraint correction_organization_exists references organization (id),
  account_id      uuid        not null,
  prepared_at     timestamptz not null,
  batch_id        uuid        constraint correction_batch_exists references batch (id),
  case_id         uuid        constraint correction_case_exists references procedure_case (id),
  consent         text        constraint correction_consent_known check (consent in ('provider', 'collectedPerson')),
  consent_by      uuid        constraint correction_consent_by_exists references organization (id),
  settled_at      timestamptz,
  constraint correction_applied_names_case check (
    state <> 'applied' or (batch_id is not null and case_id is not null and consent is not null))
);
create index correction_by_dataset on correction (dataset_id, id);
create unique index correction_of_batch on correction (batch_id) where batch_id is not null;

create table correction_line (
  correction_id uuid    not null constraint correction_line_correction_exists references correction (id),
  line          integer not null,
  items         text[]  not null,
  sealed        bytea,                           -- key and new values; gone once they stand in a row version
  target_batch  integer,                         -- which version it superseded, once applied
  target_line   bigint,
  constraint correction_line_pk primary key (correction_id, line)
);
create index correction_line_by_target on correction_line (target_batch, target_line) where target_batch is not null;

-- Who received what is asked by key and never by value. An access that was not by key stands under the empty digest. No
-- foreign key: this is written with every access, in the transaction that writes the entry it names.
create table access_key (
  dataset_id uuid  not null,
  digest     bytea not null,
  entry_id   uuid  not null,
  day        date  not null,
  constraint access_key_pk primary key (dataset_id, digest, entry_id)
);

create table quality_announcement (
  id             uuid primary key,
  dataset_id     uuid        not null constraint quality_announcement_dataset_exists references dataset (id),
  entry_id       uuid        not null constraint quality_announcement_entry_exists references catalog_entry (id),
  provider_id    uuid        not null constraint quality_announcement_provider_exists references organization (id),
  territory_code text        not null,
  case_id        uuid        not null constraint quality_announcement_case_exists references procedure_case (id),
  batch          integer,                        -- of the correction; none where the data was loaded anew
  items          text[]      not null,
  announced_at   timestamptz not null
);
create index quality_announcement_by_provider on quality_announcement (provider_id, id);
create index quality_announcement_by_case on quality_announcement (case_id);

create table quality_recipient (
  announcement_id uuid        not null constraint quality_recipient_announcement_exists references quality_announcement (id),
  organization_id uuid        not null constraint quality_recipient_organization_exists references organization (id),
  actor           text        not null,          -- application or account that read, as in the log
  grant_id        uuid,
  accesses        bigint      not null,
  last_access_at  timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  constraint quality_recipient_once unique nulls not distinct (announcement_id, organization_id, actor, grant_id)
);
create index quality_recipient_open on quality_recipient (organization_id, announcement_id) where acknowledged_at is null;

-- Told once for an entry and the day on which its update was due.
create table update_overdue (
  entry_id     uuid        not null constraint update_overdue_entry_exists references catalog_entry (id),
  due_on       date        not null,
  provider_id  uuid        not null,
  authority_id uuid,
  told_at      timestamptz not null,
  constraint update_overdue_pk primary key (entry_id, due_on)
);

create table quality_rule_set (
  id              uuid primary key,
  dataset_id      uuid        not null constraint quality_rule_set_dataset_exists references dataset (id),
  version         integer     not null,
  rules           jsonb       not null,
  organization_id uuid        not null constraint quality_rule_set_organization_exists references organization (id),
  account_id      uuid        not null,
  entered_at      timestamptz not null,
  constraint quality_rule_set_version_once unique (dataset_id, version)
);

create table quality_run (
  id           uuid primary key,
  dataset_id   uuid        not null constraint quality_run_dataset_exists references dataset (id),
  rule_set_id  uuid        not null constraint quality_run_rule_set_exists references quality_rule_set (id),
  stage        text        not null constraint quality_run_stage_known check (stage in ('inProcess', 'afterwards')),
  batch        integer,                          -- of a run at aggregation
  row_count    bigint      not null,
  broken_rows  bigint      not null,
  score        numeric(5, 2) constraint quality_run_score_range check (score between 0 and 100),  -- none where nothing was checked
  results      jsonb       not null,             -- per rule: checked, broken, samples as batch:line
  ran_at       timestamptz not null
);
create index quality_run_by_dataset on quality_run (dataset_id, ran_at);

-- Which problem a rule opened: one open at a time.
create table quality_rule_issue (
  case_id    uuid primary key constraint quality_rule_issue_case_exists references procedure_case (id),
  dataset_id uuid not null constraint quality_rule_issue_dataset_exists references dataset (id),
  rule       text not null,
  run_id     uuid not null constraint quality_rule_issue_run_exists references quality_run (id)
);
create index quality_rule_issue_by_rule on quality_rule_issue (dataset_id, rule);

-- The day by which a published entry is to be updated next. Kept by the catalog wherever an entry or its data changes.
create table update_due (
  entry_id       uuid primary key constraint update_due_entry_exists references catalog_entry (id),
  provider_id    uuid not null,
  territory_code text not null,
  cycle          text not null,
  due_on         date not null
);
create index update_due_by_day on update_due (due_on, entry_id);
insert into update_due (entry_id, provider_id, territory_code, cycle, due_on)
select id, provider_id, territory_code, cycle, (case cycle
    when 'realTime' then since + interval '1 day' when 'daily' then since + interval '1 day'
    when 'weekly' then since + interval '7 days' when 'monthly' then since + interval '1 month'
    when 'quarterly' then since + interval '3 months' else since + interval '1 year' end)::date
from (
  select e.id, e.provider_id, e.territory_code, e.fields ->> 'updateCycle' as cycle, (coalesce(
      (select max(b.created_at) from batch b join dataset d on d.id = b.dataset_id where d.entry_id = e.id and b.stored > 0),
      (select min(v.published_at) from catalog_version v where v.entry_id = e.id)) at time zone 'Asia/Shanghai')::date as since
  from catalog_entry e where e.state = 'published') as published
where cycle in ('realTime', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly') and since is not null;

-- Attempts on stored values and rows whose tag does not fit, among all that is recorded.
create index log_entry_tampering on log_entry (id)
  where (kind = 'refusal' and action = 'value.overwrite') or (kind = 'system' and body like '%"reason":"DATA_TAMPERED"%');
