import type { EnvelopeTampered } from '@fadu/smcrypto'
import { actorOf } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import { settledBy, type EntryBody, type EvidenceLog } from '../log/evidence-log.ts'
import { Problem, type Refused } from '../problem/index.ts'
import type { ReleaseRequest } from './release.ts'

/** What the record of a way out is made of. */
export type RecordedRequest = Pick<ReleaseRequest, 'principal' | 'dataset' | 'grant' | 'case' | 'detail' | 'fields'> & {
  readonly action: string
}

/** What the record of a way out says of who, what and why. */
export function recordOf(
  request: RecordedRequest,
): Pick<EntryBody, 'action' | 'actor' | 'subject' | 'dataset' | 'detail'> {
  const { principal, dataset, grant } = request
  return {
    action: request.action,
    actor: actorOf(principal),
    subject: { type: 'Dataset', id: dataset.code },
    dataset: dataset.id,
    ...(grant === undefined ? {} : { grant }),
    ...(request.case === undefined ? {} : { case: request.case }),
    detail: { ...request.detail, fields: request.fields },
  }
}

interface Recording {
  readonly db: Db | Tx
  readonly gate: Gate
  readonly log: EvidenceLog
}

/** @returns The refusal, with the receipt of its record. */
export async function recordRefusal(
  { db, gate, log }: Recording,
  request: RecordedRequest,
  refused: Refused,
): Promise<Refused> {
  const entry = await log.append(db, gate.now(), {
    ...recordOf(request),
    kind: 'refusal',
    outcome: 'refused',
    reason: refused.reason.code,
    ...settledBy(refused.grounds),
  })
  refused.receipt = entry.id
  return refused
}

/**
 * A row whose tag does not fit is named in the evidence; nothing of the answer leaves.
 *
 * @returns What the caller is told, `DATA_TAMPERED`.
 */
export async function recordTampering(
  { db, gate, log }: Recording,
  request: RecordedRequest,
  { rowId: row }: EnvelopeTampered,
): Promise<Problem> {
  await log.append(db, gate.now(), {
    ...recordOf(request),
    kind: 'system',
    outcome: 'refused',
    reason: 'DATA_TAMPERED',
    grounds: [],
    detail: { row },
  })
  return new Problem({ code: 'DATA_TAMPERED', dataset: request.dataset.code, row })
}
