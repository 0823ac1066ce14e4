import { useQueries } from '@tanstack/react-query'
import { request } from '../api/client.ts'
import type { Organization, RuleAnswer, Territory } from '../api/types.ts'
import { useLanguage } from '../text/text.tsx'
import { useSession } from './session.ts'

/** What an act is to be done to, as the rules see it. */
export interface RuleResource {
  readonly type: 'Organization' | 'Territory' | 'Platform'
  readonly id: string
  /** Whose law governs it. */
  readonly territory: string
  readonly facts: Readonly<Record<string, string | readonly string[]>>
}

export function resourceOfOrganization({ id, territory, kinds }: Omit<Organization, 'name' | 'code'>): RuleResource {
  return { type: 'Organization', id, territory, facts: { id, territory, kinds } }
}

export function resourceOfTerritory({ code, level }: Territory): RuleResource {
  return { type: 'Territory', id: code, territory: code, facts: { level } }
}

/** The platform itself. Who keeps it is the same under the law of every territory. */
export function resourceOfPlatform(territory: string): RuleResource {
  return { type: 'Platform', id: 'platform', territory, facts: {} }
}

export interface Permissions {
  /** Whether the rules permit it; false while they have not answered. */
  readonly may: (act: string) => boolean
  /** Acts they do not permit, each with what would be needed. */
  readonly refused: readonly { readonly act: string; readonly needed: RuleAnswer['needed'] }[]
  readonly isPending: boolean
}

const none = {}

/**
 * Asks the rules which acts are permitted before a button is shown, so that no page knows them a second time. Asking is recorded
 * nowhere and promises nothing: the act is decided anew when it is tried.
 */
export function useMay(
  acts: readonly string[],
  resource: RuleResource | undefined,
  /** Facts that the rules of these acts ask for beside principal and resource. */
  context: Readonly<Record<string, readonly string[]>> = none,
): Permissions {
  const { account, organization } = useSession()
  const { language } = useLanguage()
  const { territory, kinds } = organization
  const principal = {
    type: 'Account',
    id: account.id,
    facts: { organization: organization.id, territory, kinds, roles: account.roles },
  }
  const answers = useQueries({
    queries: acts.map((act) => ({
      queryKey: ['may', act, resource?.type, resource?.id, language],
      queryFn: () => {
        const { territory: where, ...asked } = resource!
        return request<RuleAnswer>('/api/v1/law/decisions', {
          method: 'POST' as const,
          body: { territory: where, act, principal, resource: asked, context },
        })
      },
      enabled: resource !== undefined,
      staleTime: 60_000,
    })),
  })
  return {
    may: (act) => answers[acts.indexOf(act)]?.data?.effect === 'allow',
    refused: acts.flatMap((act, i) => {
      const answer = answers[i]?.data
      return answer?.effect === 'deny' ? [{ act, needed: answer.needed }] : []
    }),
    isPending: answers.some((answer) => answer.isPending),
  }
}

/** The same for what is done to the platform itself. */
export function useMayOnPlatform(acts: readonly string[]): Permissions {
  return useMay(acts, resourceOfPlatform(useSession().organization.territory))
}
