import type { Decision } from '@fadu/domain'
import { refusedBy } from '../acts/acts.ts'
import type { Db } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import { Refused } from '../problem/index.ts'
import { recordOf, type ReleaseRequest } from './release.ts'

/** What a way out is decided on and recorded with. */
export type DecidedRequest = Pick<
  ReleaseRequest,
  'principal' | 'resource' | 'standing' | 'context' | 'dataset' | 'masked' | 'fields' | 'grant' | 'case' | 'detail'
> & { readonly action: string }

/** Decides a way out. A refusal is recorded before it is thrown, and nothing was read. */
export async function decideRelease(
  { db, gate, log }: { readonly db: Db; readonly gate: Gate; readonly log: EvidenceLog },
  request: DecidedRequest,
): Promise<Decision> {
  const { principal, action, resource, standing, context = {} } = request
  const decision = gate.decide({ action, principal, resource, standing, context })
  if (decision.effect === 'allow') return decision
  const refused = refusedBy(decision, principal)
  if (!(refused instanceof Refused)) throw refused
  const entry = await log.append(db, gate.now(), {
    ...recordOf(request),
    kind: 'refusal',
    outcome: 'refused',
    reason: refused.reason.code,
    grounds: refused.grounds.map((g) => g.rule),
  })
  refused.receipt = entry.id
  throw refused
}
