import { uuidv7 } from 'uuidv7'
import type { Regime } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { clauseOfGuard, guardGrounds } from '../../platform/law/guard-clauses.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import { readEntry, readWorkingCopy, writeWorkingCopy, type Entry, type EntryContent } from '../catalog/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import { wholeEntry } from './plan-grading.ts'
import { suggestedGuard } from './require-graded.ts'

/** What a person says to a suggestion: takes it, keeps the grade as it is, or sets another. */
export interface Decision {
  readonly suggestion: string
  readonly decision: 'accept' | 'keep' | 'set'
  /** Of `set`. */
  readonly grade?: number | undefined
  /** Needed where the grade is lower than suggested. */
  readonly reason?: string | undefined
  /** Where the decision stands in the request, for faults. */
  readonly field: string
}

export interface Decided {
  readonly suggestion: string
  readonly entry: string
  /** Null: the entry as a whole. */
  readonly item: string | null
  readonly state: 'accepted' | 'kept' | 'overruled'
  readonly grade: number
}

interface Pending {
  readonly id: string
  readonly entry_id: string
  readonly item_code: string
  readonly grade: number
  readonly rule_set: string
  readonly rules: string[]
  readonly state: string
}

/** One entry with the decisions on it, and its content as they change it. */
interface Work {
  readonly entry: Entry
  readonly content: EntryContent
  readonly open: boolean
  readonly decisions: readonly { readonly asked: Decision; readonly pending: Pending }[]
}

interface DecisionFacts extends ActFacts {
  readonly works: readonly Work[]
  readonly regime: Regime
}

/** Decides suggestions of one organisation's entries, all or none of them. */
export function decideSuggestions(
  gate: Gate,
  principal: AccountPrincipal,
  decisions: readonly Decision[],
): Act<DecisionFacts, readonly Decided[]> {
  return {
    action: 'grading.decide',
    load: async (tx) => {
      requireOneEach(decisions)
      const pending = await readPending(tx, decisions)
      const works = await readWorks(tx, decisions, pending)
      const [first] = works
      const other = works.find((w) => w.entry.provider !== first!.entry.provider)
      if (other !== undefined) {
        const { field } = other.decisions[0]!.asked
        throw malformed(field, 'a suggestion of the same organisation as the first')
      }
      const organization = await readOrganization(tx, first!.entry.provider)
      return {
        works,
        regime: gate.regimeFor(organization.territory),
        resource: organizationResource(organization),
        trace: { subject: { type: 'CatalogEntry', id: first!.entry.id } },
      }
    },
    carryOut: async (tx, { works, regime }) => {
      const settled = works.map((work) => ({ work, decided: work.decisions.map((d) => settle(work, d)) }))
      requireReasons(
        regime,
        settled.flatMap((s) => s.decided),
      )
      for (const { work, decided } of settled) await carryOut(tx, work, decided, principal, gate.now())
      return settled.flatMap(({ decided }) =>
        decided.map(({ pending, state, grade }) => ({
          suggestion: pending.id,
          entry: pending.entry_id,
          item: pending.item_code === wholeEntry ? null : pending.item_code,
          state,
          grade,
        })),
      )
    },
    trace: (_, decided) => ({
      detail: { decided: decided.map(({ suggestion, state, grade }) => ({ suggestion, state, grade })) },
    }),
  }
}

interface Settled {
  readonly asked: Decision
  readonly pending: Pending
  readonly state: Decided['state']
  readonly grade: number
  readonly name: string
}

function settle(work: Work, { asked, pending }: Work['decisions'][number]): Settled {
  const current = gradeIn(work.content, pending.item_code)
  const name = work.content.items.find((i) => i.code === pending.item_code)?.name ?? work.content.name
  switch (asked.decision) {
    case 'accept':
      return { asked, pending, state: 'accepted', grade: pending.grade, name }
    case 'keep':
      return { asked, pending, state: 'kept', grade: current, name }
    case 'set': {
      if (asked.grade === undefined) throw malformed(`${asked.field}.grade`, 'the grade that is set')
      return {
        asked,
        pending,
        state: asked.grade === pending.grade ? 'accepted' : 'overruled',
        grade: asked.grade,
        name,
      }
    }
  }
}

function gradeIn({ items, fields }: EntryContent, code: string): number {
  if (code !== wholeEntry) return items.find((i) => i.code === code)?.grade ?? 1
  return typeof fields['grade'] === 'number' ? fields['grade'] : 1
}

/** A grade lower than suggested stands on a reason, or not at all. */
function requireReasons(regime: Regime, settled: readonly Settled[]): void {
  const lower = settled.filter(({ grade, pending, asked }) => grade < pending.grade && asked.reason === undefined)
  if (lower.length === 0) return
  throw new Refused({
    reason: {
      code: 'ACT_GRADE_REASON_MISSING',
      fields: lower.map(({ asked, name }) => ({ field: `${asked.field}.reason`, label: name, fault: 'missing' })),
      items: lower.map(({ name, grade, pending }) => ({ name, grade, suggested: pending.grade })),
    },
    grounds: guardGrounds(regime, suggestedGuard),
    needed: [
      {
        clause: clauseOfGuard(regime, suggestedGuard),
        text: '写明定得低于建议的理由',
        textEn: 'the reason for a grade below the suggestion',
      },
    ],
  })
}

async function carryOut(
  tx: Tx,
  { entry, content, open }: Work,
  settled: readonly Settled[],
  principal: AccountPrincipal,
  now: Date,
): Promise<void> {
  const changed = settled.filter(({ pending, grade }) => grade !== gradeIn(content, pending.item_code))
  if (changed.length > 0) {
    if (!open)
      throw new Problem({
        code: 'STATE_CONFLICT',
        what: '目录条目',
        state: entry.revision === 'none' ? entry.state : entry.revision,
      })
    const graded = withGrades(content, new Map(changed.map(({ pending, grade }) => [pending.item_code, grade])))
    const edited = changed.some((c) => c.pending.item_code !== wholeEntry) ? ['items'] : []
    const raised = graded.fields['grade'] === content.fields['grade'] ? [] : ['grade']
    await writeWorkingCopy(tx, entry, graded, {
      organization: principal.organization.id,
      at: now,
      changed: [...edited, ...raised],
    })
  }
  for (const { asked, pending, state, grade } of settled) {
    const decided = { decided_by: principal.id, decided_at: now, decided_grade: grade, reason: asked.reason ?? null }
    await tx
      .updateTable('grading_suggestion')
      .set({ state, ...decided })
      .where('id', '=', pending.id)
      .execute()
  }
  await tx
    .insertInto('grade_record')
    .values(settled.map((s) => recordOf(entry, s, principal, now)))
    .execute()
}

function recordOf(entry: Entry, { asked, pending, grade }: Settled, principal: AccountPrincipal, now: Date) {
  return {
    id: uuidv7(),
    entry_id: entry.id,
    item_code: pending.item_code,
    grade,
    rule_set: pending.rule_set,
    rules: pending.rules,
    suggested: pending.grade,
    suggestion_id: pending.id,
    reason: asked.reason ?? null,
    given_by: principal.id,
    given_at: now,
  }
}

/** Grades of items as decided; the entry, where it has a grade, is at least as high as they are. */
function withGrades(content: EntryContent, grades: ReadonlyMap<string, number>): EntryContent {
  const items = content.items.map((item) => ({ ...item, grade: grades.get(item.code) ?? item.grade }))
  const own = grades.get(wholeEntry) ?? content.fields['grade']
  const highest = Math.max(...items.map((i) => i.grade))
  const grade = typeof own === 'number' ? { grade: Math.max(own, highest) } : {}
  return { ...content, items, fields: { ...content.fields, ...grade } }
}

async function readPending(tx: Tx, decisions: readonly Decision[]): Promise<ReadonlyMap<string, Pending>> {
  const ids = decisions.map((d) => d.suggestion)
  const rows = await tx
    .selectFrom('grading_suggestion')
    .select(['id', 'entry_id', 'item_code', 'grade', 'rule_set', 'rules', 'state'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Locks the entries in the order of their ids, so that two batches never wait for each other, and looks again at what is pending. */
async function readWorks(
  tx: Tx,
  decisions: readonly Decision[],
  seen: ReadonlyMap<string, Pending>,
): Promise<readonly Work[]> {
  const entryIds = decisions.map(({ suggestion }) => {
    const pending = seen.get(suggestion)
    if (pending === undefined) throw notFound('分级建议')
    return pending.entry_id
  })
  const works: Work[] = []
  for (const id of [...new Set(entryIds)].toSorted()) {
    const entry = await readEntry(tx, id, 'update')
    const pending = await readPending(tx, decisions)
    const own = decisions.filter((_, i) => entryIds[i] === id)
    works.push({
      entry,
      ...(await readWorkingCopy(tx, entry)),
      decisions: own.map((asked) => ({ asked, pending: requirePending(pending.get(asked.suggestion)) })),
    })
  }
  return works
}

function requirePending(pending: Pending | undefined): Pending {
  if (pending === undefined) throw notFound('分级建议')
  if (pending.state !== 'pending') throw new Problem({ code: 'STATE_CONFLICT', what: '分级建议', state: pending.state })
  return pending
}

function requireOneEach(decisions: readonly Decision[]): void {
  const ids = decisions.map((d) => d.suggestion)
  const twice = decisions.find((d, i) => ids.indexOf(d.suggestion) !== i)
  if (twice !== undefined)
    throw malformed(`${twice.field}.suggestion`, 'a suggestion that no earlier decision is about')
}

function malformed(field: string, expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected }] })
}
