import { guardCites, type CivilDate, type Regime, type TerritoryCode } from '@fadu/domain'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { ContentWatch } from '../catalog/index.ts'
import { refusedUnder } from './refused-under.ts'
import { isInForceOn, isListOf, readStandards } from './registry.ts'

/** What looks at content before another does: an entry goes to review only with code lists that are standards in force. */
export function codeListWatch(
  deps: {
    readonly territories: () => TerritoryTree
    readonly regimeFor: (territory: TerritoryCode) => Regime
    readonly today: () => CivilDate
  },
  next: ContentWatch,
): ContentWatch {
  return {
    saved: (tx, saved) => next.saved(tx, saved),
    submitted: async (tx, submitted) => {
      const { entry, content, regime } = submitted
      const named = content.items.filter(({ codeList }) => (codeList ?? '').trim() !== '')
      if (named.length > 0 && guardCites(regime, 'standard.codeList').length > 0) {
        const { territory } = entry
        const known = await readStandards(tx, deps.regimeFor(territory), deps.territories().path(territory))
        const inForce = known.filter((standard) => isInForceOn(standard, deps.today()))
        const unknown = named.filter(({ codeList }) => !inForce.some((standard) => isListOf(standard, codeList!)))
        if (unknown.length > 0) {
          throw refusedUnder(regime, 'standard.codeList', {
            code: 'ACT_CODE_LIST_UNKNOWN',
            fields: unknown.map(({ code, name }) => ({
              field: `items.${code}.codeList`,
              label: name,
              fault: 'notInForce',
            })),
            codeLists: [...new Set(unknown.map(({ codeList }) => codeList!))],
          })
        }
      }
      await next.submitted(tx, submitted)
    },
  }
}
