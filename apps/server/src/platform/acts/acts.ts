import { createHmac } from 'node:crypto'
import { uniqueGrounds, type Decision, type Ground, type Move, type RefusalReason, type StepResult } from '@fadu/domain'
import { actorOf, type Principal } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { AccessKeys } from '../log/access-keys.ts'
import { settledBy, type EntryBody, type EvidenceLog } from '../log/evidence-log.ts'
import type { Gate, Resource } from '../law/gate.ts'
import { Problem, Refused } from '../problem/index.ts'
import type { CedarValue } from '@fadu/domain'

/** What every act loads before it is decided: what it is done to, and the facts the rules may ask. */
export interface ActFacts {
  /** The act is decided and recorded under this name when it shows only from the facts, as with acts of procedures. */
  readonly action?: string
  readonly resource: Resource
  readonly context?: Readonly<Record<string, CedarValue>>
  readonly trace?: Trace
}

/** Where the record of an act is found again. */
export interface Trace {
  readonly subject?: { readonly type: string; readonly id: string }
  readonly case?: string
  readonly dataset?: string
  readonly grant?: string
  readonly detail?: Readonly<Record<string, unknown>>
  /** Whom it was about, as digests: kept beside the record and never in it. */
  readonly keys?: AccessKeys
}

/**
 * One kind of act. The pipeline calls the parts in this order inside one transaction; none of them may look at the clock
 * or open a transaction of its own.
 */
export interface Act<F extends ActFacts, R> {
  readonly action: string
  /** Its answer holds a secret and must not be stored beside an idempotency key. */
  readonly confidential?: boolean
  /** Loads facts, locking what the act will change. Throws `Problem` when the subject does not exist. */
  load(tx: Tx): Promise<F>
  /** For acts on a case: the step of its procedure. */
  transition?(facts: F): StepResult
  /** Writes. May throw `Refused` or `Problem`; then nothing was written. */
  carryOut(tx: Tx, facts: F, move: Move | undefined): Promise<R> // R is JSON: it is stored with an idempotency key
  /** What a refusal by the rules says in more detail than that they refuse, such as which fields are at fault. */
  refusal?(facts: F): RefusalReason | undefined
  /** What the record says beyond the facts' own trace. */
  trace?(facts: F, result: R): Trace
}

export interface ActReceipt {
  /** Id of the evidence entry. */
  readonly receipt: string
  /** Instant, ISO 8601. */
  readonly at: string
  readonly grounds: readonly Ground[]
}

export interface Performed<R> {
  readonly result: R
  readonly act: ActReceipt
}

/** A write that may be repeated by its sender without being done twice. */
export interface IdempotentRequest {
  readonly key: string
  /** Everything that makes the request what it is: method, path, body. */
  readonly content: string
}

export interface Acts {
  /**
   * Invariant 1, one way in: every change goes through here, in one transaction. With an idempotency key, a repeated
   * request gets the first answer and does nothing.
   */
  perform<F extends ActFacts, R>(
    principal: Principal,
    act: Act<F, R>,
    request?: IdempotentRequest,
  ): Promise<Performed<R>>
  /**
   * An act that follows from another, in its transaction: decided and recorded on its own. When it is refused, nothing of the
   * other is done either.
   */
  within<F extends ActFacts, R>(tx: Tx, principal: Principal, act: Act<F, R>): Promise<Performed<R>>
  /** Decides a reading. Permitted readings of the catalog and of cases leave no record; refused ones do. */
  authorize(
    principal: Principal,
    action: string,
    resource: Resource,
    context?: Readonly<Record<string, CedarValue>>,
  ): Promise<Decision>
}

export function createActs(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
  /** Under which requests with an idempotency key are known again: a body may hold a number that a bare digest would give away. */
  readonly requestSecret: Uint8Array
}): Acts {
  const { db, gate, log, requestSecret } = deps

  const bodyOf = (
    principal: Principal,
    action: string,
    facts: ActFacts,
    trace: Trace | undefined,
  ): Omit<EntryBody, 'kind' | 'outcome' | 'grounds'> => {
    const merged = { ...facts.trace, ...trace, detail: { ...facts.trace?.detail, ...trace?.detail } }
    return {
      action,
      actor: actorOf(principal),
      subject: merged.subject ?? { type: facts.resource.type, id: facts.resource.id },
      ...(facts.resource.territory === undefined ? {} : { territory: facts.resource.territory }),
      ...(merged.case === undefined ? {} : { case: merged.case }),
      ...(merged.dataset === undefined ? {} : { dataset: merged.dataset }),
      ...(merged.grant === undefined ? {} : { grant: merged.grant }),
      ...(Object.keys(merged.detail).length === 0 ? {} : { detail: merged.detail }),
    }
  }

  /** A refusal has no effect and is itself recorded; what it would have done was rolled back before. */
  const recordRefusal = async (
    principal: Principal,
    action: string,
    facts: ActFacts,
    refused: Refused,
  ): Promise<void> => {
    if (principal.type === 'Visitor') return
    const entry = await log.append(db, gate.now(), {
      ...bodyOf(principal, action, facts, undefined),
      kind: 'refusal',
      outcome: 'refused',
      reason: refused.reason.code,
      ...settledBy(refused.grounds),
    })
    refused.receipt = entry.id
  }

  /** Decide, move, carry out, record. */
  const carry = async <F extends ActFacts, R>(
    tx: Tx,
    principal: Principal,
    act: Act<F, R>,
    facts: F,
  ): Promise<Performed<R>> => {
    const { resource, context } = facts
    const action = facts.action ?? act.action
    const decision = gate.decide({ action, principal, resource, ...(context === undefined ? {} : { context }) })
    if (decision.effect === 'deny') throw refusedBy(decision, principal, act.refusal?.(facts))
    const step = act.transition?.(facts)
    if (step?.kind === 'refused') throw new Refused(step.refusal)
    const result = await act.carryOut(tx, facts, step)
    const grounds = uniqueGrounds([...(step?.grounds ?? []), ...decision.because])
    const at = gate.now()
    const trace = act.trace?.(facts, result)
    const body: EntryBody = {
      ...bodyOf(principal, action, facts, trace),
      kind: 'act',
      outcome: 'done',
      ...settledBy(grounds),
    }
    const [entry] = await log.appendAll(tx, [{ at, body, ...(trace?.keys === undefined ? {} : { keys: trace.keys }) }])
    return { result, act: { receipt: entry!.id, at: at.toISOString(), grounds } }
  }

  const perform: Acts['perform'] = async <F extends ActFacts, R>(
    principal: Principal,
    act: Act<F, R>,
    request?: IdempotentRequest,
  ): Promise<Performed<R>> => {
    let facts: F | undefined
    try {
      return await db.transaction().execute(async (tx) => {
        const earlier =
          request === undefined ? undefined : await claim<Performed<R>>(tx, requestSecret, principal, request)
        if (earlier !== undefined) return earlier
        facts = await act.load(tx)
        const performed = await carry(tx, principal, act, facts)
        if (request !== undefined) await keepAnswer(tx, principal, request, performed)
        return performed
      })
    } catch (error) {
      if (error instanceof Refused && facts !== undefined) {
        await recordRefusal(principal, facts.action ?? act.action, facts, error)
      }
      throw error
    }
  }

  return {
    perform,
    within: async (tx, principal, act) => carry(tx, principal, act, await act.load(tx)),
    authorize: async (principal, action, resource, context) => {
      const decision = gate.decide({ action, principal, resource, ...(context === undefined ? {} : { context }) })
      if (decision.effect === 'allow') return decision
      const refused = refusedBy(decision, principal)
      if (refused instanceof Refused) await recordRefusal(principal, action, { resource }, refused)
      throw refused
    },
  }
}

/**
 * Claims an idempotency key for this transaction. Two requests with one key meet at the primary key: the second waits for
 * the first and then finds its answer; if the first is rolled back, the claim goes with it.
 */
async function claim<T>(
  tx: Tx,
  secret: Uint8Array,
  principal: Principal,
  request: IdempotentRequest,
): Promise<T | undefined> {
  const who = nameOf(principal)
  const hash = createHmac('sha256', secret).update(request.content).digest()
  const claimed = await tx
    .insertInto('idempotent_answer')
    .values({ principal: who, key: request.key, request_hash: hash, body: 'null' })
    .onConflict((c) => c.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed !== undefined) return undefined
  const stored = await tx
    .selectFrom('idempotent_answer')
    .select(['request_hash', 'body'])
    .where('principal', '=', who)
    .where('key', '=', request.key)
    .executeTakeFirstOrThrow()
  if (!hash.equals(Buffer.from(stored.request_hash))) throw new Problem({ code: 'IDEMPOTENCY_KEY_REUSED' })
  return stored.body as T
}

async function keepAnswer(tx: Tx, principal: Principal, request: IdempotentRequest, answer: unknown): Promise<void> {
  await tx
    .updateTable('idempotent_answer')
    .set({ body: JSON.stringify(answer) })
    .where('principal', '=', nameOf(principal))
    .where('key', '=', request.key)
    .execute()
}

function nameOf(principal: Principal): string {
  return `${principal.type}:${principal.id}`
}

/** Somebody unknown is asked to sign in; somebody known is refused with the clause. */
export function refusedBy(decision: Decision, principal: Principal, detailed?: RefusalReason): Refused | Problem {
  if (principal.type === 'Visitor') return new Problem({ code: 'AUTH_REQUIRED' })
  const fault = decision.faults.find((f) => f.effect === 'forbid')
  const reason = decision.bySilence
    ? ({ code: 'ACT_NOT_PERMITTED' } as const)
    : fault === undefined
      ? (detailed ?? ({ code: 'ACT_FORBIDDEN' } as const))
      : ({ code: 'ACT_RULE_FAULT', rule: fault.rule } as const)
  return new Refused({ reason, grounds: uniqueGrounds(decision.because), needed: decision.needed })
}
