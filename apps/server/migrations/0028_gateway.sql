-- 0028_gateway.sql
-- What issue 6 asks of the gateway beyond reading: calls under a grant that must be signed.

-- Every call under such a grant is signed (RFC 9421) or refused, whatever its application is held to otherwise.
alter table data_grant add column signed_calls boolean not null default false;

-- Keys under which the gateway signs answers, in generations of one for each algorithm; derived in the key store by their number,
-- so that only when which one signs is kept here. The last generation signs.
create table answer_key (
  generation   integer     not null constraint answer_key_pk primary key,
  signs_from   timestamptz,                        -- null: since the platform was founded
  signs_until  timestamptz,                        -- null: it signs now
  revoked_from timestamptz,                        -- what it signed from then on proves nothing
  begun_by     uuid        constraint answer_key_begun_by_exists references account (id),
  constraint answer_key_generation_positive check (generation > 0),
  constraint answer_key_only_retired_revoked check (revoked_from is null or signs_until is not null)
);
create unique index answer_key_one_signs on answer_key ((true)) where signs_until is null;
insert into answer_key (generation) values (1);
