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
  /** As written: through JSON its integers above 2^53 would silently become others. */
  readonly text: string
  readonly file: string
  /** Line on which its text begins, 1-based. */
  readonly line: number
}
