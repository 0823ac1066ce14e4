import { addDays, type CivilDate, type ClauseId, type LimitValue, type Regime } from '@fadu/domain'
import { limitOf } from '../../platform/law/limits.ts'

/**
 * What is kept for a term and then removed, by kind. What is not named here is kept for good: the entries of the log with their tree and
 * checkpoints, and the rows of evidence that acts wrote.
 */
export const retentionRegister = {
  /** By which keys accesses read, as digests, and the signatures of signed calls. */
  useRecords: { limit: 'retention.useRecordDays', tables: ['access_key', 'call_signature'] },
  /** Sessions that ended, answers kept for repeated requests, notices to holders of accounts. */
  systemLogs: { limit: 'retention.systemLogDays', tables: ['session', 'idempotent_answer', 'account_notice'] },
} as const

export type RetentionKind = keyof typeof retentionRegister
export const retentionKinds = Object.keys(retentionRegister) as readonly RetentionKind[]

export interface RetentionTerm {
  readonly kind: RetentionKind
  readonly tables: readonly string[]
  readonly days: number
  readonly cites: readonly ClauseId[]
  /** How the text was read that sets the days, in Chinese. */
  readonly reading: string | null
  /** What is of an earlier day is over its term. */
  readonly dueBefore: CivilDate
}

/**
 * What is over its term on a day. A record of the day itself is kept the whole of its term: with a term of one day that of yesterday is
 * kept, and that of the day before is due.
 *
 * @param limitOf - The number of days that the law or the policy in force sets, by name.
 */
export function termsOn(today: CivilDate, limitOf: (name: string) => LimitValue): readonly RetentionTerm[] {
  return retentionKinds.map((kind) => {
    const { limit, tables } = retentionRegister[kind]
    const { most: days, cites, reading } = limitOf(limit)
    return { kind, tables, days, cites, reading: reading ?? null, dueBefore: addDays(today, -days) }
  })
}

/**
 * A term as it holds in any of these regimes: the longest. The records of a platform are of all its territories, and none of them is kept
 * shorter than the law of one demands.
 */
export function longestTerm(regimes: readonly Regime[], name: string, today: CivilDate): LimitValue {
  return regimes
    .map((regime) => limitOf(regime, name, today))
    .reduce((longest, other) => (other.most > longest.most ? other : longest))
}

/** What is held, by what it is of. */
export interface Held {
  readonly platform: boolean
  readonly datasets: readonly string[]
  readonly grants: readonly string[]
  readonly organizations: readonly string[]
}

export interface Hold {
  readonly scope: 'dataset' | 'grant' | 'organization' | 'platform'
  readonly id: string | null
}

/** Holds together, each thing once and in order: what an entry says of them is the same for the same holds. */
export function heldBy(holds: readonly Hold[]): Held {
  const of = (scope: Hold['scope']): readonly string[] =>
    [...new Set(holds.flatMap((hold) => (hold.scope === scope && hold.id !== null ? [hold.id] : [])))].toSorted()
  return {
    platform: holds.some((hold) => hold.scope === 'platform'),
    datasets: of('dataset'),
    grants: of('grant'),
    organizations: of('organization'),
  }
}
