-- 0025_signed_calls.sql
-- Keys of applications may be SM2's and are replaced in time; calls may be signed, and what was signed is kept as evidence.

alter table application_key drop constraint application_key_algorithm_known;
alter table application_key add constraint application_key_algorithm_known check (algorithm in ('EdDSA', 'ES256', 'SM2'));
alter table application_key add column user_id text;       -- of SM2; the standard's own when null

-- Every call of such an application is signed (RFC 9421) or refused.
alter table application add column signed_calls boolean not null default false;

-- One row for each signed call, written before anything is read: its nonce is taken once, and what was signed can be shown.
create table call_signature (
  id             uuid        not null constraint call_signature_pk primary key,
  application_id uuid        not null constraint call_signature_application_exists references application (id),
  nonce          text        not null,
  key_id         uuid        not null constraint call_signature_key_exists references application_key (id),
  base           bytea       not null,                  -- signature base, sealed: it holds a bearer
  signature      bytea       not null,
  received_at    timestamptz not null,
  constraint call_signature_nonce_once unique (application_id, nonce)
);
