import { layout, type Column } from './layout.ts'

/** Columns of a dataset as its row holds them, with those that left it: what was looked up by once is found by them still. */
export function everyColumn(row: { readonly layout: unknown; readonly retired: unknown }): readonly Column[] {
  return [...layout.parse(row.layout), ...layout.parse(row.retired)]
}
