import type { CedarValue, Facts, FormData, OrganizationId, Regime, TerritoryCode } from '@fadu/domain'
import type { ActingOrganization } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { CivilDate } from '@fadu/domain'

/** What a case is about, as its module describes it: facts for rules and conditions, and who stands behind it. */
export interface Subject {
  readonly type: string
  readonly id: string
  readonly name: string
  readonly territory: TerritoryCode
  /** For conditions of procedures: `entry.shareAttribute`. */
  readonly facts: Facts
  /** For rules: the `entry` record of the policy schema, when the case is about an entry. */
  readonly entry?: Readonly<Record<string, CedarValue>>
  /** Organisations a party rule may name: `entry.provider`. */
  readonly organizations: Readonly<Record<string, OrganizationId>>
  /** Forms whose content is the subject itself, such as the catalog entry that is submitted. */
  readonly forms: Readonly<Record<string, FormData>>
}

/** A module that owns a kind of subject loads it for a case; with `update` it locks it until the act is done. */
export type SubjectLoader = (tx: Db | Tx, id: string, lock: 'none' | 'update') => Promise<Subject>

export interface EffectInput {
  readonly regime: Regime
  readonly subject: Subject
  readonly case: {
    readonly id: string
    readonly pack: string
    readonly territory: TerritoryCode
    readonly parties: Readonly<Record<string, string>>
    /** What was entered when the case was opened. */
    readonly form: FormData
  }
  /** What was entered with this act. */
  readonly form: FormData
  readonly organization: ActingOrganization | undefined
  /** Account of whoever acts; absent where an event moves the case. */
  readonly account?: string
  readonly today: CivilDate
  readonly now: Date
}

/** What a transition does beyond moving the case. Runs in the transaction of the act. */
export type Effect = (tx: Tx, input: EffectInput) => Promise<void>

export interface ModuleContribution {
  readonly subjects?: Readonly<Record<string, SubjectLoader>>
  readonly effects?: Readonly<Record<string, Effect>>
  /**
   * What must be true of a form beyond its fields, such as that the items asked for exist: of an opening by the name of the
   * procedure, of an act by `procedure.act`. Throws `Problem`, or `Refused` with the clauses that bind it.
   */
  readonly guards?: Readonly<Record<string, Effect>>
}
