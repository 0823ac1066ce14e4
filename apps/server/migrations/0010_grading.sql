-- 0010_grading.sql
-- Grades rest on rules. The rules of an authority are versions that stay as they were entered; what the rules suggest of an
-- item, and what a person decided of it, is kept beside every grade.

create table grading_rule_set (
  id             uuid        not null constraint grading_rule_set_pk primary key,
  territory_code text        not null constraint grading_rule_set_territory_exists references territory (code),
  version        text        not null,
  title          text        not null,
  instrument     text        not null,           -- the basis: a document of the registry, and its provision
  provision      text        not null,
  content        jsonb       not null,           -- the rule set as it was entered
  in_force_from  date        not null,
  entered_by     uuid        not null constraint grading_rule_set_account_exists references account (id),
  entered_at     timestamptz not null,
  published_at   timestamptz,                    -- where a regulation has a course for rules, only its publication puts them in force
  case_id        uuid        constraint grading_rule_set_case_exists references procedure_case (id),
  regraded_to    text        not null default '', -- code of the last entry that was looked at under this version
  regraded_at    timestamptz,                    -- when all had been
  constraint grading_rule_set_version_unique unique (territory_code, version)
);
create index grading_rule_set_to_regrade on grading_rule_set (in_force_from)
  where published_at is not null and regraded_at is null;

-- Batches write what follows at the end of a long load, while an act may hold their entry and wait for the batch. So there are
-- no foreign keys to entries in the three tables of suggestions and findings: checking one would wait for the entry. Entries
-- are never deleted.

-- What the rules suggest. Written once; afterwards only decided, or let go when newer grounds take its place.
create table grading_suggestion (
  id            uuid             not null constraint grading_suggestion_pk primary key,
  entry_id      uuid             not null,
  item_code     text             not null,       -- '' is the entry as a whole
  grade         integer          not null constraint grading_suggestion_grade_range check (grade between 1 and 4),
  category      text,                            -- class in the category tree of the rules
  rules         text[]           not null,       -- ids of the rules that apply, the strictest first
  rule_set      text             not null,       -- territory or pack, and version: 640300000000/2026-1
  grounds       jsonb            not null,       -- each rule with its grade and reason
  evidence      jsonb            not null,       -- what was found, masked
  confidence    double precision not null constraint grading_suggestion_confidence_range check (confidence between 0 and 1),
  origin        text             not null constraint grading_suggestion_origin_known check (origin in ('description', 'sample', 'rules')),
  made_at       timestamptz      not null,
  state         text             not null constraint grading_suggestion_state_known check (
    state in ('pending', 'accepted', 'kept', 'overruled', 'lapsed')),
  decided_grade integer          constraint grading_suggestion_decided_range check (decided_grade between 1 and 4),
  decided_by    uuid             constraint grading_suggestion_account_exists references account (id),
  decided_at    timestamptz,
  reason        text,
  constraint grading_suggestion_decided_by_a_person check (
    (state in ('accepted', 'kept', 'overruled')) = (decided_by is not null and decided_grade is not null))
);
create unique index grading_suggestion_one_pending on grading_suggestion (entry_id, item_code) where state = 'pending';
create index grading_suggestion_by_entry on grading_suggestion (entry_id, item_code, id);
create index grading_suggestion_by_state on grading_suggestion (state, id);

-- Where each grade comes from. A row for every change of it, never changed itself.
create table grade_record (
  id            uuid        not null constraint grade_record_pk primary key,
  entry_id      uuid        not null constraint grade_record_entry_exists references catalog_entry (id),
  item_code     text        not null,            -- '' is the entry as a whole
  grade         integer     not null constraint grade_record_grade_range check (grade between 1 and 4),
  rule_set      text        not null,
  rules         text[]      not null,            -- none where no rule applies and a person alone gave the grade
  suggested     integer,                         -- what the rules said at that time
  suggestion_id uuid        constraint grade_record_suggestion_exists references grading_suggestion (id),
  reason        text,
  given_by      uuid        constraint grade_record_account_exists references account (id),
  given_at      timestamptz not null
);
create index grade_record_by_entry on grade_record (entry_id, item_code, id);

-- What a sample of the stored data showed, by item: masked, and kept so that later versions of the rules can be applied to it.
create table item_finding (
  entry_id   uuid             not null,
  item_code  text             not null,
  category   text             not null,
  confidence double precision not null constraint item_finding_confidence_range check (confidence between 0 and 1),
  evidence   jsonb            not null,
  found_at   timestamptz      not null,
  constraint item_finding_pk primary key (entry_id, item_code, category)
);

-- And of the data as a whole.
create table entry_finding (
  entry_id          uuid        not null constraint entry_finding_pk primary key,
  minors            boolean     not null,
  quasi_identifiers jsonb       not null,        -- sets of item codes
  found_at          timestamptz not null
);
