-- 0020_grants.sql
-- What a grant holds besides fields and purposes, every change of it, which cases suspend it, how much was taken under it by
-- day, and what was found to depart from its scenario. Use is counted in rows of its own: a grant is read at every call and
-- written seldom.

alter table data_grant add column modes           text[]  not null default '{interface}'
  constraint data_grant_modes_known check (modes <@ '{interface,batch}'::text[] and modes <> '{}');
alter table data_grant add column row_filter      jsonb   not null default '[]';
alter table data_grant add column masks           jsonb   not null default '{}';
alter table data_grant add column volume_per_day  integer constraint data_grant_volume_positive check (volume_per_day > 0);
alter table data_grant add column quota_per_day   integer constraint data_grant_quota_per_day_positive check (quota_per_day > 0);
alter table data_grant add column quota_total     integer constraint data_grant_quota_total_positive check (quota_total > 0);
alter table data_grant add column matter_required boolean not null default true;

update data_grant g set modes = case c.form ->> 'mode' when 'batch' then '{batch}'::text[] when 'both' then '{interface,batch}'::text[]
  else '{interface}'::text[] end
from procedure_case c where c.id = g.case_id;

-- The newest grant that fits a call is met first, however many an application holds on one entry.
drop index data_grant_lookup;
create index data_grant_lookup on data_grant (application_id, entry_id, issued_at);

-- A grant is active again when no case suspends it any more.
create table grant_suspension (
  grant_id uuid not null constraint grant_suspension_grant_exists references data_grant (id),
  case_id  uuid not null constraint grant_suspension_case_exists references procedure_case (id),
  constraint grant_suspension_pk primary key (grant_id, case_id)
);
create index grant_suspension_by_case on grant_suspension (case_id);
insert into grant_suspension (grant_id, case_id) select id, suspended_by from data_grant where suspended_by is not null;
alter table data_grant drop column suspended_by;

-- The terms as they stood after each change; never written over.
create table grant_change (
  grant_id uuid        not null constraint grant_change_grant_exists references data_grant (id),
  position integer     not null,
  kind     text        not null constraint grant_change_kind_known
    check (kind in ('issued', 'amended', 'renewed', 'reduced', 'suspended', 'restored', 'ended')),
  case_id  uuid        not null constraint grant_change_case_exists references procedure_case (id),
  terms    jsonb       not null,
  made_at  timestamptz not null,
  constraint grant_change_pk primary key (grant_id, position)
);
insert into grant_change (grant_id, position, kind, case_id, terms, made_at)
select id, 1, 'issued', case_id, jsonb_build_object('fields', fields, 'purposes', purposes, 'application', application_id,
  'modes', modes, 'rowFilter', row_filter, 'masks', masks, 'volumePerDay', null, 'quotaPerDay', null, 'quotaTotal', null,
  'matterRequired', matter_required, 'until', valid_until), issued_at from data_grant;

-- Civil days of Asia/Shanghai. `asked` are keys asked for, `missed` those that gave no row; `off_hours_rows` were taken before 7
-- or from 20 o'clock. `items` are those asked for, counted from the log when the day is over.
create table grant_usage (
  grant_id       uuid    not null constraint grant_usage_grant_exists references data_grant (id),
  day            date    not null,
  calls          integer not null,
  asked          bigint  not null,
  missed         bigint  not null,
  rows           bigint  not null,
  off_hours_rows bigint  not null,
  items          text[],
  constraint grant_usage_pk primary key (grant_id, day)
);
create index grant_usage_by_day on grant_usage (day);

-- What a pattern of use was told of; looked at again from the day after `through` on.
create table grant_review (
  case_id  uuid   not null constraint grant_review_pk primary key constraint grant_review_case_exists references procedure_case (id),
  grant_id uuid   not null constraint grant_review_grant_exists references data_grant (id),
  since    date   not null,
  through  date   not null,
  grounds  text[] not null,
  pattern  jsonb  not null
);
create index grant_review_by_grant on grant_review (grant_id, through);
-- Day up to which the use of a grant was looked at.
create table grant_watch (
  grant_id uuid not null constraint grant_watch_pk primary key constraint grant_watch_grant_exists references data_grant (id),
  through  date not null
);
