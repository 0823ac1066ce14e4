-- 0005_subjects.sql
-- A case may be about an organisation or a territory as well as a catalog entry, and people are parties of their own cases.

alter table procedure_case alter column subject_id type text using subject_id::text;
-- The name its subject had when the case was opened: what the record of that day says.
alter table procedure_case add column subject_name text not null default '';
update procedure_case set subject_name = coalesce((select name from catalog_entry where id::text = procedure_case.subject_id), '');

alter table organization drop constraint organization_kinds_known;
alter table organization add constraint organization_kinds_known check (
  kinds <@ array['authority','agency','supervisor','government','contractor','developer','platformOperator','person'] and cardinality(kinds) > 0);

-- Set while a measure against its holder suspends the grant; lifting the measure restores exactly these.
alter table data_grant add column suspended_by uuid constraint data_grant_suspended_by_exists references procedure_case (id);
