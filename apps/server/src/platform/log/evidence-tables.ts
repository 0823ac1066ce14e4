/**
 * Which tables hold evidence, and which of their columns. A row of them is committed to by the entry of the act that wrote it
 * (`rows` of the entry's body); the columns left out are working state that changes without an act of its own, such as progress.
 *
 * INVARIANT (evidence rows are committed to): the triggers `keep_evidence` note every change of these columns, and the
 * transaction that changed them writes the entry that commits to them, or nothing. `checkEvidence` relies on it.
 */
export interface EvidenceTable {
  /** Columns by which a row is named; their values are joined with `/`. */
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

const list = (words: string): readonly string[] => words.split(' ')
const table = (key: string, columns: string): EvidenceTable => ({
  key: list(key),
  columns: [...new Set([...list(key), ...list(columns)])],
})

export const evidenceTables: Readonly<Record<string, EvidenceTable>> = {
  // Cases: what was asked for, by whom, what was done, and by when it was owed.
  procedure_case: table(
    'id',
    'procedure pack pack_version territory_code subject_type subject_id subject_name state is_open parties owner_id form used version opened_by opened_at closed_at',
  ),
  case_entry: table('case_id version', 'act form organization_id entered_by entered_at'),
  case_party: table('case_id party', 'organization_id'),
  case_clock: table('id', 'case_id period owner_id ledger state due_on due_at'),
  notification: table('id', 'organization_id case_id clock_id kind due_on body created_at'),
  case_comment: table('id', 'case_id body organization_id account_id written_at withdrawn_by withdrawn_at'),
  case_document: table(
    'id',
    'case_id name media_type bytes sm3 organization_id account_id added_at withdrawn_by withdrawn_at',
  ),
  // What may be taken, and what ended it.
  data_grant: table(
    'id',
    'case_id entry_id applicant_id application_id course fields purposes valid_until status delivered_at issued_at modes row_filter masks volume_per_day quota_per_day quota_total matter_required withheld_per_mille signed_calls',
  ),
  record_disclosure: table(
    'id',
    'case_id dataset_id account_id item digest identifier person_digest valid_until proven_until disclosed_by disclosed_at',
  ),
  grant_change: table('grant_id position', 'kind case_id terms made_at'),
  grant_review: table('case_id', 'grant_id since through grounds pattern'),
  grant_suspension: table('grant_id case_id', 'case_id'),
  verification_permit: table(
    'id',
    'case_id entry_id applicant_id application_id course key_items items purposes valid_until total per_day per_matter status cut_off suspended_by issued_by issued_at',
  ),
  operation_approval: table(
    'id',
    'organization_id dataset_id operation items most_rows purpose asked_by asked_at approved_by approved_at valid_until used_by used_at',
  ),
  operation_review: table('organization_id day', 'operations flagged receipts conclusion reviewed_by reviewed_at'),
  export_job: table(
    'id',
    'dataset_id grant_id application_id organization_id purpose approval matter fields conditions terms format masked masked_by_grade rows_total sm3 sha256 receipt created_at',
  ),
  // The catalog as it was published, and what was decided about it.
  catalog_entry: table(
    'id',
    'code territory_code provider_id state created_at published_at published_version secrecy successor_id derived_risk prepared',
  ),
  catalog_version: table('entry_id number', 'name fields items origin case_id published_at'),
  catalog_edit: table('entry_id version', 'organization_id changed changed_at'),
  secrecy_review: table('case_id', 'entry_id number conclusion organization_id reviewer reviewed_at'),
  preparation_record: table('case_id', 'entry_id number steps known organization_id recorded_at'),
  grade_record: table('id', 'entry_id item_code grade rule_set rules suggested suggestion_id reason given_by given_at'),
  grading_rule_set: table(
    'id',
    'territory_code version title instrument provision content in_force_from entered_by entered_at published_at case_id',
  ),
  open_catalog_version: table('id', 'territory_code number year name changes priorities entries case_id published_at'),
  open_withdrawal: table('case_id', 'entry_id withdrawn_at lifted_by'),
  derived_hold: table('case_id', 'entry_id since lifted_at'),
  standard: table('id', 'territory_code code title version subject in_force retired case_id'),
  update_overdue: table('entry_id due_on', 'provider_id authority_id told_at'),
  // Data: what was received, corrected, announced, checked, sealed off, destroyed.
  dataset: table('id', 'entry_id code table_name created_at custody custody_case custody_by custody_at'),
  batch: table(
    'id',
    'dataset_id number content_hash file_name received stored quarantined created_at mode superseded case_id format added changed removed unchanged key_items columns principal_type principal_id job_id corrects',
  ),
  erased_row: table('dataset_id batch line', 'line'),
  correction: table(
    'id',
    'dataset_id digest key_version items lines state organization_id account_id prepared_at batch_id case_id consent consent_by settled_at',
  ),
  batch_checksum: table('batch_id', 'dataset_id number state pages at_line rows chain receipt'),
  batch_checksum_page: table('batch_id page', 'from_line to_line marks'),
  checksum_comparison: table('id', 'dataset_id begun_by begun_at state receipt ended_at'),
  checksum_finding: table('comparison_id batch line kind', 'kind'),
  quality_announcement: table('id', 'dataset_id entry_id provider_id territory_code case_id batch items announced_at'),
  quality_recipient: table(
    'announcement_id organization_id actor',
    'grant_id accesses last_access_at acknowledged_at acknowledged_by',
  ),
  quality_rule_set: table('id', 'dataset_id version rules organization_id account_id entered_at'),
  quality_run: table('id', 'dataset_id rule_set_id stage batch row_count broken_rows score results ran_at'),
  destruction: table('case_id', 'dataset_id certificate certificate_hash log_entry_id destroyed_at'),
  disposal_request: table('case_id organization_id', 'task_id grants accesses last_access_at'),
  // Who may act, with what keys, under which contract.
  territory: table('code', 'name level parent_code'),
  organization: table('id', 'code name territory_code kinds created_at'),
  account: table(
    'id',
    'organization_id login name password_hash totp_secret totp_confirmed roles status created_at valid_until',
  ),
  account_notice: table('id', 'account_id kind told_at'),
  application: table('id', 'organization_id name status created_at signed_calls'),
  application_key: table('id', 'application_id algorithm public_key user_id created_at revoked_at'),
  service_contract: table('case_id', 'contractor_id principal_id valid_until tasks reviewed_at ended_at'),
  service_contract_account: table('case_id account_id', 'admitted_at'),
  service_contract_dataset: table('case_id entry_id', 'entry_id'),
  // Keys of datasets, and what was found while they were replaced.
  dataset_key: table('dataset_id version', 'state wrapped_key created_at ended_at'),
  key_rotation: table('dataset_id version', 'state begun_by begun_at ended_at'),
  key_rotation_fault: table('dataset_id version place', 'found_at'),
  // The law that governed.
  pack_text: table('pack_id version', 'files first_seen'),
  instrument: table(
    'id',
    'territory_code title rank in_force repealed provisions entered_by entered_at repealed_by repealed_at',
  ),
  policy_value: table('seq', 'territory_code period length unit in_force_from entered_by entered_at'),
  holiday_notice: table('year', 'content origin revision entered_by entered_at'),
  // Other platforms: how they are linked, what was exchanged and what was heard.
  platform_link: table(
    'id',
    'territory_code name relation other_territory_code application_id client_id base_url calls origin verifier_keys every_seconds state version created_at',
  ),
  link_exchange: table('id', 'link_id direction way at from_change to_change entries grants withdrawn receipt fault'),
  foreign_entry: table(
    'link_id id',
    'change code name territory_code provider_name state version fields items published_at receipt heard_at told_in',
  ),
  foreign_grant: table(
    'link_id id',
    'change entry_id entry_code entry_name applicant_name applicant_territory_code status terms valid_until issued_at receipt heard_at told_in',
  ),
  // Operation.
  answer_key: table('generation', 'signs_from signs_until revoked_from begun_by'),
  backup_run: table(
    'id',
    'kind state is_full asked_by asked_at approved_by approved_at ended_at backup_id base_id row_total bytes log_size fault receipt',
  ),
  watch_alert: table(
    'id',
    'signal measured most opened_at escalated_at acknowledged_by acknowledged_at note closed_at',
  ),
  watch_risk: table('alert_id', 'case_id opened_by opened_at'),
  maintenance_window: table('id', 'begins_at ends_at notice announced_by announced_at ended_by ended_at'),
  recovery_plan: table(
    'id',
    'subject_kind subject_id interval_days medium place retention_days responsible account_id entered_at',
  ),
  recovery_backup: table('id', 'subject_kind subject_id taken_at reference checksum account_id entered_at'),
  recovery_test: table(
    'id',
    'subject_kind subject_id backup_id tested_on result tested_by findings account_id entered_at',
  ),
  evidence_bundle: table(
    'id',
    'entries opens_rows recipient reason matter asked_by asked_at approved_by approved_at valid_until',
  ),
  retention_order: table('id', 'kind before term_days asked_by asked_at agreed_by agreed_at ended_at'),
  retention_hold: table('id', 'scope scope_id reason matter placed_by placed_at lifted_by lifted_at'),
  log_key_revocation: table('version', 'from_entry keys asked_by asked_at agreed_by agreed_at'),
  log_witness: table('id', 'name organization_id verifier_key registered_by registered_at ended_by ended_at'),
}

/** Evidence that entries commit to otherwise than row by row, since there is too much of it. */
export const evidenceOfEntries: Readonly<Record<string, string>> = {
  log_entry: 'its body is the leaf; the other columns repeat it',
  log_leaf: 'compared with the tiles',
  log_tile: 'compared with the leaves and with the tiles above',
  log_checkpoint: 'compared with the tree, signatures verified',
  log_pending: 'an entry is in the tree or pending',
  log_cosignature: 'a signature of a witness over a checkpoint, verified',
  access_key: '`keys` of the entry of the access; removed after its term, by an entry that says so',
  grant_usage: '`use` of the entries of the accesses, summed',
  call_signature: '`actor.signature` of the entry of the call; removed after its term, by an entry that says so',
  evidence_salt: 'the salts of the commitments to rows',
  evidence_change: 'empty between transactions',
}

const working = 'working state: every act on it is recorded'
const derived = 'made from other tables and made again'

/** Every other table, and why nothing of it is compared with the log. */
export const notEvidence: Readonly<Record<string, string>> = {
  aggregation_job: working,
  aggregation_job_fault: working,
  aggregation_task: working,
  assertion_used: 'a nonce while it can be replayed',
  case_document_part: 'sealed content; the digest of the document covers it',
  catalog_import: working,
  catalog_import_row: working,
  catalog_revision: 'a working copy; what is published is a catalog_version',
  catalog_search: derived,
  correction_line: 'sealed values; the digest of the correction covers them',
  data_database: working,
  data_item: 'content in work; what is published is a catalog_version',
  data_source: working,
  database_difference: derived,
  database_entry: working,
  database_field: working,
  entry_finding: derived,
  exchange_change: 'numbers of changes that the catalog and the grants show',
  grading_suggestion: 'what a person decided on it is a grade_record',
  grant_watch: 'a place reached by a job',
  idempotent_answer: 'answers kept for repeated requests; removed after a term',
  information_system: working,
  installation: 'compared with the keys at each start',
  item_finding: derived,
  item_key: derived,
  item_key_entry: derived,
  law_additions: 'a number that says that additions changed',
  link_told: 'whom an exchange told; the record of each exchange covers what was told',
  processing_input: working,
  processing_job: working,
  processing_mapping: derived,
  quality_rule_issue: 'which case was opened for a rule',
  quarantine_row: 'rows that did not pass, sealed',
  schema_change_task: 'which case was opened for a change',
  schema_migration: 'compared with the program at each start',
  session: 'ends by itself; removed after a term',
  source_file: working,
  source_pull: working,
  system_schema_change: working,
  update_due: derived,
  verification_sighting: 'counts against combined questions; forgets',
  verification_spent: 'counts of a permit; forgets',
}
