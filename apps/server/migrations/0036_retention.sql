-- 0036_retention.sql    older servers keep working: yes, they remove nothing
-- What is kept for how long: orders to remove what is over its term, by two persons, and what is held beyond it. INVARIANT (removal is
-- evidence): every removal is an entry of the log, `retention.remove`; a record that is gone without one is missing.
create table retention_order (
  id        uuid        not null constraint retention_order_pk primary key,
  kind      text        not null constraint retention_order_kind_known check (kind in ('useRecords', 'systemLogs')),
  before    date        not null,                   -- civil date: what is of an earlier day is removed
  term_days integer     not null constraint retention_order_term_positive check (term_days > 0),
  asked_by  uuid        not null constraint retention_order_asker_exists references account (id),
  asked_at  timestamptz not null,
  agreed_by uuid        constraint retention_order_agreer_exists references account (id),
  agreed_at timestamptz,
  ended_at  timestamptz,
  through   date,                                   -- civil date up to which it was carried out; progress
  constraint retention_order_agreed_whole check ((agreed_by is null) = (agreed_at is null)),
  constraint retention_order_two_persons check (agreed_by <> asked_by),
  constraint retention_order_ended_after_agreement check (ended_at is null or agreed_at is not null)
);
-- One of a kind at a time: what is asked for twice would be removed under two orders.
create unique index retention_order_one_open on retention_order (kind) where ended_at is null;
create trigger keep_evidence after insert or update or delete on retention_order for each row
  execute function keep_evidence_change('id', 'id kind before term_days asked_by asked_at agreed_by agreed_at ended_at');

-- What is kept beyond its term, since somebody looks into it: a dataset, a grant, an organisation, or everything.
create table retention_hold (
  id        uuid        not null constraint retention_hold_pk primary key,
  scope     text        not null constraint retention_hold_scope_known check (scope in ('dataset', 'grant', 'organization', 'platform')),
  scope_id  uuid,
  reason    text        not null,
  matter    text        not null,
  placed_by uuid        not null constraint retention_hold_placer_exists references account (id),
  placed_at timestamptz not null,
  lifted_by uuid        constraint retention_hold_lifter_exists references account (id),
  lifted_at timestamptz,
  constraint retention_hold_scope_named check ((scope = 'platform') = (scope_id is null)),
  constraint retention_hold_lifted_whole check ((lifted_by is null) = (lifted_at is null))
);
create trigger keep_evidence after insert or update or delete on retention_hold for each row
  execute function keep_evidence_change('id', 'id scope scope_id reason matter placed_by placed_at lifted_by lifted_at');

-- Keys of accesses lie by day as they come; what is over its term is found without reading all of them.
create index access_key_by_day on access_key using brin (day);

-- What an entry says; an altered one that is no JSON says nothing and stands in nobody's way.
create function entry_said(body text) returns jsonb language plpgsql immutable as $$
begin
  return body::jsonb;
exception when data_exception then
  return null;
end
$$;
