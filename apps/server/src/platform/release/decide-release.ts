import type { Decision } from '@fadu/domain'
import { refusedBy } from '../acts/acts.ts'
import type { Db } from '../db/open-database.ts'
import type { Gate } from '../law/gate.ts'
import type { EvidenceLog } from '../log/evidence-log.ts'
import type { OverQuota } from '../log/grant-usage.ts'
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

/**
 * What a way out is refused with whose rows no longer fit into the quota of its grant, since others took theirs while it read. The
 * rules are asked with what is true now, so that the refusal stands on the same clause as one that was seen before; nothing left.
 */
export async function refusedOverQuota(deps: Deciding, request: DecidedRequest, quota: OverQuota): Promise<unknown> {
  try {
    await decideRelease(deps, { ...request, context: { ...request.context, quota } })
  } catch (refused) {
    return refused
  }
  throw new Error(`no rule refuses what goes beyond the quota «${quota}» of a grant`)
}

const nothingAdded = {}
