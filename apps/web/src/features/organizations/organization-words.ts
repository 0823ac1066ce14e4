import { useRegimeWords } from '../../shared/regime-words.ts'
import { useLanguage, useText } from '../../text/text.tsx'

export interface OrganizationWords {
  readonly kind: (kind: string) => string
  readonly role: (role: string) => string
}

/** What the law of a territory calls kinds of organisations and the roles in them. */
export function useOrganizationWords(territory: string): OrganizationWords {
  const t = useText()
  const { language } = useLanguage()
  const words = useRegimeWords(territory)
  // A regulation speaks Chinese; in another language the interface's own words come first.
  const say = (concept: string, own: string): string => (language === 'en' ? own : words.term(concept, own))
  return {
    kind: (kind) => say(kind, t.organizations.kinds[kind] ?? kind),
    role: (role) => say(`role.${role}`, t.roles[role] ?? role),
  }
}
