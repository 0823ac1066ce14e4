-- 0038_case_papers.sql    older servers keep working: yes, they show no comment, no document and nothing that was told of one
-- What the parties of a case say of it and put to it. A comment is never changed; one that is withdrawn keeps its row, which the log
-- commits to, and is shown no more. The content of a document lies here, sealed in parts, so that whatever keeps the row keeps it too: one transaction, one backup.
create table case_comment (
  id              uuid        not null constraint case_comment_pk primary key,
  case_id         uuid        not null constraint case_comment_case_exists references procedure_case (id),
  body            text        not null constraint case_comment_body_length check (length(body) between 1 and 2000),
  organization_id uuid        not null constraint case_comment_organization_exists references organization (id),
  account_id      uuid        not null constraint case_comment_account_exists references account (id),
  written_at      timestamptz not null,
  withdrawn_by    uuid        constraint case_comment_withdrawer_exists references account (id),
  withdrawn_at    timestamptz,
  constraint case_comment_withdrawn_whole check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index case_comment_by_case on case_comment (case_id, id);
create trigger keep_evidence after insert or update or delete on case_comment for each row
  execute function keep_evidence_change('id', 'id case_id body organization_id account_id written_at withdrawn_by withdrawn_at');

create table case_document (
  id              uuid        not null constraint case_document_pk primary key,
  case_id         uuid        not null constraint case_document_case_exists references procedure_case (id),
  name            text        not null constraint case_document_name_length check (length(name) between 1 and 120),
  media_type      text        not null,
  bytes           integer     not null constraint case_document_bytes_positive check (bytes > 0),
  sm3             bytea       not null constraint case_document_sm3_length check (length(sm3) = 32), -- of the content as received
  wrapped_key     bytea       not null,                  -- of this document alone; wrapped again when the key-encryption key changes
  organization_id uuid        not null constraint case_document_organization_exists references organization (id),
  account_id      uuid        not null constraint case_document_account_exists references account (id),
  added_at        timestamptz not null,
  withdrawn_by    uuid        constraint case_document_withdrawer_exists references account (id),
  withdrawn_at    timestamptz,
  constraint case_document_withdrawn_whole check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index case_document_by_case on case_document (case_id, id);
create trigger keep_evidence after insert or update or delete on case_document for each row
  execute function keep_evidence_change('id', 'id case_id name media_type bytes sm3 organization_id account_id added_at withdrawn_by withdrawn_at');

create table case_document_part (
  document_id uuid    not null constraint case_document_part_document_exists references case_document (id),
  position    integer not null,
  sealed      bytea   not null,
  constraint case_document_part_pk primary key (document_id, position)
);

-- What is told of a comment or a document is about no clock.
alter table notification
  alter column clock_id drop not null,
  alter column due_on drop not null,
  drop constraint notification_kind_known,
  add constraint notification_kind_known check (kind in ('warning', 'overdue', 'escalated', 'redated', 'comment', 'document')),
  add constraint notification_clock_of_deadline
    check ((kind in ('comment', 'document')) = (clock_id is null) and (clock_id is null) = (due_on is null));
