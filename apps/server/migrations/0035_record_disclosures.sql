-- 0035_record_disclosures.sql    older servers keep working: yes, they disclose nothing
-- What was disclosed to a person by a case: which dataset, by which identifier, until when. The identifier is kept as the digests that
-- accesses keep, never as a value: whoever reads states it, and it is compared.
create table record_disclosure (
  id            uuid        not null constraint record_disclosure_pk primary key,
  case_id       uuid        not null constraint record_disclosure_case_exists references procedure_case (id),
  dataset_id    uuid        not null constraint record_disclosure_dataset_exists references dataset (id),
  account_id    uuid        not null constraint record_disclosure_account_exists references account (id),   -- whose data it is
  item          text        not null,
  digest        bytea       not null,
  identifier    text,                               -- where the number names the same person in all datasets
  person_digest bytea,
  valid_until   date        not null,               -- civil date, the last day on which it is read
  proven_until  date,                               -- civil date, the last day on which the number counts as proven
  disclosed_by  uuid        not null constraint record_disclosure_discloser_exists references account (id),
  disclosed_at  timestamptz not null,
  constraint record_disclosure_once unique (case_id),
  constraint record_disclosure_identifier_known check (identifier in ('residentId', 'creditCode')),
  constraint record_disclosure_proven_whole check ((identifier is null) = (person_digest is null)
    and (identifier is null) = (proven_until is null))
);
create index record_disclosure_by_account on record_disclosure (account_id, id desc);
create trigger keep_evidence after insert or update or delete on record_disclosure for each row
  execute function keep_evidence_change('id', 'id case_id dataset_id account_id item digest identifier person_digest valid_until proven_until disclosed_by disclosed_at');
