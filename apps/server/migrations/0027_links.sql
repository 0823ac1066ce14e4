-- 0027_links.sql    older servers keep working: yes
-- Links to other platforms: who they are, how far each side has heard the other, and what was heard. What is told is found by
-- comparing the catalog and the grants with what was last numbered, so that no writer of either has to know of links.

create table platform_link (
  id                   uuid        not null constraint platform_link_pk primary key,
  territory_code       text        not null constraint platform_link_territory_exists references territory (code), -- whose authority entered it
  name                 text        not null,
  relation             text        not null constraint platform_link_relation_known check (relation in ('upper', 'lower')), -- what the other is to us
  other_territory_code text        not null constraint platform_link_other_territory_exists references territory (code), -- what it answers for
  application_id       uuid        not null constraint platform_link_application_exists references application (id),     -- as which it calls us
  client_id            text,                          -- as which we call it; what it tells is addressed to that
  base_url             text        not null,
  calls                text        not null constraint platform_link_calls_known check (calls in ('none', 'pull', 'both')),
  origin               text        not null,          -- of its evidence log
  verifier_keys        text[]      not null constraint platform_link_keys_some check (verifier_keys <> '{}'),
  every_seconds        integer     not null constraint platform_link_every_range check (every_seconds between 10 and 86400),
  state                text        not null default 'active'
    constraint platform_link_state_known check (state in ('active', 'suspended', 'stopped', 'ended')),
  version              integer     not null default 1,
  heard_change         bigint      not null default 0, -- number of the last change of it that was taken in
  heard_size           bigint      not null default 0, -- its log as it was last seen
  heard_root           bytea,
  heard_at             timestamptz,
  told_change          bigint      not null default 0, -- number of the last change of ours that it is known to have taken in
  told_at              timestamptz,
  failures             integer     not null default 0, -- calls that failed since the last that did not
  fault                jsonb,                          -- the last one: code and parameters
  fault_at             timestamptz,
  next_call_at         timestamptz not null,
  leased_until         timestamptz,                    -- a process is calling it until then, and longer while it says so
  created_at           timestamptz not null,
  constraint platform_link_seen_whole check ((heard_size = 0) = (heard_root is null)),
  constraint platform_link_stopped_says_why check (state <> 'stopped' or fault is not null)
);
create unique index platform_link_one_for_application on platform_link (application_id) where state <> 'ended';
create index platform_link_due on platform_link (next_call_at) where state = 'active';
create index platform_link_by_territory on platform_link (territory_code);

-- Exchanges that brought something or failed; each record of what left stands in the log.
create table link_exchange (
  id          uuid        not null constraint link_exchange_pk primary key,
  link_id     uuid        not null constraint link_exchange_link_exists references platform_link (id),
  direction   text        not null constraint link_exchange_direction_known check (direction in ('heard', 'told')),
  way         text        not null constraint link_exchange_way_known check (way in ('pull', 'push')),
  at          timestamptz not null,
  from_change bigint      not null,
  to_change   bigint      not null,
  entries     integer     not null default 0,
  grants      integer     not null default 0,
  withdrawn   integer     not null default 0,
  receipt     text,                                   -- entry of the log of whoever told
  fault       jsonb
);
create index link_exchange_by_link on link_exchange (link_id, id desc);

-- Entries and grants as they were last numbered. One number for each change, without gaps that could still be filled.
create table exchange_change (
  kind       text   not null constraint exchange_change_kind_known check (kind in ('entry', 'grant')),
  subject_id uuid   not null,
  number     bigint not null constraint exchange_change_number_unique unique,
  mark       text   not null,                         -- what a change of makes a new number
  constraint exchange_change_pk primary key (kind, subject_id)
);

-- What the other was told of, so that it is also told when it may know of it no more, and of nothing else.
create table link_told (
  link_id    uuid not null constraint link_told_link_exists references platform_link (id),
  kind       text not null,
  subject_id uuid not null,
  constraint link_told_pk primary key (link_id, kind, subject_id)
);

create table foreign_entry (
  link_id        uuid        not null constraint foreign_entry_link_exists references platform_link (id),
  id             uuid        not null,                -- at the other platform
  change         bigint      not null,
  code           text        not null,
  name           text        not null,
  territory_code text        not null constraint foreign_entry_territory_exists references territory (code),
  provider_name  text        not null,
  state          text        not null constraint foreign_entry_state_known check (state in ('published', 'withdrawn')),
  version        integer     not null,
  fields         jsonb       not null,
  items          jsonb       not null,
  published_at   timestamptz not null,
  receipt        text,                                -- of the publication, in the log of the other
  words          text        not null,                -- by which it is found
  heard_at       timestamptz not null,
  told_in        text        not null,                -- record of the exchange that brought it, in the log of the other
  constraint foreign_entry_pk primary key (link_id, id)
);
create index foreign_entry_by_place on foreign_entry (territory_code, code);
create index foreign_entry_words_trgm on foreign_entry using gin (words gin_trgm_ops);

create table foreign_grant (
  link_id        uuid        not null constraint foreign_grant_link_exists references platform_link (id),
  id             uuid        not null,
  change         bigint      not null,
  entry_id       uuid        not null,                -- at the other platform
  entry_code     text        not null,
  entry_name     text        not null,
  applicant_name text        not null,
  applicant_territory_code text not null,
  status         text        not null constraint foreign_grant_status_known check (status in ('active', 'suspended', 'revoked')),
  terms          jsonb       not null,
  valid_until    date        not null,
  issued_at      timestamptz not null,
  receipt        text,
  heard_at       timestamptz not null,
  told_in        text        not null,
  constraint foreign_grant_pk primary key (link_id, id)
);
