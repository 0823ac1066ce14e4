-- 0026_checksums.sql
-- Checksums of stored values, by which altered, missing and added rows are found (NB-17). Nothing in here is a value: of a row its
-- line and sixteen bytes of a keyed digest of its place and values.

-- The checksums of a batch: taken page by page once it is stored, then never written again. `chain` runs over all its pages; the
-- last one stands in the evidence log.
create table batch_checksum (
  batch_id   uuid        not null constraint batch_checksum_pk primary key constraint batch_checksum_batch_exists references batch (id),
  dataset_id uuid        not null constraint batch_checksum_dataset_exists references dataset (id),
  number     integer     not null,                      -- of the batch
  state      text        not null constraint batch_checksum_state_known check (state in ('taking', 'taken', 'lost')),
  pages      integer     not null default 0,
  at_line    bigint      not null default -1,           -- last line that was taken
  rows       bigint      not null default 0,
  chain      bytea       not null default '',
  receipt    uuid,                                      -- entry of the evidence log, once taken
  constraint batch_checksum_number_unique unique (dataset_id, number)
);

create table batch_checksum_page (
  batch_id  uuid    not null constraint batch_checksum_page_batch_exists references batch (id),
  page      integer not null,
  from_line bigint  not null,                           -- lines behind this one
  to_line   bigint,                                     -- up to this one; null on the last page
  marks     bytea   not null,                           -- 24 bytes a row, by line
  constraint batch_checksum_page_pk primary key (batch_id, page)
);

-- Rows that a lawful deletion took away: not missing. Of a row only where it stood.
create table erased_row (
  dataset_id uuid    not null constraint erased_row_dataset_exists references dataset (id),
  batch      integer not null,
  line       bigint  not null,
  constraint erased_row_pk primary key (dataset_id, batch, line)
);

-- One comparison of all rows of a dataset with their checksums, and how far it has come.
create table checksum_comparison (
  id         uuid        not null constraint checksum_comparison_pk primary key,
  dataset_id uuid        not null constraint checksum_comparison_dataset_exists references dataset (id),
  begun_by   uuid        not null constraint checksum_comparison_account_exists references account (id),
  begun_at   timestamptz not null,
  state      text        not null constraint checksum_comparison_state_known check (state in ('running', 'done', 'ended')),
  at_batch   integer     not null default -1,
  at_page    integer     not null default -1,
  chain      bytea       not null default '',
  rows       bigint      not null default 0,
  altered    bigint      not null default 0,
  missing    bigint      not null default 0,
  added      bigint      not null default 0,
  checksums  bigint      not null default 0,            -- batches whose checksums are not those of the evidence log
  receipt    uuid,
  ended_at   timestamptz
);
create unique index checksum_comparison_one_running on checksum_comparison (dataset_id) where state = 'running';
create index checksum_comparison_by_dataset on checksum_comparison (dataset_id, begun_at);

-- What a comparison found, as far as it is named one by one; line -1 is the batch itself.
create table checksum_finding (
  comparison_id uuid    not null constraint checksum_finding_comparison_exists references checksum_comparison (id),
  kind          text    not null constraint checksum_finding_kind_known check (kind in ('altered', 'missing', 'added', 'checksums')),
  batch         integer not null,
  line          bigint  not null,
  constraint checksum_finding_pk primary key (comparison_id, batch, line, kind)
);
