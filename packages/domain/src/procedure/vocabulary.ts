/** Values a fact can have; `text`, `number` and `boolean` where they are not a closed list. */
export type FactValues = readonly string[] | 'text' | 'number' | 'boolean'

const sharing = ['unconditional', 'conditional', 'none', 'unset']

/**
 * Facts that conditions of procedures may ask, by the subject of the procedure. The server's loader of that subject
 * provides them. A condition on a fact nobody provides is never met, so a misspelt one would silently open the next way;
 * the linter refuses it instead.
 */
export const subjectFacts: Readonly<Record<string, Readonly<Record<string, FactValues>>>> = {
  catalogEntry: {
    'entry.shareAttribute': sharing,
    'entry.openAttribute': sharing,
    'entry.state': ['draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn'],
    'entry.grade': 'number',
    'territory.level': ['region', 'city', 'county', 'unknown'],
  },
}

/** What a party rule (`parties: { authority: { is: … } }`) may say, by subject; `agency` is who opens the case. */
export const subjectParties: Readonly<Record<string, readonly string[]>> = {
  catalogEntry: ['agency', 'territory.authority', 'territory.superiorAuthority', 'entry.provider'],
}

/** Why a condition cannot be asked of this subject; undefined when it can. */
export function conditionFault(
  subject: string,
  condition: Readonly<Record<string, unknown>>,
): { readonly fact: string; readonly message: string } | undefined {
  const facts = subjectFacts[subject] ?? {}
  for (const [fact, accepted] of Object.entries(condition)) {
    const values = Object.hasOwn(facts, fact) ? facts[fact] : undefined
    if (values === undefined) {
      return { fact, message: `asks the fact «${fact}», which does not exist; known: ${Object.keys(facts).join(', ')}` }
    }
    const wrong = [accepted].flat().find((value) => !isPossible(values, value))
    if (wrong !== undefined) {
      const expected = typeof values === 'string' ? `a ${values}` : `one of ${values.join(', ')}`
      return { fact, message: `asks whether «${fact}» is «${JSON.stringify(wrong)}»; expected ${expected}` }
    }
  }
  return undefined
}

function isPossible(values: FactValues, value: unknown): boolean {
  if (typeof values !== 'string') return values.includes(value as string)
  return typeof value === (values === 'text' ? 'string' : values)
}
