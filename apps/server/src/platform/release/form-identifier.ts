import { keyForm } from '@fadu/privacy'
import { Problem } from '../problem/index.ts'
import type { Column, Layout } from './layout.ts'
import { fits } from './row-filter.ts'

/** An identifier of a dataset and a value of it, as an act of a case names them. */
export interface NamedIdentifier {
  readonly column: Column
  /** As it is indexed. */
  readonly value: string
}

/**
 * The fields `item` and `identifier` of the form of an act.
 *
 * @throws {Problem} `REQUEST_MALFORMED` when the item is no identifier of the dataset or the value is none of its type; tells no value.
 */
export function identifierOf(form: Readonly<Record<string, unknown>>, layout: Layout): NamedIdentifier {
  const code = textIn(form['item'])
  const column = layout.find((c) => c.code === code)
  if (column === undefined || column.identifier === null) {
    const codes = layout.filter((c) => c.identifier !== null).map((c) => c.code)
    throw malformed('form.item', `an identifier of the dataset: ${codes.join(', ') || 'it has none'}`)
  }
  return { column, value: requireKey(column, textIn(form['identifier']), 'form.identifier') }
}

/**
 * A value of an identifier as it is indexed.
 *
 * @param field - Where it was given.
 * @throws {Problem} `REQUEST_MALFORMED` when it can be no value of the item; tells no value.
 */
export function requireKey(item: Pick<Column, 'type' | 'identifier'>, value: string, field: string): string {
  const key = keyForm(item, value)
  if (!fits(item.type, key)) throw malformed(field, `a well-formed value of type ${item.type}`)
  return key
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function malformed(field: string, expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected }] })
}
