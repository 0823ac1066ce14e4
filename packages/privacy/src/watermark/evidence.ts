/** What is counted in a leaked file for one kind of mark of one export. */
export interface Count {
  readonly kind: EvidenceKind
  /** Places in the file that say something, each drawn independently of the others in an export that has nothing to do with it. */
  readonly trials: number
  /** Those that agree with what the key of this export chose. */
  readonly hits: number
  /** How often chance agrees: above 0 and below 1. */
  readonly chance: number
}

export type EvidenceKind = 'reference' | 'order' | 'quotation' | 'sign' | 'withheld' | 'pseudonym'

/** Shares of a file that may come from the export, from nothing to nearly everything. The first leaves chance as it is. */
const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.9999] as const

/**
 * How much likelier the counts are when the file, or a share of it, comes from the export than when it does not, in bits. The
 * share is unknown: the likelihood is the mean over `shares`. A mark that was destroyed costs three bits and proves nothing
 * else.
 *
 * INVARIANT (fair bet): without the export being involved the likelihood ratio has the mean 1, whatever the leaker does to
 * the file, because its key draws independently of that. `threshold()` relies on it.
 */
export function evidenceBits({ trials, hits, chance }: Count): number {
  if (trials === 0) return 0
  const terms = shares.map((share) => {
    const agree = share + (1 - share) * chance
    const differ = (1 - share) * (1 - chance)
    return hits * Math.log2(agree / chance) + (trials - hits) * Math.log2(differ / (1 - chance))
  })
  const most = Math.max(...terms)
  return most + Math.log2(terms.reduce((sum, term) => sum + 2 ** (term - most), 0) / shares.length)
}

/** Probability that a trace names any export that the file does not come from. */
export const falseAccusation = 1e-6

/**
 * Bits from which on an export is named. By Markov's inequality a fair bet grows beyond 2^b with a probability of at most
 * 2^-b; with n candidates, each wrongly named with at most `falseAccusation / n`, the bound holds for all of them together.
 */
export function threshold(candidates: number): number {
  return Math.log2(Math.max(1, candidates) / falseAccusation)
}

export interface CandidateEvidence<C> {
  readonly candidate: C
  readonly counts: readonly Count[]
}

export interface Named<C> extends CandidateEvidence<C> {
  /** Of all kinds together: they are drawn independently, so their ratios multiply. */
  readonly bits: number
  readonly named: boolean
}

/**
 * Weighs the candidates; strongest first. Several can be named: a file can be put together from several exports.
 *
 * @param among - Candidates in all, when others are weighed beside these under the same bound.
 */
export function weigh<C>(
  candidates: readonly CandidateEvidence<C>[],
  among: number = candidates.length,
): {
  readonly threshold: number
  readonly candidates: readonly Named<C>[]
} {
  const needed = threshold(among)
  const weighed = candidates.map((c) => {
    const bits = c.counts.reduce((sum, count) => sum + evidenceBits(count), 0)
    return { ...c, bits, named: bits >= needed }
  })
  return { threshold: needed, candidates: weighed.toSorted((a, b) => b.bits - a.bits) }
}
