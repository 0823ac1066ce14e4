import { createIndexSql, indexColumn, plainColumn, sqlTypes, type Column, type Layout } from './layout.ts'

/** One column that is stored otherwise than before, though its values stay: sealed or not, with or without a blind index. */
export interface ColumnMove {
  readonly from: Column
  readonly to: Column
}

/** What becomes of a table whose entry was published anew. */
export interface LayoutChange {
  /** Columns that the table does not have yet. */
  readonly added: Layout
  /** Columns whose values are rewritten. */
  readonly moved: readonly ColumnMove[]
  /** Plain columns that become identifiers and get an index. */
  readonly indexed: Layout
  /** Items whose values would have to become other values: never done to what was received. */
  readonly retyped: readonly string[]
  /** Columns that the table keeps and the layout no longer names. */
  readonly retired: Layout
}

/**
 * Compares what a table stores with what its entry now says. Names, lengths, grades and masks are of the layout alone and
 * change nothing that is stored; an item that comes back finds its values again.
 */
export function layoutChange(
  stored: { readonly layout: Layout; readonly retired: Layout },
  next: Layout,
): LayoutChange {
  const known = new Map([...stored.retired, ...stored.layout].map((c) => [c.code, c]))
  const kept = next.flatMap((to) => {
    const from = known.get(to.code)
    return from === undefined ? [] : [{ from, to }]
  })
  const wanted = new Set(next.map((c) => c.code))
  return {
    added: next.filter((c) => !known.has(c.code)),
    moved: kept.filter(({ from, to }) => from.type === to.type && isStoredOtherwise(from, to)),
    indexed: kept
      .filter(({ from, to }) => !from.sealed && !to.sealed && from.identifier === null && to.identifier !== null)
      .map(({ to }) => to),
    retyped: kept.filter(({ from, to }) => from.type !== to.type).map(({ to }) => to.code),
    retired: [...known.values()].filter((c) => !wanted.has(c.code)),
  }
}

function isStoredOtherwise(from: Column, to: Column): boolean {
  return from.sealed !== to.sealed || (to.sealed && from.identifier === null && to.identifier !== null)
}

/**
 * Prepares a table for the columns of a republished entry, before rows are rewritten. A column that left the layout stays;
 * that rows of a later batch say nothing of it is no fault.
 */
export function alterTableSql(table: string, { added, moved, indexed }: LayoutChange): string {
  const plain = [...added, ...moved.map((m) => m.to)].filter((c) => !c.sealed)
  const sealed = [...added, ...moved.map((m) => m.to)].filter((c) => c.sealed)
  const hashed = sealed.filter((c) => c.identifier !== null)
  const columns = [
    ...plain.map((c) => `${plainColumn(c.code)} ${sqlTypes[c.type]}`),
    ...hashed.map((c) => `${indexColumn(c.code)} bytea`),
    ...(sealed.length > 0 || moved.length > 0 ? ['sealed bytea'] : []),
  ]
  return [
    ...columns.map((column) => `alter table ${table} add column if not exists ${column};`),
    ...[...plain.filter((c) => c.identifier !== null), ...hashed, ...indexed].map((c) => createIndexSql(table, c)),
  ].join('\n')
}

/** Removes from a table what rows no longer hold there once they are rewritten. */
export function dropMovedSql(table: string, moved: LayoutChange['moved']): string {
  const names = moved.flatMap(({ from, to }) =>
    from.sealed === to.sealed ? [] : from.sealed ? [indexColumn(from.code)] : [plainColumn(from.code)],
  )
  return names.map((name) => `alter table ${table} drop column if exists ${name};`).join('\n')
}
