-- 0030_evidence_rows.sql    older servers keep working: no, what they write would be evidence that no entry commits to
-- Every row of evidence is committed to by the entry of the act that wrote it, so that a row changed, removed or put in beside
-- the platform is found and named. The triggers note what a transaction changed; before it ends, the platform writes the entry
-- that commits to it and takes the notes away. What is left in evidence_change was written by somebody else.

-- Changes of evidence by transactions that are not yet over.
create table evidence_change (
  seq        bigint generated always as identity constraint evidence_change_pk primary key,
  xid        xid8   not null,                           -- of the transaction; 0 for what stood before there were commitments
  table_name text   not null,
  row_key    text   not null,
  image      jsonb                                      -- columns as text; null when the row was deleted
);
create index evidence_change_by_transaction on evidence_change (xid, seq);

-- The salts of the commitments: without one nobody can try values against a digest in the log. Destroyed with its row.
create table evidence_salt (
  table_name text  not null,
  row_key    text  not null,
  salt       bytea not null constraint evidence_salt_length check (octet_length(salt) = 16),
  entry_id   uuid  not null,                            -- that commits to it; a hint, for when that entry is damaged
  constraint evidence_salt_pk primary key (table_name, row_key)
);

-- The columns of a row that are evidence, each as text: no number is rounded on its way.
create function evidence_image(said jsonb, columns text[]) returns jsonb language sql immutable as $$
  select jsonb_object_agg(name, said ->> name) from unnest(columns) as name
$$;

create function evidence_key(said jsonb, columns text[]) returns text language sql immutable as $$
  select string_agg(said ->> name, '/' order by place) from unnest(columns) with ordinality as k (name, place)
$$;

-- Arguments: the columns of the key and those of the evidence, parted by spaces.
create function keep_evidence_change() returns trigger language plpgsql set timezone = 'UTC' as $$
declare
  key_columns text[] := string_to_array(tg_argv[0], ' ');
  columns     text[] := string_to_array(tg_argv[1], ' ');
  old_row     jsonb  := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  new_row     jsonb  := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  old_image   jsonb  := case when old_row is null then null else evidence_image(old_row, columns) end;
  new_image   jsonb  := case when new_row is null then null else evidence_image(new_row, columns) end;
begin
  if old_image is not distinct from new_image then return null; end if;
  if old_row is not null and (new_row is null or evidence_key(old_row, key_columns) <> evidence_key(new_row, key_columns)) then
    insert into evidence_change (xid, table_name, row_key, image)
    values (pg_current_xact_id(), tg_table_name, evidence_key(old_row, key_columns), null);
  end if;
  if new_row is not null then
    insert into evidence_change (xid, table_name, row_key, image)
    values (pg_current_xact_id(), tg_table_name, evidence_key(new_row, key_columns), new_image);
  end if;
  return null;
end
$$;

-- Supervisors that countersign checkpoints, and what they signed.
create table log_witness (
  id              uuid        not null constraint log_witness_pk primary key,
  name            text        not null,
  organization_id uuid        not null constraint log_witness_organization_exists references organization (id),
  verifier_key    text        not null constraint log_witness_key_unique unique,
  registered_by   uuid        not null constraint log_witness_registrar_exists references account (id),
  registered_at   timestamptz not null,
  ended_by        uuid        constraint log_witness_ender_exists references account (id),
  ended_at        timestamptz,
  constraint log_witness_ended_whole check ((ended_by is null) = (ended_at is null))
);
create unique index log_witness_one_name on log_witness (name) where ended_at is null;

create table log_cosignature (
  witness_id uuid        not null constraint log_cosignature_witness_exists references log_witness (id),
  tree_size  bigint      not null constraint log_cosignature_checkpoint_exists references log_checkpoint (tree_size),
  line       text        not null,                      -- signature line of the note, without its newline
  signed_at  timestamptz not null,
  constraint log_cosignature_pk primary key (tree_size, witness_id)
);
create index log_cosignature_by_witness on log_cosignature (witness_id, tree_size);

create trigger keep_evidence after insert or update or delete on procedure_case for each row
  execute function keep_evidence_change('id', 'id procedure pack pack_version territory_code subject_type subject_id subject_name state is_open parties owner_id form used version opened_by opened_at closed_at');
create trigger keep_evidence after insert or update or delete on case_entry for each row
  execute function keep_evidence_change('case_id version', 'case_id version act form organization_id entered_by entered_at');
create trigger keep_evidence after insert or update or delete on case_party for each row
  execute function keep_evidence_change('case_id party', 'case_id party organization_id');
create trigger keep_evidence after insert or update or delete on case_clock for each row
  execute function keep_evidence_change('id', 'id case_id period owner_id ledger state due_on due_at');
create trigger keep_evidence after insert or update or delete on notification for each row
  execute function keep_evidence_change('id', 'id organization_id case_id clock_id kind due_on body created_at');
create trigger keep_evidence after insert or update or delete on data_grant for each row
  execute function keep_evidence_change('id', 'id case_id entry_id applicant_id application_id course fields purposes valid_until status delivered_at issued_at modes row_filter masks volume_per_day quota_per_day quota_total matter_required withheld_per_mille signed_calls');
create trigger keep_evidence after insert or update or delete on grant_change for each row
  execute function keep_evidence_change('grant_id position', 'grant_id position kind case_id terms made_at');
create trigger keep_evidence after insert or update or delete on grant_review for each row
  execute function keep_evidence_change('case_id', 'case_id grant_id since through grounds pattern');
create trigger keep_evidence after insert or update or delete on grant_suspension for each row
  execute function keep_evidence_change('grant_id case_id', 'grant_id case_id');
create trigger keep_evidence after insert or update or delete on verification_permit for each row
  execute function keep_evidence_change('id', 'id case_id entry_id applicant_id application_id course key_items items purposes valid_until total per_day per_matter status cut_off suspended_by issued_by issued_at');
create trigger keep_evidence after insert or update or delete on operation_approval for each row
  execute function keep_evidence_change('id', 'id organization_id dataset_id operation items most_rows purpose asked_by asked_at approved_by approved_at valid_until used_by used_at');
create trigger keep_evidence after insert or update or delete on operation_review for each row
  execute function keep_evidence_change('organization_id day', 'organization_id day operations flagged receipts conclusion reviewed_by reviewed_at');
create trigger keep_evidence after insert or update or delete on export_job for each row
  execute function keep_evidence_change('id', 'id dataset_id grant_id application_id organization_id purpose approval matter fields conditions terms format masked masked_by_grade rows_total sm3 sha256 receipt created_at');
create trigger keep_evidence after insert or update or delete on catalog_entry for each row
  execute function keep_evidence_change('id', 'id code territory_code provider_id state created_at published_at published_version secrecy successor_id derived_risk prepared');
create trigger keep_evidence after insert or update or delete on catalog_version for each row
  execute function keep_evidence_change('entry_id number', 'entry_id number name fields items origin case_id published_at');
create trigger keep_evidence after insert or update or delete on catalog_edit for each row
  execute function keep_evidence_change('entry_id version', 'entry_id version organization_id changed changed_at');
create trigger keep_evidence after insert or update or delete on secrecy_review for each row
  execute function keep_evidence_change('case_id', 'case_id entry_id number conclusion organization_id reviewer reviewed_at');
create trigger keep_evidence after insert or update or delete on preparation_record for each row
  execute function keep_evidence_change('case_id', 'case_id entry_id number steps known organization_id recorded_at');
create trigger keep_evidence after insert or update or delete on grade_record for each row
  execute function keep_evidence_change('id', 'id entry_id item_code grade rule_set rules suggested suggestion_id reason given_by given_at');
create trigger keep_evidence after insert or update or delete on grading_rule_set for each row
  execute function keep_evidence_change('id', 'id territory_code version title instrument provision content in_force_from entered_by entered_at published_at case_id');
create trigger keep_evidence after insert or update or delete on open_catalog_version for each row
  execute function keep_evidence_change('id', 'id territory_code number year name changes priorities entries case_id published_at');
create trigger keep_evidence after insert or update or delete on open_withdrawal for each row
  execute function keep_evidence_change('case_id', 'case_id entry_id withdrawn_at lifted_by');
create trigger keep_evidence after insert or update or delete on derived_hold for each row
  execute function keep_evidence_change('case_id', 'case_id entry_id since lifted_at');
create trigger keep_evidence after insert or update or delete on standard for each row
  execute function keep_evidence_change('id', 'id territory_code code title version subject in_force retired case_id');
create trigger keep_evidence after insert or update or delete on update_overdue for each row
  execute function keep_evidence_change('entry_id due_on', 'entry_id due_on provider_id authority_id told_at');
create trigger keep_evidence after insert or update or delete on dataset for each row
  execute function keep_evidence_change('id', 'id entry_id code table_name created_at custody custody_case custody_by custody_at');
create trigger keep_evidence after insert or update or delete on batch for each row
  execute function keep_evidence_change('id', 'id dataset_id number content_hash file_name received stored quarantined created_at mode superseded case_id format added changed removed unchanged key_items columns principal_type principal_id job_id corrects');
create trigger keep_evidence after insert or update or delete on erased_row for each row
  execute function keep_evidence_change('dataset_id batch line', 'dataset_id batch line');
create trigger keep_evidence after insert or update or delete on correction for each row
  execute function keep_evidence_change('id', 'id dataset_id digest key_version items lines state organization_id account_id prepared_at batch_id case_id consent consent_by settled_at');
create trigger keep_evidence after insert or update or delete on batch_checksum for each row
  execute function keep_evidence_change('batch_id', 'batch_id dataset_id number state pages at_line rows chain receipt');
create trigger keep_evidence after insert or update or delete on batch_checksum_page for each row
  execute function keep_evidence_change('batch_id page', 'batch_id page from_line to_line marks');
create trigger keep_evidence after insert or update or delete on checksum_comparison for each row
  execute function keep_evidence_change('id', 'id dataset_id begun_by begun_at state receipt ended_at');
create trigger keep_evidence after insert or update or delete on checksum_finding for each row
  execute function keep_evidence_change('comparison_id batch line kind', 'comparison_id batch line kind');
create trigger keep_evidence after insert or update or delete on quality_announcement for each row
  execute function keep_evidence_change('id', 'id dataset_id entry_id provider_id territory_code case_id batch items announced_at');
create trigger keep_evidence after insert or update or delete on quality_recipient for each row
  execute function keep_evidence_change('announcement_id organization_id actor', 'announcement_id organization_id actor grant_id accesses last_access_at acknowledged_at acknowledged_by');
create trigger keep_evidence after insert or update or delete on quality_rule_set for each row
  execute function keep_evidence_change('id', 'id dataset_id version rules organization_id account_id entered_at');
create trigger keep_evidence after insert or update or delete on quality_run for each row
  execute function keep_evidence_change('id', 'id dataset_id rule_set_id stage batch row_count broken_rows score results ran_at');
create trigger keep_evidence after insert or update or delete on destruction for each row
  execute function keep_evidence_change('case_id', 'case_id dataset_id certificate certificate_hash log_entry_id destroyed_at');
create trigger keep_evidence after insert or update or delete on disposal_request for each row
  execute function keep_evidence_change('case_id organization_id', 'case_id organization_id task_id grants accesses last_access_at');
create trigger keep_evidence after insert or update or delete on territory for each row
  execute function keep_evidence_change('code', 'code name level parent_code');
create trigger keep_evidence after insert or update or delete on organization for each row
  execute function keep_evidence_change('id', 'id code name territory_code kinds created_at');
create trigger keep_evidence after insert or update or delete on account for each row
  execute function keep_evidence_change('id', 'id organization_id login name password_hash totp_secret totp_confirmed roles status created_at valid_until');
create trigger keep_evidence after insert or update or delete on application for each row
  execute function keep_evidence_change('id', 'id organization_id name status created_at signed_calls');
create trigger keep_evidence after insert or update or delete on application_key for each row
  execute function keep_evidence_change('id', 'id application_id algorithm public_key user_id created_at revoked_at');
create trigger keep_evidence after insert or update or delete on service_contract for each row
  execute function keep_evidence_change('case_id', 'case_id contractor_id principal_id valid_until tasks reviewed_at ended_at');
create trigger keep_evidence after insert or update or delete on service_contract_account for each row
  execute function keep_evidence_change('case_id account_id', 'case_id account_id admitted_at');
create trigger keep_evidence after insert or update or delete on service_contract_dataset for each row
  execute function keep_evidence_change('case_id entry_id', 'case_id entry_id');
create trigger keep_evidence after insert or update or delete on dataset_key for each row
  execute function keep_evidence_change('dataset_id version', 'dataset_id version state wrapped_key created_at ended_at');
create trigger keep_evidence after insert or update or delete on key_rotation for each row
  execute function keep_evidence_change('dataset_id version', 'dataset_id version state begun_by begun_at ended_at');
create trigger keep_evidence after insert or update or delete on key_rotation_fault for each row
  execute function keep_evidence_change('dataset_id version place', 'dataset_id version place found_at');
create trigger keep_evidence after insert or update or delete on pack_text for each row
  execute function keep_evidence_change('pack_id version', 'pack_id version files first_seen');
create trigger keep_evidence after insert or update or delete on instrument for each row
  execute function keep_evidence_change('id', 'id territory_code title rank in_force repealed provisions entered_by entered_at repealed_by repealed_at');
create trigger keep_evidence after insert or update or delete on policy_value for each row
  execute function keep_evidence_change('seq', 'seq territory_code period length unit in_force_from entered_by entered_at');
create trigger keep_evidence after insert or update or delete on holiday_notice for each row
  execute function keep_evidence_change('year', 'year content origin revision entered_by entered_at');
create trigger keep_evidence after insert or update or delete on maintenance_window for each row
  execute function keep_evidence_change('id', 'id begins_at ends_at notice announced_by announced_at ended_by ended_at');
create trigger keep_evidence after insert or update or delete on recovery_plan for each row
  execute function keep_evidence_change('id', 'id subject_kind subject_id interval_days medium place retention_days responsible account_id entered_at');
create trigger keep_evidence after insert or update or delete on recovery_backup for each row
  execute function keep_evidence_change('id', 'id subject_kind subject_id taken_at reference checksum account_id entered_at');
create trigger keep_evidence after insert or update or delete on recovery_test for each row
  execute function keep_evidence_change('id', 'id subject_kind subject_id backup_id tested_on result tested_by findings account_id entered_at');
create trigger keep_evidence after insert or update or delete on log_witness for each row
  execute function keep_evidence_change('id', 'id name organization_id verifier_key registered_by registered_at ended_by ended_at');
create trigger keep_evidence after insert or update or delete on platform_link for each row
  execute function keep_evidence_change('id', 'id territory_code name relation other_territory_code application_id client_id base_url calls origin verifier_keys every_seconds state version created_at');
create trigger keep_evidence after insert or update or delete on link_exchange for each row
  execute function keep_evidence_change('id', 'id link_id direction way at from_change to_change entries grants withdrawn receipt fault');
create trigger keep_evidence after insert or update or delete on foreign_entry for each row
  execute function keep_evidence_change('link_id id', 'link_id id change code name territory_code provider_name state version fields items published_at receipt heard_at told_in');
create trigger keep_evidence after insert or update or delete on foreign_grant for each row
  execute function keep_evidence_change('link_id id', 'link_id id change entry_id entry_code entry_name applicant_name applicant_territory_code status terms valid_until issued_at receipt heard_at told_in');
create trigger keep_evidence after insert or update or delete on answer_key for each row
  execute function keep_evidence_change('generation', 'generation signs_from signs_until revoked_from begun_by');
create trigger keep_evidence after insert or update or delete on backup_run for each row
  execute function keep_evidence_change('id', 'id kind state is_full asked_by asked_at approved_by approved_at ended_at backup_id base_id row_total bytes log_size fault receipt');

-- What stands already is committed to as it is found when the platform starts; what became of it before cannot be said.
create function evidence_begin(of_table text, keys text, columns text) returns void language plpgsql set timezone = 'UTC' as $$
begin
  execute format(
    'insert into evidence_change (xid, table_name, row_key, image)
     select ''0'', %L, evidence_key(said, %L::text[]), evidence_image(said, %L::text[]) from (select to_jsonb(t) as said from %I t) r',
    of_table, string_to_array(keys, ' '), string_to_array(columns, ' '), of_table);
end
$$;
select evidence_begin('procedure_case', 'id', 'id procedure pack pack_version territory_code subject_type subject_id subject_name state is_open parties owner_id form used version opened_by opened_at closed_at');
select evidence_begin('case_entry', 'case_id version', 'case_id version act form organization_id entered_by entered_at');
select evidence_begin('case_party', 'case_id party', 'case_id party organization_id');
select evidence_begin('case_clock', 'id', 'id case_id period owner_id ledger state due_on due_at');
select evidence_begin('notification', 'id', 'id organization_id case_id clock_id kind due_on body created_at');
select evidence_begin('data_grant', 'id', 'id case_id entry_id applicant_id application_id course fields purposes valid_until status delivered_at issued_at modes row_filter masks volume_per_day quota_per_day quota_total matter_required withheld_per_mille signed_calls');
select evidence_begin('grant_change', 'grant_id position', 'grant_id position kind case_id terms made_at');
select evidence_begin('grant_review', 'case_id', 'case_id grant_id since through grounds pattern');
select evidence_begin('grant_suspension', 'grant_id case_id', 'grant_id case_id');
select evidence_begin('verification_permit', 'id', 'id case_id entry_id applicant_id application_id course key_items items purposes valid_until total per_day per_matter status cut_off suspended_by issued_by issued_at');
select evidence_begin('operation_approval', 'id', 'id organization_id dataset_id operation items most_rows purpose asked_by asked_at approved_by approved_at valid_until used_by used_at');
select evidence_begin('operation_review', 'organization_id day', 'organization_id day operations flagged receipts conclusion reviewed_by reviewed_at');
select evidence_begin('export_job', 'id', 'id dataset_id grant_id application_id organization_id purpose approval matter fields conditions terms format masked masked_by_grade rows_total sm3 sha256 receipt created_at');
select evidence_begin('catalog_entry', 'id', 'id code territory_code provider_id state created_at published_at published_version secrecy successor_id derived_risk prepared');
select evidence_begin('catalog_version', 'entry_id number', 'entry_id number name fields items origin case_id published_at');
select evidence_begin('catalog_edit', 'entry_id version', 'entry_id version organization_id changed changed_at');
select evidence_begin('secrecy_review', 'case_id', 'case_id entry_id number conclusion organization_id reviewer reviewed_at');
select evidence_begin('preparation_record', 'case_id', 'case_id entry_id number steps known organization_id recorded_at');
select evidence_begin('grade_record', 'id', 'id entry_id item_code grade rule_set rules suggested suggestion_id reason given_by given_at');
select evidence_begin('grading_rule_set', 'id', 'id territory_code version title instrument provision content in_force_from entered_by entered_at published_at case_id');
select evidence_begin('open_catalog_version', 'id', 'id territory_code number year name changes priorities entries case_id published_at');
select evidence_begin('open_withdrawal', 'case_id', 'case_id entry_id withdrawn_at lifted_by');
select evidence_begin('derived_hold', 'case_id', 'case_id entry_id since lifted_at');
select evidence_begin('standard', 'id', 'id territory_code code title version subject in_force retired case_id');
select evidence_begin('update_overdue', 'entry_id due_on', 'entry_id due_on provider_id authority_id told_at');
select evidence_begin('dataset', 'id', 'id entry_id code table_name created_at custody custody_case custody_by custody_at');
select evidence_begin('batch', 'id', 'id dataset_id number content_hash file_name received stored quarantined created_at mode superseded case_id format added changed removed unchanged key_items columns principal_type principal_id job_id corrects');
select evidence_begin('erased_row', 'dataset_id batch line', 'dataset_id batch line');
select evidence_begin('correction', 'id', 'id dataset_id digest key_version items lines state organization_id account_id prepared_at batch_id case_id consent consent_by settled_at');
select evidence_begin('batch_checksum', 'batch_id', 'batch_id dataset_id number state pages at_line rows chain receipt');
select evidence_begin('batch_checksum_page', 'batch_id page', 'batch_id page from_line to_line marks');
select evidence_begin('checksum_comparison', 'id', 'id dataset_id begun_by begun_at state receipt ended_at');
select evidence_begin('checksum_finding', 'comparison_id batch line kind', 'comparison_id batch line kind');
select evidence_begin('quality_announcement', 'id', 'id dataset_id entry_id provider_id territory_code case_id batch items announced_at');
select evidence_begin('quality_recipient', 'announcement_id organization_id actor', 'announcement_id organization_id actor grant_id accesses last_access_at acknowledged_at acknowledged_by');
select evidence_begin('quality_rule_set', 'id', 'id dataset_id version rules organization_id account_id entered_at');
select evidence_begin('quality_run', 'id', 'id dataset_id rule_set_id stage batch row_count broken_rows score results ran_at');
select evidence_begin('destruction', 'case_id', 'case_id dataset_id certificate certificate_hash log_entry_id destroyed_at');
select evidence_begin('disposal_request', 'case_id organization_id', 'case_id organization_id task_id grants accesses last_access_at');
select evidence_begin('territory', 'code', 'code name level parent_code');
select evidence_begin('organization', 'id', 'id code name territory_code kinds created_at');
select evidence_begin('account', 'id', 'id organization_id login name password_hash totp_secret totp_confirmed roles status created_at valid_until');
select evidence_begin('application', 'id', 'id organization_id name status created_at signed_calls');
select evidence_begin('application_key', 'id', 'id application_id algorithm public_key user_id created_at revoked_at');
select evidence_begin('service_contract', 'case_id', 'case_id contractor_id principal_id valid_until tasks reviewed_at ended_at');
select evidence_begin('service_contract_account', 'case_id account_id', 'case_id account_id admitted_at');
select evidence_begin('service_contract_dataset', 'case_id entry_id', 'case_id entry_id');
select evidence_begin('dataset_key', 'dataset_id version', 'dataset_id version state wrapped_key created_at ended_at');
select evidence_begin('key_rotation', 'dataset_id version', 'dataset_id version state begun_by begun_at ended_at');
select evidence_begin('key_rotation_fault', 'dataset_id version place', 'dataset_id version place found_at');
select evidence_begin('pack_text', 'pack_id version', 'pack_id version files first_seen');
select evidence_begin('instrument', 'id', 'id territory_code title rank in_force repealed provisions entered_by entered_at repealed_by repealed_at');
select evidence_begin('policy_value', 'seq', 'seq territory_code period length unit in_force_from entered_by entered_at');
select evidence_begin('holiday_notice', 'year', 'year content origin revision entered_by entered_at');
select evidence_begin('maintenance_window', 'id', 'id begins_at ends_at notice announced_by announced_at ended_by ended_at');
select evidence_begin('recovery_plan', 'id', 'id subject_kind subject_id interval_days medium place retention_days responsible account_id entered_at');
select evidence_begin('recovery_backup', 'id', 'id subject_kind subject_id taken_at reference checksum account_id entered_at');
select evidence_begin('recovery_test', 'id', 'id subject_kind subject_id backup_id tested_on result tested_by findings account_id entered_at');
select evidence_begin('platform_link', 'id', 'id territory_code name relation other_territory_code application_id client_id base_url calls origin verifier_keys every_seconds state version created_at');
select evidence_begin('link_exchange', 'id', 'id link_id direction way at from_change to_change entries grants withdrawn receipt fault');
select evidence_begin('foreign_entry', 'link_id id', 'link_id id change code name territory_code provider_name state version fields items published_at receipt heard_at told_in');
select evidence_begin('foreign_grant', 'link_id id', 'link_id id change entry_id entry_code entry_name applicant_name applicant_territory_code status terms valid_until issued_at receipt heard_at told_in');
select evidence_begin('answer_key', 'generation', 'generation signs_from signs_until revoked_from begun_by');
select evidence_begin('backup_run', 'id', 'id kind state is_full asked_by asked_at approved_by approved_at ended_at backup_id base_id row_total bytes log_size fault receipt');
drop function evidence_begin(text, text, text);
