import type { FormData, Regime } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem, type FieldProblem } from '../../platform/problem/index.ts'
import { readItems } from '../catalog/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { cancelTask, demandTask, loadTask } from './aggregation.ts'

/** What databases add to cases: their founding, what belongs to them, and the aggregation into them. */
export const databaseContribution: ModuleContribution = {
  guards: {
    'database.register': async (tx, { subject, form }) => {
      const { kind, code } = founding(form)
      const standing = await tx
        .selectFrom('data_database')
        .select('id')
        .where('territory_code', '=', subject.territory)
        .where('kind', '=', kind)
        .where('code', '=', code)
        .where('closed_at', 'is', null)
        .executeTakeFirst()
      if (standing !== undefined)
        throw new Problem({ code: 'DUPLICATE', field: kind === 'base' ? 'form.base' : 'form.theme' })
    },
  },
  effects: {
    'database.found': async (tx, input) => {
      const { kind, code } = founding(input.form)
      await tx
        .insertInto('data_database')
        .values({
          id: input.case.id,
          territory_code: input.subject.territory,
          kind,
          code,
          name: nameOf(input.regime, kind, code),
          lead_id: input.case.parties['lead']!,
          founded_at: input.now,
        })
        .execute()
    },
    'database.record': recordContent,
    'database.close': async (tx, input) => {
      await tx.updateTable('data_database').set({ closed_at: input.now }).where('id', '=', input.case.id).execute()
    },
    'aggregation.demand': demandTask,
    'aggregation.load': loadTask,
    'aggregation.cancel': cancelTask,
  },
}

/** Which database a registration founds. A theme that the regime does not list goes by the name that was entered. */
function founding(form: FormData): { readonly kind: 'base' | 'thematic'; readonly code: string } {
  if (form['databaseKind'] === 'base') return { kind: 'base', code: form['base'] as string }
  const named = form['themeName']
  return { kind: 'thematic', code: typeof named === 'string' ? named.trim() : (form['theme'] as string) }
}

/** What the regime calls it: the word of the choice, then that of the kind. */
export function nameOf(regime: Regime, kind: 'base' | 'thematic', code: string): string {
  const word = regime.term(`${kind === 'base' ? 'base' : 'theme'}.${code}`)?.text ?? code
  return `${word}${regime.term(`databaseKind.${kind}`)?.text ?? ''}`
}

interface FieldRow {
  readonly field: string
  readonly fieldName: string
  readonly entry: string
  readonly item: string
  readonly source: 'lead' | 'further'
}

const identifierOf: Readonly<Record<string, 'residentId' | 'creditCode' | 'other'>> = {
  residentId: 'residentId',
  creditCode: 'creditCode',
  otherCode: 'other',
}

/** What belongs to a database from now on; what was recorded before is replaced. */
async function recordContent(tx: Tx, input: EffectInput): Promise<void> {
  const form = input.form as unknown as {
    readonly matchedBy: string
    readonly databaseEntries: readonly string[]
    readonly fields: readonly FieldRow[]
  }
  const codes = [...new Set(form.databaseEntries)]
  const entries = await tx
    .selectFrom('catalog_entry')
    .select(['id', 'code'])
    .where('code', 'in', codes)
    .where('state', '=', 'published')
    .where('territory_code', '=', input.subject.territory)
    .execute()
  const known = new Map<string, KnownEntry>()
  for (const { id, code } of entries) {
    const items = await readItems(tx, id)
    const identifiers = items.filter((i) => i.identifier === identifierOf[form.matchedBy])
    known.set(code, { id, items: new Set(items.map((i) => i.code)), identifiers: identifiers.map((i) => i.code) })
  }
  const faults = [...entryFaults(codes, known, form.matchedBy), ...fieldFaults(form.fields, known)]
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })

  const database_id = input.case.id
  for (const table of ['database_field', 'database_difference', 'database_entry'] as const) {
    await tx.deleteFrom(table).where('database_id', '=', database_id).execute()
  }
  await tx.updateTable('data_database').set({ matched_by: form.matchedBy }).where('id', '=', database_id).execute()
  await tx
    .insertInto('database_entry')
    .values(
      [...known.values()].map(({ id, identifiers }) => ({ database_id, entry_id: id, matched_on: identifiers[0]! })),
    )
    .execute()
  await tx
    .insertInto('database_field')
    .values(
      form.fields.map((row, position) => ({
        database_id,
        code: row.field,
        entry_id: known.get(row.entry)!.id,
        item: row.item,
        name: row.fieldName,
        position,
        lead: row.source === 'lead',
      })),
    )
    .execute()
}

interface KnownEntry {
  readonly id: string
  readonly items: ReadonlySet<string>
  readonly identifiers: readonly string[]
}

function entryFaults(
  codes: readonly string[],
  known: ReadonlyMap<string, KnownEntry>,
  matchedBy: string,
): readonly FieldProblem[] {
  return codes.flatMap((code) => {
    const entry = known.get(code)
    const expected =
      entry === undefined
        ? `published entries of the territory; «${code}» is none`
        : entry.identifiers.length === 1
          ? undefined
          : `entries with one identifier of the kind ${matchedBy}; «${code}» has ${entry.identifiers.length}`
    return expected === undefined ? [] : [{ field: 'form.databaseEntries', expected }]
  })
}

function fieldFaults(rows: readonly FieldRow[], known: ReadonlyMap<string, KnownEntry>): readonly FieldProblem[] {
  const fault = (i: number, field: string, expected: string): FieldProblem => ({
    field: `form.fields.${i}.${field}`,
    expected,
  })
  const leads = new Map<string, number>()
  for (const row of rows) leads.set(row.field, (leads.get(row.field) ?? 0) + (row.source === 'lead' ? 1 : 0))
  return rows.flatMap((row, i) => {
    const entry = known.get(row.entry)
    const again = rows.findIndex((r) => r.field === row.field && r.entry === row.entry)
    return [
      ...(entry === undefined ? [fault(i, 'entry', `an entry of the database; «${row.entry}» is none`)] : []),
      ...(entry !== undefined && !entry.items.has(row.item) ? [fault(i, 'item', `an item of «${row.entry}»`)] : []),
      ...(again < i ? [fault(i, 'entry', 'each source of a field once')] : []),
      ...(leads.get(row.field) === 1 ? [] : [fault(i, 'source', `one lead source for «${row.field}»`)]),
      ...(/^[a-z][a-z0-9_]{0,40}$/.test(row.field) ? [] : [fault(i, 'field', 'a code in lower case')]),
    ]
  })
}
