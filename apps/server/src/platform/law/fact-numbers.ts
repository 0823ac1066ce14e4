/**
 * Numbers for sets of facts: equal facts have equal numbers, so that a decision is found again by a few numbers instead of by
 * a long text of everything it rests on. The text is made once for each object.
 *
 * INVARIANT (facts do not change): an object that was given here is never written to afterwards.
 */
export interface FactNumbers {
  of(facts: object): number
}

/** Texts kept; when full, all are forgotten. A number is never given out twice, so what is forgotten is only counted anew. */
const mostTexts = 20_000

export function createFactNumbers(): FactNumbers {
  const byObject = new WeakMap<object, number>()
  const byText = new Map<string, number>()
  let last = 0
  const numberOf = (text: string): number => {
    const known = byText.get(text)
    if (known !== undefined) return known
    if (byText.size >= mostTexts) byText.clear()
    byText.set(text, ++last)
    return last
  }
  return {
    of: (facts) => {
      const known = byObject.get(facts)
      if (known !== undefined) return known
      const number = numberOf(JSON.stringify(facts))
      byObject.set(facts, number)
      return number
    },
  }
}
