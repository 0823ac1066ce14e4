import { passwordLength, type IssueText, type PasswordFault } from '@fadu/domain'
import { describeTableIssue, tableIssueEn } from '@fadu/tables'
import type { LinkFaultKind, ProblemReason, SourceFaultKind } from './problem.ts'

const sourceFaults: Readonly<Record<SourceFaultKind, string>> = {
  unreachable: 'no connection; check address, port and network',
  denied: 'account or key are wrong, or may not read',
  hostKey: 'its key is not the registered one; verify the host before you register another',
  tls: 'no trusted encrypted connection; check the certificate',
  notThere: 'the registered database, table, folder or file is not there',
  columns: 'the table has no column for an item; register which column it is',
  broken: 'it broke off or came incomplete; nothing was stored',
  interrupted: 'the process that fetched it ended; it is fetched again in time',
}

const linkFaults: Readonly<Record<LinkFaultKind, string>> = {
  unreachable: 'no connection; check its address and the network',
  tls: 'no trusted encrypted connection; check the certificate',
  denied:
    'it refused the call; check the id under which it knows this platform, its key, and the state of the link there',
  unavailable: 'it is busy or under maintenance; it is called again in time',
  broken: 'its answer broke off, is too large or cannot be read',
  overtaken: 'another exchange came first; it goes on from there',
  stale: 'the answer is one from before; it is asked again',
  signature: 'its checkpoint is not signed by the pinned keys; the link is stopped',
  forked: 'its log does not extend what was seen before; the link is stopped',
  altered: 'what it told is not what its log records; the link is stopped',
  outOfRemit: 'it told of a territory that is not its to tell of; the link is stopped',
}

const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  tooShort: `a password has at least ${passwordLength.least} characters of any kind; a sentence will do`,
  tooLong: `a password has at most ${passwordLength.most} characters`,
  guessable:
    'this password can be guessed: it is made of common words, the login or name, years, neighbouring keys or letters, repetitions; add what nobody can tell, a sentence will do',
}

export const problemEn: IssueText<ProblemReason> = {
  REQUEST_MALFORMED: (p) => `The request does not fit: ${p.faults.map((f) => `${f.field}: ${f.expected}`).join('; ')}`,
  REQUEST_TOO_LARGE: (p) => `The request exceeds the limit of ${p.maxBytes} bytes; send it in parts`,
  REQUEST_HEADERS_TOO_LARGE: (p) => `The header fields exceed the limit of ${p.maxBytes} bytes`,
  REQUEST_TIMEOUT: (p) =>
    `The request had not come within ${p.seconds} seconds and the connection was closed; send it again`,
  REQUEST_MEDIA_TYPE: (p) => `This content type is not supported; use ${p.accepted}`,
  NOT_FOUND: (p) => `No such ${p.what}, or you may not know whether it exists`,
  ROUTE_UNKNOWN: () => 'No such address; see /api/openapi.json',
  AUTH_REQUIRED: () => 'Sign in first',
  AUTH_SESSION_INVALID: () => 'The session has ended or was revoked; sign in again',
  AUTH_TOKEN_INVALID: () => 'The token is invalid or has expired; obtain another with the key of the application',
  AUTH_CREDENTIALS_WRONG: () => 'Login or password is wrong',
  AUTH_LOCKED: (p) => `Too many failed attempts; the account is locked until ${p.until}`,
  AUTH_TOTP_REQUIRED: () => 'This account uses one-time codes; send totp as well',
  AUTH_TOTP_WRONG: () => 'The one-time code is wrong or was used before',
  PASSWORD_UNFIT: (p) => `${p.field}: ${passwordFaults[p.fault]}`,
  AUTH_ASSERTION_INVALID: (p) => `The client assertion is not accepted: ${p.fault}`,
  AUTH_ORIGIN: () => 'The request comes from another site and was rejected',
  SIGNATURE_REQUIRED: (p) => `The calls of this application must be signed (RFC 9421): ${p.needed}`,
  SIGNATURE_MALFORMED: (p) => `The field ${p.field} cannot be read; expected: ${p.expected}`,
  SIGNATURE_INCOMPLETE: (p) => `The signature leaves out ${p.missing.join(', ')}; sign these as well`,
  SIGNATURE_EXPIRED: (p) => `The signature is not good now: ${p.fault}; sign the call anew`,
  SIGNATURE_KEY_UNKNOWN: () =>
    'keyid and alg name no key of this application that is good now; keyid is the thumbprint of a registered key',
  SIGNATURE_WRONG: () =>
    'The signature does not fit what was signed; check key, signature base, method, target, host and fields',
  SIGNATURE_REPLAYED: () => 'The nonce was used before; sign every call with a nonce of its own',
  SIGNATURE_CONTENT_ALTERED: (p) => `The content is not what its Content-Digest (${p.algorithm}) says`,
  IDEMPOTENCY_KEY_REUSED: () => 'This Idempotency-Key was used for a different request; use a new one',
  VERSION_CONFLICT: (p) =>
    `Somebody changed it: you started from change ${p.given}, it is at ${p.current}${(p.changes ?? [])
      .map((c) => `; ${c.by} changed ${c.changed.join(', ')} at ${c.at}`)
      .join('')}; reload and submit again`,
  COSIGNATURE_INVALID: (p) =>
    ({
      key: 'this is not the key of a witness; expected name+hex+base64 of a cosignature/v1 key',
      note: 'this is not a signed checkpoint',
      checkpoint: 'this log never signed such a checkpoint; keep both notes and compare them',
      signature: 'the signature is not of this witness over this checkpoint',
      witness: 'no registered witness signed this checkpoint; have the key registered first',
    })[p.fault],
  STATE_CONFLICT: (p) => `${p.what} is in state "${p.state}", which does not allow this`,
  DUPLICATE: (p) => `${p.field} is taken; choose another`,
  ROLES_NOT_SEPARATED: () =>
    'System, security and audit administrator are separate: no account holds two of them, nor one beside a business role',
  CSV_MALFORMED: (p) => `Line ${p.line} of the file is malformed: ${p.fault}; nothing was stored`,
  CSV_COLUMNS: (p) =>
    `The columns do not match the items of the catalog entry; missing: ${p.missing.join(', ') || 'none'}; not in the catalog: ${p.unknown.join(', ') || 'none'}; nothing was stored`,
  CSV_ENCODING: () =>
    'The file is neither UTF-8, nor UTF-16 with a byte order mark, nor GB18030 throughout; convert it and submit it again; nothing was stored',
  REVISION_OPEN: (p) => `The entry is being revised in case ${p.case}; finish or withdraw that case first`,
  REVISION_MISSING: () =>
    'The entry is published and this case has begun no revision of it; begin one, change it, then submit',
  LAYOUT_CHANGED: (p) =>
    `While the file was read, a new version of the catalog entry of dataset ${p.dataset} was published; nothing was stored; submit the file again as the items now are`,
  DATASET_CHANGED: (p) =>
    `While it was read, a new version of the catalog entry of dataset ${p.dataset} was published; nothing was released, ask again`,
  KEY_CHANGED: (p) =>
    `while the file was read, dataset ${p.dataset} got another key, was sealed off or destroyed; nothing of the batch was stored, send it again`,
  LAYOUT_STORED: (p) =>
    p.change === 'type'
      ? `Dataset ${p.dataset} holds ${p.rows} rows, so the type of ${p.items.join(', ')} cannot change: what was received is never altered; remove the item, add one with another code and aggregate it anew`
      : `Dataset ${p.dataset} holds ${p.rows} rows, too many to change the sealing of ${p.items.join(', ')} in one act; keep grade and identifier, add an item with another code and aggregate it anew`,
  ITEM_REMOVED: (p) =>
    `${p.items.join(', ')} left dataset ${p.dataset} with version ${p.version} of its catalog entry; no data was released; ask for items it has, or have the grant amended`,
  EXPORT_QUOTA: (p) =>
    `The application has ${p.open} exports (at most ${p.most}); discard those it no longer needs, or wait until their time is over`,
  EXPORT_GONE: (p) =>
    p.state === 'expired'
      ? 'The time of this export is over and its file is deleted; ask for another export'
      : 'The file of this export is deleted; ask for another export',
  EXPORT_OUTDATED: () =>
    'Rows or masks of the grant have changed since this export was asked for, and its file is not given out; ask for another export',
  EXPORT_ELSEWHERE: () =>
    'The file of this export lies on another server of the platform; fetch it at the address where you asked for it',
  RANGE_UNSATISFIABLE: (p) => `The part asked for begins behind the end of the file, which has ${p.size} bytes`,
  TABLE_UNREADABLE: (p) => `${describeTableIssue(tableIssueEn, p.issue)}; nothing was stored`,
  IMPORT_HAS_ERRORS: (p) =>
    `${p.refused} entries of the file cannot be imported (${p.codes.join(', ')}); nothing was written: correct the file, or import only what is good`,
  IMPORT_OUTDATED: (p) =>
    `Entries were changed since the preview (${p.codes.join(', ')}); nothing was written: upload the file again, or import only what still holds`,
  BATCH_EMPTY: () => 'The file has no data rows; no batch was made',
  BATCH_KEY: (p) =>
    p.fault === 'none'
      ? 'The dataset has no identifier; an upsert or a snapshot must name the items of its key'
      : p.fault === 'unknown'
        ? `«${p.items.join(', ')}» of the key is no item of the dataset; nothing was stored`
        : `«${p.items.join(', ')}» is sealed without an index and cannot be a key; take an identifier or an item that is not sealed`,
  BATCH_QUARANTINE_EXCEEDED: (p) =>
    `${p.quarantined} of ${p.received} rows did not pass, more than ${p.most}; nothing was stored. Correct them by the report, or say mostQuarantined`,
  SNAPSHOT_REMOVES_MORE: (p) =>
    `The snapshot lacks ${p.removed} of the ${p.current} rows of dataset ${p.dataset}, more than the share ${p.most}; nothing was changed. Say confirmRemoval if it is meant`,
  QUARANTINE_SETTLED: (p) =>
    `The quarantine of batch ${p.batch} has no open row on line ${p.lines.join(', ')}; nothing was stored`,
  CONTENT_HASH_MISMATCH: (p) =>
    `The content is not what was declared (${p.algorithm}: declared ${p.declared}, found ${p.found}); nothing was stored, upload it again`,
  UPLOAD_OFFSET: (p) => `Wrong offset: ${p.offset} bytes were received; continue there`,
  UPLOAD_TOO_LONG: (p) =>
    `There is more content than the ${p.declared} bytes declared; cancel, and upload it with its real size`,
  UPLOAD_QUOTA: (p) =>
    `Your organisation has ${p.open} uploads that have not ended; at most ${p.mostOpen}, with ${p.mostBytes} bytes together`,
  UPLOAD_ELSEWHERE: () =>
    'The file of this upload lies on another server of the platform; continue at the address you began with',
  UPLOAD_LOST: () => 'The file of this upload is not here or not whole; nothing was stored, upload it again',
  UPLOAD_EXPIRED: () => 'The upload was not continued in time and was given up; begin it anew',
  UPLOAD_SENDER_GONE: () => 'The account or application that began this upload is closed; nothing was stored',
  STORAGE_FULL: () =>
    'The platform has no space left; nothing was stored. What was received is kept: tell its operators, and continue or repeat later',
  BATCH_UNDECLARED_IDENTIFIER: (p) =>
    `Column "${p.column}" looks like ${p.kind}${(p.evidence ?? []).length > 0 ? ` (such as ${p.evidence!.join(', ')})` : ''}, which the catalog entry does not declare; nothing was stored; amend the entry first`,
  DOCUMENT_TYPE: (p) =>
    p.found === null
      ? 'The content is no document that is taken: PDF, PNG, JPEG, DOCX, XLSX, OFD or plain text, without macros'
      : `The name ends in ".${p.named}" but the content is ${p.found}; check the file and its name, then send it again`,
  BATCH_FORMAT: (p) =>
    `The file was declared to be ${p.declared} and is ${p.found}; nothing was stored; check the file and submit it again`,
  BATCH_RULE_BROKEN: (p) =>
    `${p.rows} rows break the blocking quality rules ${p.rules.join(', ')}, first on line ${p.line}; nothing was stored. Mend them and submit again`,
  CORRECTION_OUTDATED: (p) =>
    `The items or the key of dataset ${p.dataset} changed since the correction was prepared; prepare it again`,
  CORRECTION_UNRESOLVED: (p) =>
    `Line ${p.line} of the correction matches ${p.found === 0 ? 'no current row' : 'more than one current row'}; name the row by batch and line. Nothing of the correction was done`,
  SOURCE_HOST_CLOSED: (p) =>
    `Host "${p.host}" is not among those the operators let the platform fetch from; have it added to FADU_PULL_HOSTS`,
  SOURCE_ACCOUNT_CLOSED: () =>
    'The account that registered this source is closed; have a data steward register it anew',
  SOURCE_REFUSED: (p) => `Aggregation was refused (${p.reason}); the clauses stand in record ${p.receipt}`,
  SOURCE_FAILED: (p) =>
    `Fetching ${p.host === '' ? 'the source' : `from "${p.host}"`} failed: ${sourceFaults[p.fault]}`,
  LINK_FAULT: (p) => `Exchange with the other platform: ${linkFaults[p.fault]}`,
  DATA_TAMPERED: (p) =>
    `The sealed content of row ${p.row} of dataset ${p.dataset} does not match its tag and may have been tampered with; no data was released, the finding is recorded; tell the security administrator`,
  BUSY: (p) => `The system is busy; try again in ${p.retrySeconds} seconds; nothing was done`,
  RATE_LIMITED: (p) =>
    `Too many requests (policy ${p.policy}); try again in ${p.retrySeconds} seconds; nothing was done. What is left stands in the header RateLimit`,
  MAINTENANCE: (p) =>
    `Maintenance: the data gateway is closed until ${p.until}: ${p.notice}; nothing was done or recorded. Try again when it is over`,
  MAINTENANCE_OVERLAPS: (p) =>
    `The maintenance announced from ${p.begins} to ${p.ends} overlaps; end it first, or choose another time`,
  KEY_SHARE_FOREIGN: (p) =>
    `This share is of another splitting (${p.keyId}) than the one in force; take the share that was given at the last one`,
  KEY_SHARE_WRONG: (p) =>
    `This says it is share ${p.index} and is not; it was not accepted; check whether it is your own`,
  KEYS_UNUSABLE: (p) =>
    `Enough shares are here, but the keys do not open (${p.fault}); they were forgotten: have the operators look at the key folder, then hand in again`,
  BACKUP_NOT_CONFIGURED: () => 'No folder of backups is set; the operator sets FADU_BACKUP_DIR and starts again',
  CURSOR_INVALID: () => 'The page cursor is invalid; start again at the first page',
  LAW_TEXT_UNREADABLE: (p) =>
    `The text ${p.pack} ${p.version}, under which this case was run, cannot be read any more; tell the operators`,
  INTERNAL: (p) => `Internal fault, nothing was done; tell the operators the number ${p.incident}`,
}
