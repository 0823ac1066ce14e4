-- 0012_batches_by_mode.sql
-- A batch is the one way in which stored rows change: rows are added, replaced by newer versions, or corrected with consent.

alter table batch
  add column mode       text   not null default 'append' constraint batch_mode_known check (
    mode in ('append', 'upsert', 'snapshot', 'correction', 'deletion')),
  add column superseded bigint not null default 0,     -- rows of earlier batches that this one replaced or removed
  add column case_id    uuid   constraint batch_case_exists references procedure_case (id),  -- of a correction: who consented
  add constraint batch_correction_has_case check (mode not in ('correction', 'deletion') or case_id is not null);
create index batch_by_case on batch (case_id) where case_id is not null;
