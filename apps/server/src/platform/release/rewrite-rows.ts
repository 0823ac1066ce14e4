import { sql, type RawBuilder } from 'kysely'
import { encodeUtf8 } from '@fadu/audit-log'
import type { Tx } from '../db/open-database.ts'
import type { DatasetKeys, Keyring } from './dataset-keys.ts'
import type { ColumnMove } from './layout-change.ts'
import { indexColumn, plainColumn, sqlTypes, type Column } from './layout.ts'
import { openSealed, rowIdOf } from './sealed-values.ts'

/** Values of one row as they are sealed: texts, and booleans as such. */
type Content = Record<string, string | boolean | null>

const pageSize = 500

/**
 * Stores the same values otherwise: sealed instead of plain, plain instead of sealed, with a blind index. No value changes
 * (invariant 3); superseded rows are rewritten as well, so that nothing graded sensitive stays behind in clear.
 */
export async function rewriteRows(
  tx: Tx,
  table: string,
  moved: readonly ColumnMove[],
  keyring: Keyring,
): Promise<void> {
  const keys = keyring.current
  const sealing = moved.filter(({ from }) => !from.sealed).map(({ to }) => to)
  const unsealing = moved.filter(({ to }) => !to.sealed).map(({ to }) => to)
  const indexing = moved.filter(({ to }) => to.sealed && to.identifier !== null).map(({ to }) => to)
  const read = sql.join([
    sql`batch, line, sealed`,
    ...sealing.map((c) => sql`${sql.ref(plainColumn(c.code))}${plainRead(c)} as ${sql.ref(plainColumn(c.code))}`),
  ])
  let after = { batch: -1, line: '-1' }
  for (;;) {
    const { rows } = await sql<{ batch: number; line: number | string; sealed: Uint8Array | null }>`
      select ${read} from ${sql.table(table)}
      where (batch, line) > (${after.batch}::integer, ${after.line}::bigint)
      order by batch, line limit ${pageSize}`.execute(tx)
    if (rows.length > 0) {
      const opened = openSealed(keyring.openAll, rows)
      const values = rows.map((row, i) => {
        const content: Content = { ...opened[i] }
        for (const c of sealing)
          content[c.code] = (row as Record<string, unknown>)[plainColumn(c.code)] as string | null
        const released = unsealing.map((c) => content[c.code] ?? null)
        const hashes = indexing.map((c) => blindIndex(keys, c, content))
        for (const c of unsealing) delete content[c.code]
        const sealed = keys.sealer.seal(rowIdOf(row), encodeUtf8(JSON.stringify(content)))
        return sql`(${sql.join([
          sql`${row.batch}::integer`,
          sql`${String(row.line)}::bigint`,
          sql`${Buffer.from(sealed)}::bytea`,
          ...released.map((value) => sql`${value === null ? null : String(value)}::text`),
          ...hashes.map((hash) => sql`${hash}::bytea`),
        ])})`
      })
      await updateRows(tx, table, values, unsealing, indexing)
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = { batch: last.batch, line: String(last.line) }
  }
}

async function updateRows(
  tx: Tx,
  table: string,
  values: readonly RawBuilder<unknown>[],
  unsealing: readonly Column[],
  indexing: readonly Column[],
): Promise<void> {
  const plain = unsealing.map((c) => plainColumn(c.code))
  const hashes = indexing.map((c) => indexColumn(c.code))
  const names = ['batch', 'line', 'sealed', ...plain, ...hashes].map((name) => sql.ref(name))
  const set = [
    sql`sealed = v.sealed`,
    ...unsealing.map((c) => {
      const name = plainColumn(c.code)
      return sql`${sql.ref(name)} = ${sql.ref(`v.${name}`)}::${sql.raw(sqlTypes[c.type])}`
    }),
    ...hashes.map((name) => sql`${sql.ref(name)} = ${sql.ref(`v.${name}`)}`),
  ]
  await sql`update ${sql.table(table)} as t set ${sql.join(set)}
    from (values ${sql.join([...values])}) as v (${sql.join(names)})
    where t.batch = v.batch and t.line = v.line`.execute(tx)
}

/** Read as it was received: a boolean as such, everything else as its text. */
function plainRead(column: Column): RawBuilder<unknown> {
  return column.type === 'boolean' ? sql`` : sql`::text`
}

function blindIndex(keys: DatasetKeys, { code }: Column, content: Content): Buffer | null {
  const value = content[code]
  return typeof value === 'string' ? Buffer.from(keys.indexer(code).index(value)) : null
}
