import { isBasis, type Regime } from '@fadu/domain'
import type { Change, Difference } from './difference.ts'

/** A change as people read it: what is called how, in the words of the regime. */
export interface ChangeView extends Change {
  readonly label: string
  readonly oldText: string | null
  readonly newText: string | null
}

export interface DifferenceView {
  readonly name: ChangeView | null
  readonly fields: readonly ChangeView[]
  readonly items: readonly {
    readonly code: string
    readonly name: string
    readonly kind: Change['kind']
    readonly changes: readonly ChangeView[]
  }[]
  readonly order: readonly string[] | null
}

export function differenceView(regime: Regime, difference: Difference): DifferenceView {
  const view = (change: Change, group: 'field' | 'item'): ChangeView => ({
    ...change,
    label: group === 'field' ? fieldLabel(regime, change.field) : itemLabel(regime, change.field),
    oldText: textOf(regime, change.field, change.old),
    newText: textOf(regime, change.field, change.new),
  })
  return {
    name: difference.name === null ? null : view(difference.name, 'field'),
    fields: difference.fields.map((change) => view(change, 'field')),
    items: difference.items.map(({ changes, ...item }) => ({
      ...item,
      changes: changes.map((change) => view(change, 'item')),
    })),
    order: difference.order,
  }
}

/** What a field of an entry is called; name and items are no fields of the form but are spoken of like one. */
export function fieldLabel(regime: Regime, name: string): string {
  const field = regime.form('catalog-entry')?.fields.find((f) => f.name === name)
  return field?.label ?? regime.term(`entry.${name}`)?.text ?? name
}

function itemLabel(regime: Regime, attribute: string): string {
  return regime.term(`item.${attribute}`)?.text ?? attribute
}

function textOf(regime: Regime, field: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (isBasis(value)) {
    const title = regime.instruments.find((i) => i.id === value.instrument)?.title ?? value.instrument
    return `${title} ${value.provision}`
  }
  if (Array.isArray(value)) return value.join('、')
  const said = typeof value === 'string' ? value : JSON.stringify(value)
  return regime.term(`${field}.${said}`)?.text ?? said
}
