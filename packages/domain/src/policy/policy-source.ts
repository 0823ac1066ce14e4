import type { ClauseId, PackId } from '../shared/index.ts'

/** One Cedar policy of a pack, taken apart once at load. */
export interface PolicySource {
  /** Clause id, with `/suffix` where one clause needs several policies; unique over all packs. */
  readonly id: string
  readonly clause: ClauseId
  readonly pack: PackId
  readonly effect: 'permit' | 'forbid'
  /** Actions or action groups of the scope; empty for every action. */
  readonly actions: readonly string[]
  /** What would make the act lawful, in Chinese and English. */
  readonly needed: string
  readonly neededEn: string
  readonly text: string
  /** Cedar's JSON form of the policy, with the action scope opened: slicing has applied it already. */
  readonly json: Readonly<Record<string, unknown>>
}
