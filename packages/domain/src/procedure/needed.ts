import type { Needed } from '../policy/index.ts'
import type { ClauseId } from '../shared/index.ts'
import type { Regime } from '../regulation/regime.ts'
import type { BasisRule } from './definition.ts'

/** What would carry a refusal: an instrument of a rank the regime accepts, in the regime's words. */
export function neededBasis(regime: Regime, { rank, cites }: BasisRule): Needed {
  const words = rank.map((r) => regime.term(`rank.${r}`)?.text ?? r)
  const names = rank.map((r) => r.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
  return {
    clause: cites[0]!,
    text: `${anyOf(words, '、', '或者')}依据`,
    textEn: `a basis in ${anyOf(names, ', ', ' or ')}`,
  }
}

/** The way that is open instead of the closed one. */
export function neededOffer(regime: Regime, offer: string, clause: ClauseId): Needed {
  return { clause, text: `改为办理「${regime.term(offer)?.text ?? offer}」`, textEn: `open "${offer}" instead` }
}

function anyOf(words: readonly string[], comma: string, or: string): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(comma)}${or}${last}`
}
