import { defaultMaskFor, mask, type MaskRule } from '@fadu/privacy'
import { organizationOf } from '../auth/principal.ts'
import type { Gate } from '../law/gate.ts'
import type { Column } from './layout.ts'
import type { DecidedRequest } from './decide-release.ts'

/** What a value of each column becomes on its way out: itself, or its mask. */
export interface Protection {
  /** Columns of which no value is shown as it is. */
  readonly masked: ReadonlySet<string>
  of(column: Column): (text: string) => string | null
}

/**
 * Values are shown as they are where a rule lets their grade through and the grant does not ask for a mask; what neither
 * says is masked as its category is, and one without a category is hidden whole.
 *
 * @param masks - Masks that a grant sets beyond those of the grade.
 */
export function protectionOf(
  gate: Gate,
  { principal, action, resource, context }: DecidedRequest,
  columns: readonly Column[],
  masks: Readonly<Record<string, MaskRule>>,
): Protection {
  const { provider } = context['entry'] as { readonly provider: string }
  const own = organizationOf(principal)?.id === provider
  const isClear = (grade: number): boolean =>
    gate.decide({ action: 'value.clear', principal, resource, context: { grade, mode: action, own } }).effect ===
    'allow'
  const clear = new Set([...new Set(columns.map((c) => c.grade))].filter(isClear))
  const rules = new Map(
    columns.flatMap((column): readonly [string, MaskRule][] => {
      const asked = masks[column.code]
      // What the grade hides no grant shows: its own mask stands only where the value would be shown.
      if (clear.has(column.grade)) return asked === undefined || asked.kind === 'none' ? [] : [[column.code, asked]]
      return [[column.code, gradeMask(column)]]
    }),
  )
  return {
    masked: new Set(rules.keys()),
    of: ({ code }) => {
      const rule = rules.get(code)
      return rule === undefined ? (text) => text : (text) => mask(rule, text)
    },
  }
}

/** The mask of a value above the grade that is shown: as its category says, and whole without one. */
export function gradeMask({ mask: category }: Pick<Column, 'mask'>): MaskRule {
  return category === 'none' ? { kind: 'full', with: '*' } : defaultMaskFor(category)
}
