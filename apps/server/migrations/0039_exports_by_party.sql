-- 0039_exports_by_party.sql    older servers keep working: yes
-- Who asked for a file, who gave the data and who looks at one grant read exports newest first; none of them reads those of others.
create index export_job_by_organization on export_job (organization_id, id);
create index export_job_by_grant on export_job (grant_id, id);
-- Ids follow the time at which was asked, so the order of `created_at` is not needed beside theirs.
drop index export_job_by_dataset;
create index export_job_by_dataset on export_job (dataset_id, id);
