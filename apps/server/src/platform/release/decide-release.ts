import type { Decision } from '@fadu/domain'
import { refusedBy } from '../acts/acts.ts'
import type { Db } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import { Refused } from '../problem/index.ts'
import { recordRefusal } from './release-record.ts'
import type { ReleaseRequest } from './release.ts'

/** What a way out is decided on and recorded with. */
export type DecidedRequest = Pick<
  ReleaseRequest,
  'principal' | 'resource' | 'standing' | 'context' | 'dataset' | 'masked' | 'fields' | 'grant' | 'case' | 'detail'
> & { readonly action: string }

interface Deciding {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
}

/** Decides a way out. A refusal is recorded before it is thrown, and nothing was read. */
export async function decideRelease(deps: Deciding, request: DecidedRequest): Promise<Decision> {
  const { principal, action, resource, standing, context = nothingAdded } = request
  const decision = deps.gate.decide({ action, principal, resource, standing, context })
  if (decision.effect === 'allow') return decision
  const refused = refusedBy(decision, principal)
  throw refused instanceof Refused ? await recordRefusal(deps, request, refused) : refused
}

const nothingAdded = {}
