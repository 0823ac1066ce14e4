-- 0031_evidence_search.sql    older servers keep working: yes
-- Evidence is searched by what it is about, by who acted, by what was decided and by time. Each question has an index that
-- gives its entries from the newest, so that a page costs the same in a log of any length.
create index log_entry_by_dataset on log_entry (dataset_id, recorded_at) where dataset_id is not null;
create index log_entry_by_organization on log_entry (organization_id, recorded_at) where organization_id is not null;
create index log_entry_by_actor on log_entry (actor, recorded_at);
create index log_entry_by_action on log_entry (action, recorded_at);
create index log_entry_refusals on log_entry (recorded_at) where kind = 'refusal';

-- What a body says, for the indexes below. A body that was altered so that it is no JSON says nothing: that it was altered is for the
-- check to find, and no index may stand in its way.
create function entry_subject(body text) returns text language plpgsql immutable as $$
begin
  return body::jsonb -> 'subject' ->> 'id';
exception when data_exception then
  return null;
end
$$;

create function entry_clauses(body text) returns jsonb language plpgsql immutable as $$
begin
  return body::jsonb -> 'clauses';
exception when data_exception then
  return null;
end
$$;

-- An access is about its dataset; whatever else an act is about stands in its body alone.
create index log_entry_by_subject on log_entry (entry_subject(body), recorded_at) where kind <> 'access';
-- Clauses of accesses are not indexed: there are too many, and they are found by dataset, grant or organisation.
create index log_entry_by_clause on log_entry using gin (entry_clauses(body)) where kind in ('act', 'refusal');

-- Bundles of evidence for an inspector: which entries, for whom and why; asked for by one administrator, agreed to by another.
create table evidence_bundle (
  id          uuid        not null constraint evidence_bundle_pk primary key,
  entries     uuid[]      not null constraint evidence_bundle_not_empty check (cardinality(entries) > 0),
  opens_rows  boolean     not null,                 -- with the rows of evidence that the entries commit to
  recipient   text        not null,
  reason      text        not null,
  matter      text        not null,
  asked_by    uuid        not null constraint evidence_bundle_asked_by_exists references account (id),
  asked_at    timestamptz not null,
  approved_by uuid        constraint evidence_bundle_approved_by_exists references account (id),
  approved_at timestamptz,
  valid_until date,                                 -- civil date, the last day on which it is made
  constraint evidence_bundle_approved_whole check ((approved_by is null) = (approved_at is null)
    and (approved_by is null) = (valid_until is null)),
  constraint evidence_bundle_two_persons check (approved_by is null or approved_by <> asked_by)
);
create trigger keep_evidence after insert or update or delete on evidence_bundle for each row
  execute function keep_evidence_change('id', 'id entries opens_rows recipient reason matter asked_by asked_at approved_by approved_at valid_until');
