/** Values a fact can have; `text`, `number` and `boolean` where they are not a closed list. */
export type FactValues = readonly string[] | 'text' | 'number' | 'boolean'

const sharing = ['unconditional', 'conditional', 'none', 'unset']
const everywhere = { 'territory.level': ['region', 'city', 'county', 'unknown'] } as const
const entry: Readonly<Record<string, FactValues>> = {
  'entry.shareAttribute': sharing,
  'entry.openAttribute': sharing,
  'entry.state': ['draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn'],
  'entry.grade': 'number',
  'entry.revision': ['none', 'amending', 'submitted', 'approved'],
  'entry.aggregated': 'boolean',
  'entry.secrecy': ['unreviewed', 'cleared', 'restricted'],
  'entry.prepared': 'boolean',
  'entry.custody': ['active', 'sealedOff', 'destroyed'],
  'entry.derivedRisk': ['none', 'blocked'],
  'entry.personal': 'boolean',
}

/**
 * Facts that conditions of procedures may ask, by the subject of the procedure. The server's loader of that subject
 * provides them. A condition on a fact nobody provides is never met, so a misspelt one would silently open the next way;
 * the linter refuses it instead.
 */
export const subjectFacts: Readonly<Record<string, Readonly<Record<string, FactValues>>>> = {
  catalogEntry: {
    ...entry,
    ...everywhere,
  },
  // A grant of data: what is extended, changed, given back or suspended.
  dataGrant: {
    ...entry,
    'grant.status': ['active', 'suspended', 'expired', 'revoked'],
    ...everywhere,
  },
  organization: {
    'organization.agency': 'boolean',
    'organization.contractor': 'boolean',
    'organization.developer': 'boolean',
    ...everywhere,
  },
  territory: { ...everywhere },
}

/** A fact of what was entered with the act: a choice or a yes-or-no of its form. Which there are is asked of the form. */
export const formFact = 'form.'

/** Kinds of organisation; as a party rule: whoever opens the case, being of that kind. */
export const openingKinds = [
  'agency',
  'authority',
  'supervisor',
  'government',
  'contractor',
  'developer',
  'person',
] as const

const offices = ['territory.authority', 'territory.superiorAuthority', 'territory.government']
const namedBySubject: Readonly<Record<string, readonly string[]>> = {
  catalogEntry: ['entry.provider'],
  dataGrant: ['entry.provider', 'grant.applicant'],
  organization: ['organization'],
  territory: [],
}

/**
 * What a party rule (`parties: { authority: { is: … } }`) may say, by subject. Beside these, `form.<field>` names the
 * organisation that the opening form names in that field.
 */
export const subjectParties: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(namedBySubject).map(([subject, named]) => [subject, [...openingKinds, ...offices, ...named]]),
)

/** Whether a party is whoever opens the case, of a kind. */
export function isOpener(rule: string): boolean {
  return (openingKinds as readonly string[]).includes(rule)
}

/** Why a condition cannot be asked of this subject; undefined when it can. What it asks of the form is not looked at. */
export function conditionFault(
  subject: string,
  condition: Readonly<Record<string, unknown>>,
): { readonly fact: string; readonly message: string } | undefined {
  const facts = subjectFacts[subject] ?? {}
  for (const [fact, accepted] of Object.entries(condition)) {
    if (fact.startsWith(formFact)) continue
    const values = Object.hasOwn(facts, fact) ? facts[fact] : undefined
    if (values === undefined) {
      return { fact, message: `asks the fact «${fact}», which does not exist; known: ${Object.keys(facts).join(', ')}` }
    }
    const wrong = wrongValue(values, accepted)
    if (wrong !== undefined) return { fact, message: `asks whether «${fact}» is ${wrong}` }
  }
  return undefined
}

/** A value the fact can never have, with what it can have; undefined when all are possible. */
export function wrongValue(values: FactValues, accepted: unknown): string | undefined {
  const wrong = [accepted].flat().find((value) => !isPossible(values, value))
  if (wrong === undefined) return undefined
  const expected = typeof values === 'string' ? `a ${values}` : `one of ${values.join(', ')}`
  return `«${JSON.stringify(wrong)}»; expected ${expected}`
}

function isPossible(values: FactValues, value: unknown): boolean {
  if (typeof values !== 'string') return values.includes(value as string)
  return typeof value === (values === 'text' ? 'string' : values)
}
