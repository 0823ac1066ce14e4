import type { OrganizationId, TerritoryCode } from '@fadu/domain'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { readOrganization } from '../org/index.ts'
import type { ModuleContribution } from './subjects.ts'

/** The subjects that no module of the life cycle owns: an organisation with its duties, and a territory; and what acts do to them. */
export function ownSubjects(territories: () => TerritoryTree): ModuleContribution {
  return {
    effects: {
      'organization.admit': async (tx, { subject }) => {
        const { kinds } = await readOrganization(tx, subject.id)
        if (kinds.includes('agency')) return
        await tx
          .updateTable('organization')
          .set({ kinds: [...kinds, 'agency'] })
          .where('id', '=', subject.id)
          .execute()
      },
    },
    subjects: {
      organization: async (tx, id) => {
        const { name, territory, kinds } = await readOrganization(tx, id)
        return {
          type: 'organization',
          id,
          name,
          territory,
          facts: {
            'organization.agency': kinds.includes('agency'),
            'organization.contractor': kinds.includes('contractor'),
            'organization.developer': kinds.includes('developer'),
          },
          organizations: { organization: id as OrganizationId },
          forms: {},
        }
      },
      territory: async (_, code) => {
        const territory = territories().get(code)
        if (territory === undefined) throw notFound('地区')
        return {
          type: 'territory',
          id: code,
          name: territory.name,
          territory: code as TerritoryCode,
          facts: {},
          organizations: {},
          forms: {},
        }
      },
    },
  }
}
