-- 0003_clocks.sql
-- Deadlines that defend themselves: columns that say with which calendar they were computed, holiday notices that all
-- processes share, and notifications that are told once.

alter table case_clock add column warn_on    date;         -- first day on which the owner may have to be warned
alter table case_clock add column due_at     timestamptz;  -- clocks in hours alone: the last instant in time
alter table case_clock add column calendar   text collate "C" not null default ''; -- fingerprint; '' was computed before there was one
alter table case_clock add column phase_told text not null default 'onTime'
  constraint case_clock_phase_known check (phase_told in ('onTime', 'warning', 'overdue'));
alter table case_clock add constraint case_clock_hours_have_a_day check (due_at is null or due_on is not null);
-- What is to be counted again after a notice, and what is to be told: both are empty most of the time.
create index case_clock_to_recount on case_clock (calendar, id) where state <> 'finished';
create index case_clock_to_tell on case_clock (warn_on, id) where state = 'running' and phase_told <> 'overdue';
create index case_clock_late on case_clock (due_on, id) where state = 'running';

-- The one calendar of all processes. The notices that ship with the platform are copied here when it starts; one that was
-- entered replaces the shipped one of its year and is not replaced by it again.
create table holiday_notice (
  year       integer     primary key constraint holiday_notice_year_range check (year between 2000 and 2100),
  content    jsonb       not null,                   -- year, papers, days, as in packs/calendar
  origin     text        not null constraint holiday_notice_origin_known check (origin in ('pack', 'entered')),
  revision   integer     not null default 1,         -- the sum over all rows tells whether anything changed
  entered_by uuid        constraint holiday_notice_account_exists references account (id),
  entered_at timestamptz not null,
  constraint holiday_notice_entered_by_somebody check ((origin = 'entered') = (entered_by is not null))
);

create table notification (
  id              uuid        primary key,
  organization_id uuid        not null constraint notification_organization_exists references organization (id),
  case_id         uuid        not null constraint notification_case_exists references procedure_case (id),
  clock_id        uuid        not null constraint notification_clock_exists references case_clock (id),
  kind            text        not null constraint notification_kind_known check (kind in ('warning', 'overdue', 'escalated', 'redated')),
  due_on          date        not null,              -- the due day it is about
  body            jsonb       not null,
  created_at      timestamptz not null,
  read_at         timestamptz,
  -- INVARIANT (told once): whatever number of processes look at a clock, and however often.
  constraint notification_told_once unique (clock_id, kind, due_on, organization_id)
);
create index notification_of_organization on notification (organization_id, (read_at is not null), id desc);
