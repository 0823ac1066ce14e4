import type { OpenAttribute } from '../../api/public-types.ts'
import type { Regime } from '../../api/types.ts'

/**
 * What a person can ask about an entry that is open, among what the regime offers; what needs no asking is left out, since a
 * request for it would only be refused.
 */
const requests: Readonly<Record<string, readonly OpenAttribute[]>> = {
  'open.request': ['conditional'],
  'develop.use': ['unconditional', 'conditional'],
  'open.withdrawal': ['unconditional', 'conditional'],
}

/** Procedures of the regime that a person begins about an open entry, asking for the data first. */
export function requestsAbout(openAttribute: OpenAttribute, regime: Regime): Regime['procedures'] {
  return Object.entries(requests).flatMap(([name, classes]) =>
    classes.includes(openAttribute)
      ? regime.procedures.filter(
          ({ name: own, subject, opener }) => own === name && subject === 'catalogEntry' && opener.is === 'person',
        )
      : [],
  )
}
