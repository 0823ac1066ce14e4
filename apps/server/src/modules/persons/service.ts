import type { Act } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Page } from '../../platform/http/page.ts'
import { createDisclosures, type Disclosures } from './disclosures.ts'
import { readOwnAccesses, type OwnAccessFacts, type OwnAccessQuestion } from './own-accesses.ts'
import type { ToldAccess } from './told-access.ts'

/** What people may know of their own data: what was disclosed to them, and who asked for it. */
export interface PersonService extends Disclosures {
  accesses(principal: AccountPrincipal, asked: OwnAccessQuestion): Act<OwnAccessFacts, Page<ToldAccess>>
}

export function createPersonService(
  deps: Parameters<typeof createDisclosures>[0] & Parameters<typeof readOwnAccesses>[0],
): PersonService {
  return { ...createDisclosures(deps), accesses: (principal, asked) => readOwnAccesses(deps, principal, asked) }
}
