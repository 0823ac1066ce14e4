import { sql } from 'kysely'
import { fromHex, toBase64, type LogHash } from '@fadu/audit-log'
import { rawConnection } from '../db/dialect.ts'
import type { Tx } from '../db/open-database.ts'
import type { Finding, TreeCheck } from './check-tree.ts'
import { evidenceTables, type EvidenceTable } from './evidence-tables.ts'
import { rowCommitment } from './evidence-rows.ts'

type Tell = (finding: Finding) => void

const page = 2000

/** Reads a query by a cursor: its rows have no key to go on from, and are more than memory holds. */
export async function forEachRow<R>(tx: Tx, query: string, each: (row: R) => void): Promise<void> {
  await rawConnection(tx, async (connection) => {
    await connection.query(`declare evidence_rows no scroll cursor for ${query}`, [])
    for (;;) {
      const { rows } = await connection.query(`fetch ${page} from evidence_rows`, [])
      for (const row of rows) each(row as R)
      if (rows.length < page) break
    }
    await connection.query('close evidence_rows', [])
  })
}

interface Compared {
  readonly key: string
  readonly image: string | null
  /** Whether an entry speaks of the row at all. */
  readonly spoken: boolean
  readonly digest: string | null
  readonly salt: string | null
  /** The entry that commits to the row, as the salt says it, and whether there is such an entry. */
  readonly by: string | null
  readonly by_there: boolean
}

export type Damages = Pick<TreeCheck, 'isDamaged' | 'damages'>

/** Every row of evidence with what the log last said of it. */
export async function compareRows(
  tx: Tx,
  hash: LogHash,
  tree: Damages,
  tell: Tell,
): Promise<{ readonly rows: number; readonly notCovered: number }> {
  let compared = 0
  let notCovered = 0
  for (const [table, shape] of Object.entries(evidenceTables)) {
    await forEachRow<Compared>(tx, rowsWithWhatWasSaid(table, shape), (row) => {
      compared++
      const found = differenceOf(hash, table, row)
      if (found === undefined) return
      if (isUnknown(tree, row.by, row.by_there)) notCovered++
      else tell({ table, key: row.key, found })
    })
  }
  await leftBehind(tx, tree, tell)
  return { rows: compared, notCovered }
}

/** Whether what would say it is an entry that is damaged or gone, which is named itself. */
export function isUnknown(tree: Damages, by: string | null, isThere: boolean): boolean {
  return by !== null && (tree.isDamaged(by) || (!isThere && tree.damages().gone > 0))
}

function differenceOf(hash: LogHash, table: string, row: Compared): Finding['found'] | undefined {
  const { key, image, spoken, digest, salt } = row
  if (image === null) return digest === null ? undefined : 'missing'
  if (!spoken || digest === null) return 'added'
  if (salt === null) return 'altered'
  const computed = rowCommitment(hash, { table, key, salt: fromHex(salt), image })
  return toBase64(computed) === digest ? undefined : 'altered'
}

/** @param table - Of `evidenceTables`: never somebody's input. */
function rowsWithWhatWasSaid(table: string, { key, columns }: EvidenceTable): string {
  const array = (names: readonly string[]): string => `array[${names.map((name) => `'${name}'`).join(', ')}]`
  return `
    select coalesce(t.key, s.row_key) as key, t.image, s.row_key is not null as spoken, s.digest, encode(z.salt, 'hex') as salt,
      z.entry_id::text as by, e.id is not null as by_there
    from (select evidence_key(said, ${array(key)}) as key, evidence_image(said, ${array(columns)})::text as image
      from (select to_jsonb(r) as said from ${table} r) rows) t
    full join (select row_key, digest from said_row where table_name = '${table}') s on s.row_key = t.key
    left join evidence_salt z on z.table_name = '${table}' and z.row_key = coalesce(t.key, s.row_key)
    left join log_entry e on e.id = z.entry_id`
}

/** Salts of rows that no entry speaks of, and changes that no entry of their transaction committed to: both written beside it. */
async function leftBehind(tx: Tx, tree: Damages, tell: Tell): Promise<void> {
  await forEachRow<{ table_name: string; row_key: string; by: string; by_there: boolean }>(
    tx,
    `select z.table_name, z.row_key, z.entry_id::text as by, e.id is not null as by_there
     from evidence_salt z left join said_row s using (table_name, row_key) left join log_entry e on e.id = z.entry_id
     where s.digest is null`,
    ({ table_name: table, row_key: key, by, by_there: isThere }) => {
      if (!isUnknown(tree, by, isThere)) tell({ table: 'evidence_salt', key: `${table}/${key}`, found: 'added' })
    },
  )
  await forEachRow<{ table_name: string; row_key: string; image: unknown }>(
    tx,
    `select distinct on (table_name, row_key) table_name, row_key, image::text as image from evidence_change
     order by table_name, row_key, seq desc`,
    (row) => tell({ table: row.table_name, key: row.row_key, found: row.image === null ? 'missing' : 'altered' }),
  )
}

/** The triggers that note changes are there, switched on, and watch what they should. */
export async function compareTriggers(tx: Tx, tell: Tell): Promise<void> {
  const { rows } = await sql<{ table: string; enabled: string; definition: string }>`
    select c.relname as table, t.tgenabled::text as enabled, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and t.tgname = 'keep_evidence' and not t.tgisinternal`.execute(tx)
  const found = new Map(rows.map((row) => [row.table, row]))
  for (const [table, { key, columns }] of Object.entries(evidenceTables)) {
    const trigger = found.get(table)
    const call = `keep_evidence_change('${key.join(' ')}', '${columns.join(' ')}')`
    if (trigger === undefined) tell({ table: 'pg_trigger', key: `keep_evidence/${table}`, found: 'missing' })
    else if (trigger.enabled !== 'O' || !trigger.definition.endsWith(call)) {
      tell({ table: 'pg_trigger', key: `keep_evidence/${table}`, found: 'altered' })
    }
  }
}
